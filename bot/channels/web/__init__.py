"""The web chat: one script tag, a small JSON API, server-sent events."""
