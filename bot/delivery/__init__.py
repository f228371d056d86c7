"""The two loops that move messages: inbox to turn, outbox to platform."""
