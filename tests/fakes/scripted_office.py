"""A tiny engine with a fixed script, so that the real web chat and the real desk have somebody to talk to."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.channels.console.api import Question
from bot.channels.console.desk import ConsoleDesk
from bot.channels.streams import TimelineStreams
from bot.channels.web.channel import NAME as WEB
from bot.channels.web.channel import WebChannel
from bot.domain.ids import Address, CaseNumber, ConversationId, MessageId
from bot.domain.messages import (
    Author,
    AuthorKind,
    CaseCard,
    Citation,
    Fate,
    FateState,
    InboundMessage,
    Kind,
    Post,
)
from bot.engine.intake import Intake
from bot.ports.clock import Clock
from bot.ports.store import Store
from knowledge.passages import Passage

BOT = Author(AuthorKind.BOT, "Lakeside assistant")
SYSTEM = Author(AuthorKind.SYSTEM, "ClaimDesk")
PROTOCOL = Passage(
    id="protocol.pdf#3",
    source="protocol.pdf",
    title="Claim Status Routing Protocol",
    section="In process › What we tell patients",
    page=3,
    text=(
        "What we tell patients\n\nYour plan has your claim and is still working on it. Most plans decide\n"
        "within 30 days of the day they received it. You do not need to do anything now.\n\n"
        "If your plan asks you for something, please answer within 14 days."
    ),
    topic="status",
    payer="",
    audience="patient",
    review_date=date(2026, 8, 3),
    codes=(),
)
CITATION = Citation(
    1,
    PROTOCOL.id,
    PROTOCOL.source,
    PROTOCOL.title,
    PROTOCOL.section,
    PROTOCOL.page,
    "Most plans decide within 30 days of the day they received it.",
)
STATUS = (
    "Claim **45012-A** with *Northwind Health* is **in process**.\n\n"
    "- Received on **November 3, 2026**\n- Billed **$240.00**\n\n"
    "> Your plan has your claim and is still working on it. Most plans decide within 30 days of the day they "
    "received it. [1]\n\nAs of 9:14 AM from our billing system."
)
WHO = (
    "I can look that up. First I need to know that it is you: please send your **last name**, your **date of birth** "
    "and the **last 4 digits** of your phone number."
)
APPEAL = (
    "Appeals are handled by our billing specialists, so I have passed this on. Someone will reply **right here**, "
    "usually within one business hour."
)
TRACE: Mapping[str, Any] = {
    "recognised": [
        {"kind": "claim", "text": "45012-a", "canonical": "45012-A"},
        {"kind": "name", "text": "Rosa Delgado", "canonical": "Rosa Delgado"},
    ],
    "route": "lookup",
    "reason": "claim_number_and_status_words",
    "identity": {"state": "verified", "patient": "R. D.", "proved": "last name, date of birth, phone"},
    "lookup": [
        {
            "action": "get_claim_status",
            "claim": "…12-A",
            "outcome": "found",
            "took_ms": 84.2,
            "attempts": 1,
            "detail": "category P1",
        }
    ],
    "findings": {
        "lane": "text",
        "confidence": 0.82,
        "threshold": 0.45,
        "answerable": True,
        "passages": [
            {"title": PROTOCOL.title, "section": PROTOCOL.section, "page": 3, "score": 11.4},
            {"title": "Payer timelines", "section": "Northwind Health", "page": None, "score": 6.9},
            {"title": "Denial reasons", "section": "CO-16", "page": 2, "score": 1.2},
        ],
    },
    "check": {"ok": True, "problems": []},
    "took_ms": {"recognise": 0.6, "route": 0.2, "identity": 0.4, "look_up": 84.2, "documents": 9.8, "check": 0.7},
}


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class ScriptedOffice:
    """Accepts through the real intake, and answers at once, by the words it finds."""

    def __init__(self, store: Store, clock: Clock, streams: TimelineStreams) -> None:
        self.accepted: list[InboundMessage] = []
        self.asked: list[Question] = []
        self.fate = FateState.DELIVERED
        self._intake = Intake(store, clock)
        self._clock = clock
        self.web = WebChannel(store, clock, streams)
        self.desk = ConsoleDesk(store, clock)
        self._cards: dict[Address, CaseCard] = {}
        self._patients: dict[Address, Address] = {}
        self._numbers = 0

    async def accept(self, message: InboundMessage) -> bool:
        if not await self._intake(message):
            return False
        self.accepted.append(message)
        if message.channel == WEB:
            if message.kind is Kind.MESSAGE:
                await self._answer(message)
        else:
            await self._desk_deed(message)
        return True

    async def passage(self, passage_id: str) -> Passage | None:
        return PROTOCOL if passage_id == PROTOCOL.id else None

    async def why(self, message_id: str) -> Mapping[str, Any] | None:
        return TRACE if message_id.startswith("bot-") else None

    async def ask(self, question: Question) -> Mapping[str, Any]:
        self.asked.append(question)
        citation = {
            "number": 1,
            "title": PROTOCOL.title,
            "section": PROTOCOL.section,
            "page": 3,
            "quote": CITATION.quote,
        }
        return {
            "route": "lookup",
            "reason": "claim_number",
            "text": STATUS,
            "citations": [citation],
            "claims": [],
            "handoff": None,
            "tags": ["status", "northwind"],
            "recognised": TRACE["recognised"],
            "took_ms": TRACE["took_ms"],
            "trace": TRACE,
        }

    def desk_thread(self) -> Address:
        """Return the thread of the newest case."""
        return next(reversed(self._cards))

    def post(self, author: Author, text: str, **more: Any) -> Post:
        self._numbers += 1
        return Post(MessageId(f"{author.kind.value}-{self._numbers}"), author, text, self._clock.now(), **more)

    async def _answer(self, message: InboundMessage) -> None:
        words = message.text.lower()
        thread = self._patients.get(message.address)
        if thread:
            author = Author(AuthorKind.PATIENT, "Rosa D.")
            await self.desk.send(
                thread, replace(self.post(author, message.text), message_id=MessageId(message.external_id))
            )
        elif "appeal" in words:
            await self.web.send(message.address, answer := self.post(BOT, APPEAL))
            await self._escalate(message, answer)
        elif "1984" in words:
            await self.web.send(
                message.address, self.post(BOT, STATUS, citations=(CITATION,), suggestions=("I want to appeal",))
            )
        elif "status" in words:
            await self.web.send(message.address, self.post(BOT, WHO))
        elif "think" in words:
            await self.web.typing(message.address)
        else:
            await self.web.send(message.address, self.post(BOT, message.text))

    async def _escalate(self, message: InboundMessage, answer: Post) -> None:
        case = CaseNumber(1001 + len(self._cards))
        card = CaseCard(
            case=case,
            conversation=ConversationId(f"conversation-{case}"),
            channel=WEB,
            reason="appeal",
            summary="Wants to appeal. Verified. Asked about one claim, which is **in process**.",
            state="waiting",
            patient="R. D.",
            claim="…12-A",
            payer="Northwind Health",
            tags=("handoff:appeal", "lang:en", "payer:northwind-health", "state:in_process", "topic:appeal"),
            owner="",
            opened_at=self._clock.now(),
        )
        patient = self.post(Author(AuthorKind.PATIENT, "Rosa D."), message.text)
        told = replace(answer, message_id=MessageId(f"bot-story-{case}"))
        system = self.post(SYSTEM, "Handed over: appeals always go to a person", internal=True)
        thread = await self.desk.open_case(card, (patient, told, system))
        self._cards[thread] = card
        self._patients[message.address] = thread

    async def _desk_deed(self, message: InboundMessage) -> None:
        thread = message.address
        patient = next(address for address, at in self._patients.items() if at == thread)
        target = MessageId(message.target_id or "")
        author = Author(AuthorKind.SPECIALIST, message.sender.name)
        if message.kind is Kind.MESSAGE:
            if self.fate is FateState.DELIVERED:
                await self.web.send(
                    patient, Post(MessageId(message.external_id), author, message.text, message.sent_at)
                )
            note = (
                "" if self.fate is FateState.DELIVERED else "Teams has no such conversation any more. Call the patient."
            )
            fate = Fate(MessageId(message.external_id), self.fate, note, self._clock.now())
            await self.desk.show_fate(thread, message.external_id, fate)
        elif message.kind is Kind.EDIT:
            await self.web.edit(patient, target, target, message.text)
        elif message.kind is Kind.DELETE:
            await self.web.delete(patient, target, target)
        else:
            await self._moved(thread, message)

    async def _moved(self, thread: Address, message: InboundMessage) -> None:
        states = {Kind.TAKE_OVER: "taken", Kind.HAND_BACK: "handed_back", Kind.RESOLVE: "resolved"}
        if message.kind not in states:
            return
        owner = message.sender.name if message.kind is Kind.TAKE_OVER else ""
        self._cards[thread] = replace(self._cards[thread], state=states[message.kind], owner=owner)
        await self.desk.update_card(thread, self._cards[thread])
        words = f"{message.sender.name}: {message.kind.value.replace('_', ' ')}"
        await self.desk.send(thread, self.post(SYSTEM, words, internal=True))
