"""The first message of a case's thread: what it is about, where it stands, and the buttons. Pure."""

from collections.abc import Mapping
from typing import Any, Literal

from bot.channels.slack.mrkdwn import escaped, in_sections, shown
from bot.channels.slack.posts import Block, Words, moment
from bot.domain.messages import AuthorKind, CaseCard, Kind
from bot.domain.tags import OUTCOME, label

Phi = Literal["none", "masked", "full"]
NOTE, TAGS = "note", "tags"
"""Buttons that open a form, for an internal note and for the tags; the others are named by their `Kind`."""
MORE = "tell_me_more"
"""The button that tells the whole story."""

_BUTTONS = {
    Kind.TAKE_OVER.value: "Take over",
    Kind.RESOLVE.value: "Resolve",
    Kind.HAND_BACK.value: "Hand back",
    Kind.DRAFT_REPLY.value: "Draft reply",
    Kind.REPLY_TRANSLATED.value: "Reply in their language",
    NOTE: "Note",
    TAGS: "Tags",
    MORE: "Tell me more",
}
_ALWAYS = (Kind.REPLY_TRANSLATED, NOTE, MORE, TAGS)
_OFFERED = {
    "waiting": (Kind.TAKE_OVER, Kind.RESOLVE, Kind.HAND_BACK, Kind.DRAFT_REPLY, *_ALWAYS),
    "taken": (Kind.RESOLVE, Kind.HAND_BACK, Kind.TAKE_OVER, Kind.DRAFT_REPLY, *_ALWAYS),
    "handed_back": (Kind.TAKE_OVER, *_ALWAYS),
    "resolved": (Kind.TAKE_OVER, *_ALWAYS),
}


def mark_of(card: CaseCard) -> str:
    """Return the block id by which a case's card is found again."""
    return f"case:{card.case}:{card.conversation}"


def headline(card: CaseCard) -> str:
    """Return what notifications show of a case: nothing of the patient."""
    return f"Case {card.case} {status(card)}"


def status(card: CaseCard) -> str:
    """Return where the case stands, in words."""
    return {
        "waiting": "is waiting for a specialist",
        "taken": f"is with {card.owner or 'a specialist'}{promise(card)}",
        "handed_back": "was handed back to the assistant",
        "resolved": "is resolved",
    }[card.state]


def promise(card: CaseCard) -> str:
    """Return by which day the desk has promised a word, if it has."""
    return f", promised by {card.promised}" if card.promised else ""


def card_blocks(card: CaseCard, phi: Phi, words: Words, *, translates: bool) -> list[Block]:
    """Return the card; with `phi` none only the number, the state and the buttons. `translates`: a model is there."""
    title = f"*Case {card.case}* {escaped(status(card))}\nOpened {moment(card.opened_at, '{ago}')}"
    first = {"type": "section", "block_id": mark_of(card), "text": shown(title)}
    return [
        first,
        *(_about(card, words) if phi != "none" else []),
        _actions(card, _left_out(card, phi, translates=translates)),
    ]


def _about(card: CaseCard, words: Words) -> list[Block]:
    fields = {
        "Why": card.reason,
        "Patient": card.patient,
        "Claim": card.claim or "none named",
        "Payer": card.payer or "not known",
        "Reached by": card.channel,
        "Owner": card.owner or "nobody yet",
    }
    lines = [shown(f"*{name}*\n{escaped(value)}") for name, value in fields.items()]
    summary = escaped(_summary(card.summary, words))
    blocks: list[Block] = [{"type": "section", "block_id": "fields", "fields": lines}]
    if summary:
        blocks.append({"type": "section", "block_id": "summary", "text": shown(in_sections(summary)[0])})
    told = [label(tag) for tag in card.tags if not tag.startswith(f"{OUTCOME}:")]  # the card says it in words
    if told:
        tags = " ".join(f"`{escaped(tag)}`" for tag in told)
        blocks.append({"type": "context", "block_id": "tags", "elements": [shown(tags[:2000])]})
    return blocks


def _summary(text: str, words: Words) -> str:
    """Return what of a summary may stand in Slack: only what it quotes are a patient's words, with names to hide."""
    before, opening, rest = text.partition("“")
    quoted, closing, after = rest.rpartition("”")
    if not (opening and closing):
        return words(text, AuthorKind.PATIENT)
    said = words(quoted, AuthorKind.PATIENT)
    return f"{words(before, AuthorKind.STAFF).strip()} “{said}” {words(after, AuthorKind.STAFF).strip()}".strip()


def _actions(card: CaseCard, left_out: set[str]) -> Block:
    offered = [str(name) for name in _OFFERED[card.state] if name not in left_out]
    buttons: list[Mapping[str, Any]] = [
        {
            "type": "button",
            "action_id": name,
            "text": {"type": "plain_text", "text": _BUTTONS[name]},
            **({"style": "primary"} if place == 0 else {}),
        }
        for place, name in enumerate(offered)
    ]
    return {"type": "actions", "block_id": "deeds", "elements": buttons}


def _left_out(card: CaseCard, phi: Phi, *, translates: bool) -> set[str]:
    """Where nothing of a case may stand in Slack, there is nothing to tell, to correct, to draft or to translate."""
    if phi == "none":
        return {MORE, TAGS, Kind.DRAFT_REPLY, Kind.REPLY_TRANSLATED}
    # Only a conversation in another language has its language among the tags.
    foreign = any(tag.startswith("lang:") for tag in card.tags)
    return set() if foreign and translates else {Kind.REPLY_TRANSLATED}
