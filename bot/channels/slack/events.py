"""Slack's message events, told once in our words. Pure; the shapes are those of docs.slack.dev, "message event"."""

from collections.abc import Iterator, Mapping
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
class SharedFile:
    """A file as Slack names it. `deferred`: Slack tells its address only when asked."""

    id: str
    name: str
    size: int
    address: str
    deferred: bool = False

    @classmethod
    def of(cls, file: Event) -> "SharedFile":
        """Return what Slack's file object says."""
        return cls(
            id=str(file["id"]),
            name=str(file.get("name") or file.get("title") or "file"),
            size=int(file.get("size") or 0),
            address=str(file.get("url_private_download") or file.get("url_private") or ""),
            deferred=file.get("file_access") == "check_file_info",
        )


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
    files: tuple[SharedFile, ...] = ()


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


_NO_FILE = frozenset({"tombstone", "hidden_by_limit"})
_QUIET = frozenset({"bot_message", "channel_join", "channel_leave", "group_join", "group_leave", "tombstone"})


def _edited(event: Event) -> Said | None:
    message, before = event["message"], (event.get("previous_message") or {}).get("text")
    if _by_app(message) or message.get("subtype", "") not in _WRITTEN:
        return None
    if message.get("text") == before:
        return _without_file(event, message)
    edited = message.get("edited") or {}
    return _said(Change.EDITED, event["channel"], message, before, str(edited.get("ts") or event.get("event_ts", "")))


def _without_file(event: Event, message: Event) -> Said | None:
    """Take the deletion of a message's file for the message's own: nobody but its author can say what is left of it."""
    had, has = (deleted_files(each) for each in (event.get("previous_message") or {}, message))
    return _said(Change.DELETED, event["channel"], message) if has - had else None


def deleted_files(message: Event) -> frozenset[str]:
    """Return the ids of the files of a message that somebody deleted."""
    return frozenset(file["id"] for file in message.get("files") or () if file.get("mode") == "tombstone")


def _deleted(event: Event) -> Said | None:
    before = event.get("previous_message") or {}
    if _by_app(before) or before.get("subtype", "") not in _WRITTEN:
        return None
    return _said(Change.DELETED, event["channel"], {**before, "ts": event["deleted_ts"]}, before.get("text"))


def _with_signs(text: str, blocks: Any) -> str:
    """Put the signs themselves for their names, such as `:wave:`: only a message's blocks say which sign that is."""
    for sign in _signs(blocks):
        tone = f":skin-tone-{sign['skin_tone']}:" if sign.get("skin_tone") else ""
        drawn = "".join(chr(int(part, 16)) for part in str(sign["unicode"]).split("-"))
        text = text.replace(f":{sign['name']}:{tone}", drawn)
    return text


def _signs(blocks: Any) -> Iterator[Event]:
    for each in blocks if isinstance(blocks, list) else ():
        if each.get("type") == "emoji" and each.get("unicode"):
            yield each
        yield from _signs(each.get("elements"))


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
        text=_with_signs(str(message.get("text") or ""), message.get("blocks")),
        before=before,
        stamp=stamp,
        files=tuple(SharedFile.of(file) for file in message.get("files") or () if file.get("mode") not in _NO_FILE),
    )
