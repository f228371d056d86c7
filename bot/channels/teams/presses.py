"""Buttons and thumbs: what an invoke of Teams, or a card's message, means. Answered at once."""

import json
from collections.abc import Mapping
from typing import Any

from bot.channels.rendering import clean
from bot.channels.teams.cards import ASK_DESK, Press, fill_in_first, press_of, pressed_card
from bot.channels.teams.inbound import Said
from bot.channels.teams.places import NAME
from bot.domain.feedback import KINDS, Thumb
from bot.domain.ids import MessageId
from bot.domain.messages import AuthorKind, Destination, Kind
from bot.ports.channel import Accept
from bot.ports.store import Store

CARD, FEEDBACK = "adaptiveCard/action", "message/submitAction"
_REACTIONS = {"like": Thumb.UP, "dislike": Thumb.DOWN}
LONGEST_REASON = 4000
"""Characters of what was wrong that are read; far fewer are kept."""
_RECENT = 50
"""Entries of a conversation among which the answer with a thumb is looked for."""

Json = Mapping[str, Any]


class Presses:
    """Every method is safe to repeat for the same press."""

    def __init__(self, accept: Accept, store: Store) -> None:
        self._accept = accept
        self._store = store

    async def card(self, said: Said) -> Json:
        """Take a card's button; the card is replaced by a line, so that it cannot be pressed again."""
        action = said.activity.value.get("action")
        press = press_of(action.get("data")) if isinstance(action, dict) else None
        if press is None:
            return _told("This button does not work any more.")
        if press.empty:
            return _told(fill_in_first(press))
        await self.press(said, press)
        return {
            "statusCode": 200,
            "type": "application/vnd.microsoft.card.adaptive",
            "value": pressed_card(press),
        }

    async def press(self, said: Said, press: Press) -> None:
        """Accept a press under the one name of its button; a second press is a repeat."""
        name = f"{said.address}|{press.verb}:{press.post}"
        if press.verb == ASK_DESK:
            await self._accept(said.message(Kind.ASK_DESK, "", name, target=press.post))
        elif press.text:
            await self._accept(said.message(Kind.MESSAGE, clean(press.text), name))

    async def feedback(self, said: Said) -> Json:
        """Take a thumb on an answer, with what was wrong."""
        given = said.activity.value.get("actionValue")
        given = given if isinstance(given, dict) else {}
        thumb = _REACTIONS.get(str(given.get("reaction")))
        answer = await self._answer(said) if thumb else None
        if thumb and answer:
            name = f"{said.address}|thumb:{answer}:{said.sender.id}:{said.activity.at.timestamp()}"
            await self._accept(
                said.message(KINDS[thumb], clean(_wrong(given.get("feedback")))[:LONGEST_REASON], name, target=answer)
            )
        return {}

    async def _answer(self, said: Said) -> MessageId | None:
        """Return our id of the answer: the one that Teams names, or where it names none the last."""
        named = said.activity.reply_to
        async with self._store.read() as work:
            conversation = await work.conversations.find(NAME, said.address)
            entries = await work.transcript.of(conversation.id, _RECENT) if conversation else ()
            for entry in reversed(entries):
                if entry.author.kind is AuthorKind.BOT and (
                    not named or await work.delivered_as(entry.id, Destination.PATIENT) == named
                ):
                    return entry.id
        return None


def _told(words: str) -> Json:
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": words}


def _wrong(feedback: Any) -> str:
    """Return what was wrong: Teams puts it into JSON within the JSON."""
    try:
        told = json.loads(feedback) if isinstance(feedback, str) else feedback
    except ValueError:
        return str(feedback)
    return str(told.get("feedbackText") or "") if isinstance(told, dict) else ""
