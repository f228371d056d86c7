"""A draft in a case's thread: its text, what became of it, its buttons, and the form to reword it. Pure."""

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.channels.slack.cards import Phi
from bot.channels.slack.mrkdwn import escaped, shown
from bot.channels.slack.places import Thread
from bot.channels.slack.posts import Block, Words, moment, text_blocks
from bot.domain.messages import AuthorKind, Draft, DraftState, Kind

BUTTONS = {"draft_send": Kind.SEND_DRAFT, "draft_edit": Kind.EDIT_DRAFT, "draft_take_over": Kind.TAKE_OVER}
"""What the buttons are called in Slack, and what a press on each means."""
FORM = "draft_form"
FIELD = "draft"
LONGEST = 3000
"""Characters that Slack takes in a form's field."""
LEFT_HIDDEN = "Write out {what}, or take it out: the patient would read it just so."

_HIDDEN = "Some amounts, names or numbers are hidden in Slack. The patient gets them in full."
_UNREADABLE = "This office keeps what is said out of Slack, so a draft cannot be sent from here. Take over to answer."
_MARKS = re.compile(r"\[[a-z ]+\]|…[\w-]+")
TITLES = {
    DraftState.OPEN: "Draft · the patient has not seen it",
    DraftState.STALE: "Draft · the patient has not seen it",
    DraftState.SENT: "Draft, sent by {by}",
    DraftState.EDITED: "Draft, edited and sent by {by}",
    DraftState.TAKEN_OVER: "Draft, not sent: taken over by {by}",
    DraftState.DROPPED: "Draft, not sent: case ended by {by}",
}


def headline(draft: Draft) -> str:
    """Return what a notification says of a draft: nothing of its text."""
    return "An answer waits to be looked over" if draft.waits else "A draft was settled"


def draft_blocks(draft: Draft, phi: Phi, words: Words) -> list[Block]:
    """Return a draft's blocks; one that cannot be read here cannot be sent from here either."""
    title = f"*{TITLES[draft.state].format(by=escaped(draft.by))}* · {moment(draft.at, '{time}')}"
    kind = AuthorKind.BOT
    first: Block = {
        "type": "context",
        "block_id": f"by:{kind.value}:{draft.message_id}",
        "elements": [shown(title)],
    }
    blocks = [first, *text_blocks(draft.message_id, draft.text, kind, words)]
    notes = [draft.note] if draft.note else []
    if draft.waits and phi == "none":
        notes.append(_UNREADABLE)
    elif draft.waits and words(draft.text, kind) != draft.text:
        notes.append(_HIDDEN)
    if notes:
        lines = shown("\n".join(f"_{escaped(note)}_" for note in notes))
        blocks.append({"type": "context", "block_id": f"note:{draft.message_id}", "elements": [lines]})
    return [*blocks, _actions(draft, phi)] if draft.waits else blocks


def is_draft(message: Mapping[str, Any]) -> bool:
    """Say whether a message in Slack shows one of our drafts."""
    [first, *_] = message.get("blocks") or [{}]
    return str(first.get("block_id", "")).startswith(f"by:{AuthorKind.BOT.value}:")


def _actions(draft: Draft, phi: Phi) -> Block:
    send = "Send anyway" if draft.state is DraftState.STALE else "Send"
    labels = {"draft_send": send, "draft_edit": "Edit", "draft_take_over": "Take over"}
    if phi == "none":
        labels = {"draft_take_over": "Take over"}
    buttons: list[Mapping[str, Any]] = [
        {
            "type": "button",
            "action_id": name,
            "value": draft.handle,
            "text": {"type": "plain_text", "text": label},
            **({"style": "primary"} if name == "draft_send" else {}),
        }
        for name, label in labels.items()
    ]
    return {"type": "actions", "block_id": f"draft:{draft.message_id}", "elements": buttons}


def draft_form(thread: Thread, draft: Draft, words: Words) -> dict[str, Any]:
    """Return the form to reword a draft; it carries where it belongs and the draft's handle."""
    reads = words(draft.text, AuthorKind.BOT)
    field: dict[str, Any] = {"type": "plain_text_input", "action_id": FIELD, "multiline": True, "max_length": LONGEST}
    if len(reads) <= LONGEST:
        field["initial_value"] = reads
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": json.dumps(
            {"team": thread.team, "channel": thread.channel, "ts": thread.ts, "handle": draft.handle}
        ),
        "title": {"type": "plain_text", "text": "Edit the draft"},
        "submit": {"type": "plain_text", "text": "Send to patient"},
        "close": {"type": "plain_text", "text": "Cancel"},
        "blocks": [
            {
                "type": "input",
                "block_id": FIELD,
                "label": {"type": "plain_text", "text": "The patient reads this under your name"},
                "element": field,
            }
        ],
    }


def left_hidden(text: str, draft: Draft, words: Words) -> list[str]:
    """Return the marks of what Slack may not hold that still stand in the new wording, each once."""
    marks = set(_MARKS.findall(words(draft.text, AuthorKind.BOT))) - set(_MARKS.findall(draft.text))
    return sorted(mark for mark in marks if mark in text)
