"""A Monday at eight in an office on the local Slack: the health check, and a relay that carries its bulletin."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.bootstrap.health.parts import HealthParts
from bot.bootstrap.library import OfficeLibrary
from bot.bootstrap.opened import opened
from bot.bootstrap.parts import Place
from bot.bootstrap.slack import slack_of
from bot.bootstrap.timetable import runner_of, slot_now
from bot.delivery.outbox_relay import OutboxRelay
from bot.domain.escalation import CaseState, Reason
from bot.domain.ids import Address
from bot.domain.messages import Surface
from bot.engine.intake import Intake
from scheduler.report import Report
from tests.fakes.manual_clock import ManualClock
from tests.fakes.messages import post, to_patient

MONDAY = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
"""Eight o'clock in Boise, on a day before any review of the sample's documents is due."""


@dataclass
class Monday:
    parts: HealthParts
    clock: ManualClock

    async def run(self, job: str = "health-check") -> Report:
        """Run a job and carry what it tells to Slack."""
        self.clock.advance(timedelta(seconds=1))
        report = await runner_of(self.parts).run(slot_now(job, self.clock))
        assert report is not None
        await self.relay()
        return report

    async def relay(self) -> None:
        place, store = self.parts.place, self.parts.store
        library = OfficeLibrary(place, self.parts.retriever)
        parts = slack_of(place, store, self.clock, Intake(store, self.clock), library)
        relay = OutboxRelay(self.parts.store, {}, {parts.desk.name: parts.desk}, self.clock)
        while row := await relay.claim():
            await relay.work(row)

    async def bury_a_letter(self, reason: str) -> None:
        now = self.clock.now()
        async with self.parts.store.write() as work:
            conversation = await work.conversations.open("web", Address("w1"), Surface.PATIENT, now)
            await work.outbox.add([to_patient(post("m1", "Hello"), conversation.id)], now)
            row = await work.outbox.claim(now, timedelta(seconds=90))
            assert row
            await work.outbox.bury(row, "dead", reason, now)

    async def leave_a_case(self, waiting: timedelta) -> int:
        opened_at = self.clock.now() - waiting
        async with self.parts.store.write() as work:
            conversation = await work.conversations.open("web", Address("w2"), Surface.PATIENT, opened_at)
            case = await work.escalations.open(
                conversation.id, Reason.APPEAL, "An appeal", "slack", opened_at, patient="", claim="", payer=""
            )
        return case.case

    async def leave_a_promise(self, since: timedelta) -> int:
        day = (self.clock.now() - since).date()
        async with self.parts.store.write() as work:
            conversation = await work.conversations.open(
                "web", Address("w3"), Surface.PATIENT, self.clock.now() - since
            )
            case = await work.escalations.open(
                conversation.id,
                Reason.APPEAL,
                "An appeal",
                "slack",
                self.clock.now() - since,
                patient="",
                claim="",
                payer="",
            )
            taken = replace(case, state=CaseState.TAKEN, owner_name="dana", held_since=case.opened_at, promised=day)
            await work.escalations.save(taken)
        return case.case


@asynccontextmanager
async def monday(place: Place, *, weeks: int = 0) -> AsyncIterator[Monday]:
    clock = ManualClock(MONDAY + timedelta(weeks=weeks))
    async with opened(place) as parts:
        yield Monday(replace(parts, clock=clock), clock)
