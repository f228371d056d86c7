"""What people say of the bot's answers: a thumb up or down, and what was wrong."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import ConversationId, MessageId
from bot.domain.messages import Kind


class Thumb(StrEnum):
    """Whether an answer helped."""

    UP = "up"
    DOWN = "down"


KINDS = {Thumb.UP: Kind.THUMB_UP, Thumb.DOWN: Kind.THUMB_DOWN}
"""How a thumb comes in: `target_id` names our message, the text says what was wrong."""
THUMBS = {kind: thumb for thumb, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one person last said of one answer. `person` is the platform's opaque id; `wrong` is redacted."""

    message: MessageId
    conversation: ConversationId
    channel: str
    person: str
    thumb: Thumb
    at: datetime
    wrong: str = ""

    def after(self, earlier: "Feedback | None") -> "Feedback":
        """Return what counts of the two: the later thumb, with the reason that was given for the same thumb before."""
        if earlier is None:
            return self
        if earlier.at > self.at:
            return earlier
        return replace(self, wrong=self.wrong or (earlier.wrong if earlier.thumb is self.thumb else ""))
