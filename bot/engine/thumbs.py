"""Keep what people say of the bot's answers."""

from bot.domain.conversation import Conversation
from bot.domain.feedback import THUMBS, Feedback
from bot.domain.messages import AuthorKind, InboundMessage
from bot.domain.policy import Office
from bot.engine.recognise import normalise, recognise
from bot.ports.clock import Clock
from bot.ports.store import Entry, InboxBatch, Store, Work

LONGEST_REASON = 1000
"""Characters kept of what was wrong."""


class Thumbs:
    """Handles batches of one thumb each. A thumb answers to nobody and changes no conversation."""

    def __init__(self, office: Office, store: Store, clock: Clock) -> None:
        self._office = office
        self._store = store
        self._clock = clock

    async def handle(self, batch: InboxBatch) -> None:
        """Keep it with the batch's end; one on anything but an answer given in its own conversation counts nothing."""
        message = batch.rows[0].message
        async with self._store.write() as work:
            entry = await work.transcript.find(message.channel, message.target_id or "")
            conversation = await work.conversations.find(message.channel, message.address)
            counts = entry is not None and conversation is not None and _is_answer(entry, conversation)
            if entry and counts:
                await self._keep(work, message, entry)
            await work.inbox.finish(batch, message.kind.value if counts else "no such answer", self._clock.now())

    async def give_up(self, batch: InboxBatch, reason: str) -> None:
        """Leave it to the dead letters: nobody waits for an answer to a thumb."""

    async def _keep(self, work: Work, message: InboundMessage, entry: Entry) -> None:
        said = Feedback(
            message=entry.id,
            conversation=entry.conversation,
            channel=message.channel,
            person=message.sender.id,
            thumb=THUMBS[message.kind],
            at=message.sent_at,
            wrong=self._redacted(message),
        )
        earlier = {each.person: each for each in await work.feedback.of(entry.id)}
        await work.feedback.keep(said.after(earlier.get(said.person)))

    def _redacted(self, message: InboundMessage) -> str:
        found = recognise(normalise(message.text), self._office, self._clock.now().date())
        return found.redacted[:LONGEST_REASON]


def _is_answer(entry: Entry, conversation: Conversation) -> bool:
    return entry.conversation == conversation.id and entry.author.kind is AuthorKind.BOT
