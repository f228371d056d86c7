"""What a specialist is told of a message that did not reach the patient, with a button that sends it again. Pure."""

from dataclasses import dataclass
from typing import Any

from bot.channels.slack.mrkdwn import escaped, shown
from bot.channels.slack.posts import Block
from bot.domain.ids import MessageId
from bot.domain.messages import Kind

SEND_AGAIN = Kind.SEND_AGAIN.value


@dataclass(frozen=True, slots=True)
class Again:
    """What the button stands for: a message, and the thread that it is in. Slack names no thread for a whisper."""

    thread_ts: str
    message: MessageId

    @property
    def value(self) -> str:
        """The button's value, which holds nothing private."""
        return f"{self.thread_ts}/{self.message}"

    @classmethod
    def of(cls, value: str) -> "Again":
        """Read a button's value."""
        thread_ts, _, message = value.partition("/")
        return cls(thread_ts, MessageId(message))


def again_block(again: Again) -> Block:
    """Return the button."""
    button: dict[str, Any] = {
        "type": "button",
        "action_id": SEND_AGAIN,
        "value": again.value,
        "text": {"type": "plain_text", "text": "Send again"},
    }
    return {"type": "actions", "block_id": f"again:{again.message}", "elements": [button]}


def failure_blocks(note: str, again: Again) -> list[Block]:
    """Return what only the specialist sees: why, what to do, and the button."""
    return [{"type": "section", "text": shown(escaped(note))}, again_block(again)]
