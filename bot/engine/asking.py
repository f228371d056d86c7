"""Ask one question without a channel, a conversation or a store: the command line, the playground, the checks."""

from dataclasses import replace

from bot.domain.conversation import Awaiting, Conversation, IdentityAnswers, State
from bot.domain.ids import Address, ConversationId
from bot.domain.messages import Surface
from bot.domain.policy import Modes, Office
from bot.engine.turn import Turn, Turned
from bot.ports.clock import Clock


def answering(office: Office) -> Office:
    """Return the office as it answers where no patient waits: every answer is shown, whatever mode it is in."""
    return replace(office, modes=Modes())


class Asking:
    """One question, one answer. Nothing is kept, so nothing is asked again, and failed proofs are not counted."""

    def __init__(self, turn: Turn, clock: Clock) -> None:
        self._turn = turn
        self._clock = clock

    async def ask(self, question: str, surface: Surface, said_of_self: IdentityAnswers | None = None) -> Turned:
        """Take one turn. `said_of_self` is what a patient has said before; it is compared like anything they say."""
        now = self._clock.now()
        conversation = Conversation(
            id=ConversationId("question"),
            channel="ask",
            address=Address("question"),
            surface=surface,
            state=State.BOT,
            version=0,
            language="en",
            started_at=now,
            last_at=now,
            asked_again=True,
            awaiting=Awaiting((), None, said_of_self, asked=0) if said_of_self else None,
        )
        return await self._turn.take(question, conversation)
