"""The engine on a real store, without delivery: what is accepted is handled, and what would be sent is read."""

from datetime import timedelta
from itertools import count
from typing import Any

from bot.domain.conversation import Conversation
from bot.domain.escalation import Escalation
from bot.domain.ids import Address, CaseNumber
from bot.domain.messages import Content, Destination, InboundMessage, Kind, Sender, Surface
from bot.domain.policy import Office
from bot.engine.access import StoredLedger
from bot.engine.desk_help import DeskHelp
from bot.engine.desk_questions import DeskQuestions
from bot.engine.desk_tick import DeskClocks
from bot.engine.desk_wishes import DeskWishes
from bot.engine.intake import Intake
from bot.engine.public_places import PublicPlaces
from bot.engine.specialist import Specialists
from bot.engine.surfaces import Surfaces
from bot.engine.thumbs import Thumbs
from bot.engine.turn import Turn, Turned
from bot.engine.turns import Turns
from bot.ports.store import Entry, InboxBatch, OutboxRow, Store
from bot.ports.writer import LanguageModel
from tests.fakes.billing import FakeBilling
from tests.fakes.library import FakeLibrary
from tests.fakes.manual_clock import ManualClock
from tests.fakes.messages import inbound
from tests.fakes.offices import NOW, OFFICE

LEASE = timedelta(seconds=90)
ANA = Sender("U-ana", "Ana Specialist")


class DeskOffice:
    """One office, one patient at `w1`, one desk called `console`."""

    def __init__(
        self,
        store: Store,
        hold: timedelta = timedelta(),
        office: Office = OFFICE,
        model: LanguageModel | None = None,
    ) -> None:
        self.store = store
        self.clock = ManualClock(NOW)
        self.billing = FakeBilling()
        self.typed: list[str] = []
        self.told: list[str] = []
        ledger = StoredLedger(store, office.identity, self.clock, b"secret")
        self.library = FakeLibrary()
        self.turn = Turn(office, self.library, self.billing, self.clock, ledger, model)
        self.failed: list[str] = []
        self.desk_help = DeskHelp(office, model, store, self.clock, self.failed.append) if model else None
        self.observed: list[Turned] = []
        self.turns = Turns(
            office,
            self.turn,
            store,
            self.clock,
            ledger,
            desk="console",
            typing=self._typing,
            desk_help=self.desk_help,
            observe=self.observed.append,
        )
        self.accept = Intake(store, self.clock)
        specialists = Specialists(office, store, self.clock, {"console": hold})
        self.surfaces = Surfaces(
            self.turns,
            specialists,
            Thumbs(office, store, self.clock),
            DeskQuestions(office, store, self.clock, "console"),
            PublicPlaces(store, self.clock),
            DeskWishes(office, self.turn, self.library, store, self.clock, specialists, model),
        )
        self.clocks = DeskClocks(office, store, self.clock)
        self._numbers = count(1)

    async def _typing(self, conversation: Conversation, doing: str) -> None:
        self.typed.append(conversation.address)
        self.told += [doing] if doing else []

    async def claim(self) -> InboxBatch:
        async with self.store.write() as work:
            batch = await work.inbox.claim(self.clock.now(), LEASE)
        assert batch is not None
        return batch

    async def say(self, *texts: str, **changes: Any) -> InboundMessage:
        """Write these as a patient, one turn for all."""
        for text in texts:
            message = inbound(f"m{next(self._numbers)}", text, **{"sent_at": self.clock.now(), **changes})
            assert await self.accept(message)
        await self.surfaces.handle(await self.claim())
        if self.desk_help:
            await self.desk_help.idle()
        return message

    async def desk(self, kind: Kind, text: str = "", *, thread: str = "t1", **changes: Any) -> InboundMessage:
        """Do something in the case's thread."""
        message = inbound(
            f"d{next(self._numbers)}",
            text,
            **{
                "channel": "console",
                "address": Address(thread),
                "surface": Surface.DESK,
                "kind": kind,
                "sender": ANA,
                "sent_at": self.clock.now(),
                **changes,
            },
        )
        assert await self.accept(message)
        await self.surfaces.handle(await self.claim())
        return message

    async def sent(self) -> list[tuple[str, Content]]:
        """Deliver what waits: destination and content, in the order of the outbox. New cases get thread t1, t2 ..."""
        delivered = []
        while (row := await self._next()) is not None:
            delivered.append((row.parcel.destination.value, row.parcel.content))
        return delivered

    async def _next(self) -> OutboxRow | None:
        async with self.store.write() as work:
            row = await work.outbox.claim(self.clock.now(), LEASE)
            if row is None:
                return None
            if row.parcel.content.type == "open_case":
                case = await work.escalations.get(CaseNumber(int(row.parcel.address)))
                thread = f"t{case.case - 1000}"
                await work.outbox.delivered(row, thread, self.clock.now())
            else:
                await work.outbox.delivered(row, f"x{row.id}", self.clock.now())
        return row

    async def heard(self) -> list[str]:
        """What the patient was shown since the last look."""
        return [
            getattr(content, "text", content.type)
            for destination, content in await self.sent()
            if destination == Destination.PATIENT
        ]

    async def conversation(self) -> Conversation:
        async with self.store.read() as work:
            found = await work.conversations.find("web", Address("w1"))
        assert found is not None
        return found

    async def transcript(self) -> list[Entry]:
        async with self.store.read() as work:
            return list(await work.transcript.of((await self.conversation()).id))

    async def case(self, number: int = 1001) -> Escalation:
        async with self.store.read() as work:
            return await work.escalations.get(CaseNumber(number))
