"""What is said to the bot where others read along: it is answered in private, and nothing of it is kept there."""

from dataclasses import replace

from bot.domain.messages import Author, AuthorKind, Post, Surface
from bot.engine import notices
from bot.engine.intake import lane_of
from bot.engine.lexicon import fold, language_of
from bot.engine.notices import say
from bot.engine.records import message_id, to_patient
from bot.ports.clock import Clock
from bot.ports.store import InboxBatch, Store

_SYSTEM = Author(AuthorKind.SYSTEM, "ClaimDesk")


class PublicPlaces:
    """Handles batches of one message each. No turn is taken here, so that no answer can be given here."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def handle(self, batch: InboxBatch) -> None:
        """Pass the message on to where its sender is alone with us, or say how to get there, in one transaction."""
        message = batch.rows[0].message
        now = self._clock.now()
        sentence = notices.ANSWERED_ALONE if message.private else notices.COME_ALONE
        text = say(sentence, language_of(fold(message.text), "en"))
        async with self._store.write() as work:
            if message.private:
                asked = replace(
                    message,
                    external_id=f"{message.external_id}:private",
                    surface=Surface.PATIENT,
                    address=message.private,
                    sender=replace(message.sender, name=""),
                    private=None,
                    arrival=None,
                )
                await work.inbox.add(asked, lane_of(asked.channel, asked.address), now)
            place = await work.conversations.open(message.channel, message.address, Surface.PUBLIC, now)
            notice = Post(message_id(message.channel, f"{message.external_id}:notice"), _SYSTEM, text, now)
            await work.outbox.add([to_patient(place, notice)], now)
            await work.inbox.finish(
                batch, "answered in private" if message.private else "asked to come in private", now
            )

    async def give_up(self, batch: InboxBatch, reason: str) -> None:
        """Leave it to the dead letters: there is nobody whom it would be safe to tell."""
