"""Correct the tags that the bot gave: what a specialist takes off stays off, and what they put on stays on."""

from datetime import datetime
from uuid import uuid4

from bot.domain.conversation import Conversation
from bot.domain.errors import InvalidTransition
from bot.domain.escalation import Escalation
from bot.domain.ids import MessageId
from bot.domain.messages import InboundMessage, Parcel, Post
from bot.domain.tags import Correction
from bot.engine.records import SYSTEM, author_of, card_update, to_desk
from bot.ports.store import Work


async def retag(
    work: Work, message: InboundMessage, case: Escalation, conversation: Conversation, now: datetime
) -> list[Parcel]:
    """Correct the conversation's tags, with a line in the audit and in the thread; the patient sees nothing."""
    try:
        correction = Correction.read(message.text)
    except ValueError:
        raise InvalidTransition("these tags cannot be corrected; open the form again and choose from it") from None
    by = author_of(message).name
    await work.conversations.retag(conversation.id, correction.added, correction.removed, by, now)
    await work.audit.add(
        now, conversation.id, by, "tags_corrected", {"added": correction.added, "removed": correction.removed}
    )
    line = Post(MessageId(uuid4().hex), SYSTEM, f"{by} corrected the tags: {correction.in_words}.", now, internal=True)
    update = card_update(case, conversation, await work.conversations.tags(conversation.id), now)
    return [update, to_desk(case, line, f"{message.external_id}:tags")]
