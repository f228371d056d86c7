"""Answers to staff as Slack blocks, with their sources and the buttons under them. Pure.

A button's value is the answer's own id, which says nothing of a patient.
"""

from collections.abc import Sequence
from typing import Any

from bot.channels.slack.mrkdwn import escaped, shown
from bot.channels.slack.posts import Block, Words, text_blocks
from bot.domain.feedback import Thumb
from bot.domain.ids import MessageId
from bot.domain.messages import AuthorKind, Citation

SHARE, ASK_DESK = "share_answer", "ask_desk"
RATE = {Thumb.UP: "thumb_up", Thumb.DOWN: "thumb_down"}
_THUMBS = {Thumb.UP: ("👍", "This answer helped"), Thumb.DOWN: ("👎", "This answer did not help")}


def answer_blocks(message: MessageId, text: str, citations: Sequence[Citation], words: Words) -> list[Block]:
    """Return an answer with its sources. It is for staff, so it keeps amounts, and names no patient in full."""
    blocks = text_blocks(message, text, AuthorKind.STAFF, words)
    if citations:
        lines = [_source(citation) for citation in citations]
        blocks.append(context(escaped("\n".join(lines))[:2000]))
    return blocks


def buttons(message: MessageId, *, shared_with: bool, thumb: Thumb | None = None) -> Block:
    """Return what can be done with an answer; `shared_with` says that there is a channel to share it with."""
    share = [_button(SHARE, message, "Share with channel")] if shared_with else []
    rate = [_thumb(message, each, chosen=each is thumb) for each in Thumb]
    return {
        "type": "actions",
        "block_id": f"deeds:{message}",
        "elements": [*share, _button(ASK_DESK, message, "Ask the billing desk"), *rate],
    }


def unshared(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks without the button for sharing, where the app cannot write into the channel."""
    return [
        {**block, "elements": [each for each in block["elements"] if each["action_id"] != SHARE]}
        if block["type"] == "actions"
        else block
        for block in blocks
    ]


def context(mrkdwn: str) -> Block:
    """Return a small grey line."""
    return {"type": "context", "elements": [shown(mrkdwn)]}


def _source(citation: Citation) -> str:
    parts = [citation.title, citation.section, f"page {citation.page}" if citation.page else ""]
    return f"[{citation.number}] {', '.join(part for part in parts if part)}"


def _thumb(message: MessageId, thumb: Thumb, *, chosen: bool) -> dict[str, Any]:
    face, label = _THUMBS[thumb]
    look = {"style": "primary"} if chosen else {}
    return {**_button(RATE[thumb], message, face), "accessibility_label": label, **look}


def _button(action: str, message: MessageId, text: str) -> dict[str, Any]:
    return {
        "type": "button",
        "action_id": action,
        "value": message,
        "text": {"type": "plain_text", "text": text, "emoji": True},
    }
