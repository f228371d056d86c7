"""One conversation with a real turn on fakes: what a test says, and what it hears."""

from dataclasses import replace
from typing import Any

from bot.domain.conversation import Conversation, State
from bot.domain.ids import Address, CaseNumber, ConversationId
from bot.domain.messages import Surface
from bot.domain.policy import Office
from bot.engine.access import OpenLedger
from bot.engine.turn import Turn, Turned
from bot.ports.proofs import ProofLedger
from bot.ports.writer import LanguageModel
from tests.fakes.billing import FakeBilling
from tests.fakes.library import FakeLibrary
from tests.fakes.manual_clock import ManualClock
from tests.fakes.offices import NOW, OFFICE

PROOF = "Jane Testcase, born 03/04/1984, phone ends in 0142"


def conversation(**changes: Any) -> Conversation:
    values: dict[str, Any] = {
        "id": ConversationId("c1"),
        "channel": "web",
        "address": Address("w1"),
        "surface": Surface.PATIENT,
        "state": State.BOT,
        "version": 0,
        "language": "en",
        "started_at": NOW,
        "last_at": NOW,
    }
    return Conversation(**values | changes)


class Talk:
    """Keeps the conversation between turns, as the store would."""

    def __init__(
        self,
        *,
        office: Office = OFFICE,
        ledger: ProofLedger | None = None,
        library: FakeLibrary | None = None,
        model: LanguageModel | None = None,
        **changes: Any,
    ) -> None:
        self.clock = ManualClock(NOW)
        self.billing = FakeBilling()
        self.library = library or FakeLibrary()
        self.turn = Turn(office, self.library, self.billing, self.clock, ledger or OpenLedger(), model)
        self.conversation = conversation(**changes)

    async def say(self, *texts: str) -> Turned:
        """Say these one after the other and return what came of the last."""
        for text in texts:
            turned = await self.turn.take(text, self.conversation)
            self.conversation = turned.said.conversation
            if turned.said.handoff:
                self.conversation = replace(self.conversation, case=CaseNumber(1001))
        return turned

    async def prove(self) -> Turned:
        """Prove to be Jane Testcase, over her claim in process."""
        return await self.say(f"Where is claim 45012-A? I am {PROOF}")
