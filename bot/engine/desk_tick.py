"""Do what is due on the desk: one call a minute, from as many processes as there are.

A step's name and all that it leads to are committed together, so that a step is taken once, however often and
wherever this is called, and whenever a process dies.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.conversation import Conversation
from bot.domain.conversation import Step as Move
from bot.domain.errors import Conflict
from bot.domain.escalation import CaseState, Escalation
from bot.domain.ids import CaseNumber, MessageId
from bot.domain.messages import Call, DraftState, Parcel, Surface
from bot.domain.policy import Office
from bot.domain.routes import Why
from bot.domain.tags import Outcome, outcome
from bot.engine import desk_words, drafts
from bot.engine.desk_clocks import Due, Step, due_now, exchange_of
from bot.engine.recognise import recognise
from bot.engine.records import SYSTEM, card_update, message_id, post_of, to_desk, to_patient
from bot.engine.routing import read, route
from bot.ports.clock import Clock
from bot.ports.store import Entry, Store, Work

_OPEN = (CaseState.WAITING, CaseState.TAKEN)


class DeskClocks:
    """The clocks of one office's desk."""

    def __init__(self, office: Office, store: Store, clock: Clock) -> None:
        self._office = office
        self._store = store
        self._clock = clock

    async def tick(self) -> int:
        """Take every step that is due, and return how many; safe to call at any time, again and at once elsewhere.

        A case that cannot be handled does not keep the others waiting: its error is raised when they are done.
        """
        now = self._clock.now()
        if not self._office.calendar.is_open(now):
            return 0
        async with self._store.read() as work:
            cases = [case.case for case in await work.escalations.listed(_OPEN) if await self._due(work, case, now)]
        taken, failures = 0, []
        for case in cases:
            try:
                async with self._store.write() as work:
                    taken += await self._take(work, case, now)
            except Conflict:
                continue  # somebody does something in it right now; the next tick looks again
            except Exception as failure:
                failures.append(failure)
        if failures:
            raise ExceptionGroup("some cases could not be handled", failures)
        return taken

    async def _due(self, work: Work, case: Escalation, now: datetime) -> tuple[Step, ...]:
        entries = await work.transcript.of(case.conversation)
        done = await work.desk_steps.of(case.case)
        exchange = exchange_of(case, entries, self._is_thanks)
        return due_now(case, exchange, done, self._office.desk, self._office.calendar, now)

    def _is_thanks(self, text: str) -> bool:
        found = recognise(text, self._office, self._clock.now().date())
        decision = route(read(found, Surface.PATIENT), self._office.routing)
        return decision.why is Why.THANKS and not text.rstrip().endswith("?")

    async def _take(self, work: Work, number: CaseNumber, now: datetime) -> int:
        """Decide again from what is committed, because another process may have been here."""
        case = await work.escalations.get(number)
        conversation = await work.conversations.get(case.conversation)
        taken = 0
        for step in await self._due(work, case, now):
            if await work.desk_steps.take(case.case, step.key, now):
                await work.outbox.add(await self._done(work, step, case, conversation, now), now)
                detail = {"case": case.case, "step": step.due}
                await work.audit.add(now, conversation.id, "clock", "desk_clock", detail)
                taken += 1
        return taken

    async def _done(
        self, work: Work, step: Step, case: Escalation, conversation: Conversation, now: datetime
    ) -> Sequence[Parcel]:
        if step.due in desk_words.TO_DESK:
            return self._calls(step, case, now)
        text = desk_words.to_patient(step.due, case, self._office, conversation.language, now)
        entry = Entry(_id(case, step), conversation.id, SYSTEM, text, now, conversation.channel)
        await work.transcript.add([entry])
        told = [to_patient(conversation, post_of(entry)), to_desk(case, post_of(entry), entry.id)]
        return [*told, *await _closed(work, case, conversation, now)] if step.due is Due.CLOSE else told

    def _calls(self, step: Step, case: Escalation, now: datetime) -> list[Parcel]:
        text = desk_words.to_desk(step.due, case, step.waited)
        lead = self._office.desk.lead if step.due in _FOR_LEAD else ""
        if not lead:
            whom = case.owner_id if case.state is CaseState.TAKEN else ""
            return [to_desk(case, Call(_id(case, step), text, now, whom), step.key)]
        thread = Call(_id(case, step, "thread"), f"{text} {desk_words.LEAD_TOLD}", now)
        return [
            to_desk(case, Call(_id(case, step), text, now, lead, apart=True), f"{step.key}:lead"),
            to_desk(case, thread, step.key),
        ]


_FOR_LEAD = frozenset({Due.NOT_TAKEN_LEAD, Due.REPLY_OWED_LEAD})


async def _closed(work: Work, case: Escalation, conversation: Conversation, now: datetime) -> list[Parcel]:
    """End a case in which the patient did not write again; raises `Conflict` when something happens in it."""
    case = replace(case, state=CaseState.RESOLVED, ended_at=now)
    conversation = replace(conversation.step(Move.RESOLVE), failed_proofs=0)
    settled = await drafts.settle(work, case, DraftState.DROPPED, SYSTEM.name)
    await work.conversations.tag(conversation.id, [outcome(Outcome.NO_REPLY)], now)
    await work.escalations.save(case)
    await work.conversations.save(conversation)
    return [card_update(case, conversation, await work.conversations.tags(conversation.id), now), *settled]


def _id(case: Escalation, step: Step, part: str = "") -> MessageId:
    return message_id("desk clock", f"{case.case}:{step.key}:{part}")
