"""Slack's message events, told once in our words. Pure; the shapes are those of docs.slack.dev, "message event"."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Event = Mapping[str, Any]

_WRITTEN = frozenset({"", "thread_broadcast", "file_share", "me_message"})


class Change(StrEnum):
    """What an event says of a message."""

    WRITTEN = "written"
    EDITED = "edited"
    DELETED = "deleted"
    REPLIED = "replied"


@dataclass(frozen=True, slots=True)
class Said:
    """One message as it stands after the event. `before` is its text before an edit, None where Slack left it out.

    `thread` is the `ts` of the thread that it is in, empty outside threads; `stamp` tells one edit from another.
    """

    change: Change
    channel: str
    ts: str
    thread: str
    user: str
    text: str
    before: str | None = None
    stamp: str = ""
    files: int = 0


def read_event(event: Event) -> Said | None:
    """Return what a `message` or `app_mention` event says; None for what no person wrote or changed.

    Edits come with the text before them, because Slack sends the same event when it unfurls a link. Raises
    `LookupError` for a subtype that we do not know: it is counted, not guessed at.
    """
    subtype = event.get("subtype", "")
    if subtype == "message_changed":
        return _edited(event)
    if subtype == "message_deleted":
        return _deleted(event)
    if subtype == "message_replied":
        message = event.get("message") or {}
        return _said(Change.REPLIED, event["channel"], message) if message.get("ts") else None
    if subtype in _QUIET or _by_app(event):
        return None
    if subtype in _WRITTEN:
        return _said(Change.WRITTEN, event["channel"], event)
    raise LookupError(subtype)


_QUIET = frozenset({"bot_message", "channel_join", "channel_leave", "group_join", "group_leave", "tombstone"})


def _edited(event: Event) -> Said | None:
    message, before = event["message"], (event.get("previous_message") or {}).get("text")
    if _by_app(message) or message.get("subtype", "") not in _WRITTEN or message.get("text") == before:
        return None
    edited = message.get("edited") or {}
    return _said(Change.EDITED, event["channel"], message, before, str(edited.get("ts") or event.get("event_ts", "")))


def _deleted(event: Event) -> Said | None:
    before = event.get("previous_message") or {}
    if _by_app(before) or before.get("subtype", "") not in _WRITTEN:
        return None
    return _said(Change.DELETED, event["channel"], {**before, "ts": event["deleted_ts"]}, before.get("text"))


def _by_app(message: Event) -> bool:
    return bool(message.get("bot_id") or (message.get("app_id") and not message.get("user")))


def _said(change: Change, channel: str, message: Event, before: str | None = None, stamp: str = "") -> Said:
    thread = str(message.get("thread_ts") or "")
    return Said(
        change=change,
        channel=channel,
        ts=str(message["ts"]),
        thread="" if thread == message["ts"] and change is not Change.REPLIED else thread,
        user=str(message.get("user") or ""),
        text=str(message.get("text") or ""),
        before=before,
        stamp=stamp,
        files=len(message.get("files") or ()),
    )
