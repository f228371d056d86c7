"""What Slack sends when somebody edits or deletes a message in the desk's channel."""

from typing import Any

from tests.fakes.local_slack import DESK


def changed(message: dict[str, Any], text: str, stamp: str = "9.0") -> dict[str, Any]:
    now = {**message, "text": text, "edited": {"user": message["user"], "ts": stamp}}
    return {
        "type": "message",
        "subtype": "message_changed",
        "channel": DESK,
        "message": now,
        "previous_message": message,
        "ts": "9.1",
    }


def deleted(message: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "message",
        "subtype": "message_deleted",
        "channel": DESK,
        "deleted_ts": message["ts"],
        "previous_message": message,
        "ts": "9.2",
    }
