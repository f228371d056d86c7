"""Whether the database answers, and whether anything lies in it that nobody delivers, answers or takes."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.bootstrap.health.parts import HealthParts
from bot.domain.escalation import CaseState
from bot.ports.store import DeadLetter, Delayed, StoredRun
from scheduler.health_check import Finding, Look, Probe
from scheduler.promises import PromisedWord, promise_findings
from scheduler.stale_escalations import WaitingCase, escalation_findings
from scheduler.wording import day_in_words

LATE = timedelta(minutes=10)
"""A desk that runs takes up what is due within seconds."""
_REDRIVE = "Read them with claimdesk dead-letters, then claimdesk redrive"
_RUNS_SEEN = 60
"""Some weeks of every job's runs."""


def box_probes(parts: HealthParts) -> Iterator[Probe]:
    """Yield the probes of the database and of what lies in it."""
    technical, lead = parts.owners.technical, parts.owners.lead
    yield Probe("database", _database(parts), technical, "See whether the database server is up and its disk has room")
    yield Probe("messages on their way", _boxes(parts), technical, "Look at the database first")
    yield Probe("dead letters", _letters(parts), technical, _REDRIVE)
    yield Probe("cases nobody took", _cases(parts), lead, "Look at the database first")
    yield Probe("promised replies", _promises(parts), lead, "Look at the database first")
    yield Probe("what runs by itself", _runs(parts), technical, "Look at the database first")


def _database(parts: HealthParts) -> Look:
    async def look() -> Sequence[Finding]:
        async with parts.store.write() as work:
            await work.outbox.due_at()
        return [Finding("database", True, "reads and writes")]

    return look


def _boxes(parts: HealthParts) -> Look:
    async def look() -> Sequence[Finding]:
        now = parts.clock.now()
        async with parts.store.read() as work:
            due = {"inbox": await work.inbox.due_at(), "outbox": await work.outbox.due_at()}
            delayed = await work.outbox.delayed(now - LATE)
        late = {box: now - at for box, at in due.items() if at and now - at > LATE}
        if delayed:
            return [_delayed_finding(delayed, parts.owners.technical)]
        if not late:
            return [Finding("messages on their way", True, "none waits longer than it should")]
        says = " and ".join(f"the {box} has waited {_minutes(waited)}" for box, waited in late.items())
        cure = "See whether claimdesk serve runs, and what its log says"
        return [Finding("messages on their way", False, says, cure, parts.owners.technical)]

    return look


def _delayed_finding(delayed: Sequence[Delayed], owner: str) -> Finding:
    what, _, cure = delayed[0].reason.partition(": ")
    number = "1 is" if len(delayed) == 1 else f"{len(delayed)} are"
    says = f"{number} kept and tried again, the oldest since {day_in_words(delayed[0].since)}: {what}"
    cure = cure or "See whether that platform is up; what waits goes out by itself"
    return Finding("messages on their way", False, says, f"{cure[:1].upper()}{cure[1:]}", owner)


def _letters(parts: HealthParts) -> Look:
    async def look() -> Sequence[Finding]:
        async with parts.store.read() as work:
            found = await work.dead_letters.all()
        return [_letter_finding(found, parts.owners.technical)]

    return look


def _letter_finding(found: Sequence[DeadLetter], owner: str) -> Finding:
    if not found:
        return Finding("dead letters", True, "none")
    reasons = sorted({letter.reason.rstrip(".") for letter in found})
    more = f" and {len(reasons) - 2} more reasons" if len(reasons) > 2 else ""
    says = f"{len(found)}, the oldest of {day_in_words(found[0].at)}: {'; '.join(reasons[:2])}{more}"
    return Finding("dead letters", False, says, _REDRIVE, owner)


def _cases(parts: HealthParts) -> Look:
    async def look() -> Sequence[Finding]:
        async with parts.store.read() as work:
            cases = await work.escalations.listed([CaseState.WAITING])
        now, calendar = parts.clock.now(), parts.office.calendar
        waiting = [WaitingCase(case.case, calendar.between(case.waiting_since, now)) for case in cases]
        return escalation_findings(waiting, parts.owners.lead)

    return look


def _promises(parts: HealthParts) -> Look:
    async def look() -> Sequence[Finding]:
        async with parts.store.read() as work:
            cases = await work.escalations.listed([CaseState.TAKEN])
        now, calendar = parts.clock.now(), parts.office.calendar
        promised = [
            PromisedWord(case.case, case.owner_name or "nobody", case.promised, calendar.closing(case.promised) <= now)
            for case in cases
            if case.promised
        ]
        return promise_findings(promised, parts.owners.lead)

    return look


def _runs(parts: HealthParts) -> Look:
    async def look() -> Sequence[Finding]:
        async with parts.store.read() as work:
            recent = await work.runs.recent(_RUNS_SEEN)
        newest = {run.job: run for run in reversed(recent) if run.ended_at}
        failed = [run for run in newest.values() if run.state == "failed"]
        well = Finding("what runs by itself", True, "the last run of each job went well")
        return [_failed(run, parts.owners.technical) for run in failed] or [well]

    return look


def _failed(run: StoredRun, owner: str) -> Finding:
    says = f"the run of {day_in_words(run.due_at)} failed ({run.report.get('problem', 'no reason is known')})"
    return Finding(f"the {run.job}", False, says, f"Read the log of the desk, then run claimdesk run {run.job}", owner)


def _minutes(waited: timedelta) -> str:
    minutes = int(waited / timedelta(minutes=1))
    return f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} hours"
