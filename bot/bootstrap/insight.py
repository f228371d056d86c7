"""The weekly insight, from the desk's own rows."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.bootstrap.health.parts import HealthParts
from bot.domain.escalation import CaseState, Escalation, Reason
from bot.domain.feedback import Feedback, Thumb
from bot.domain.messages import AuthorKind
from bot.engine.handoff import REASONS
from bot.engine.masking import masked
from bot.ports.store import Moment, TraceLeft, Work
from knowledge.errors import KnowledgeError
from knowledge.language.stop_words import STOP_WORDS
from scheduler.charts import draw
from scheduler.insight import Asked, Case, Compared, Insight, LookedUp, Rated, Rows, Tagged, insight
from scheduler.insight_page import table
from scheduler.insight_words import charts, headline, lines
from scheduler.report import Report, ReportFile

WEEKS = 8
UNANSWERED = f"handoff:{Reason.NO_DOCUMENT}"


@dataclass(frozen=True, slots=True)
class Weeks:
    """Whole weeks of the office's time zone, oldest first: where they begin, and where the last one ends."""

    starts: tuple[date, ...]
    edges: tuple[datetime, ...]


def weeks_before(now: datetime, zone: ZoneInfo, number: int = WEEKS) -> Weeks:
    """Return the weeks, Monday to Sunday, that were over at `now`."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    days = tuple(monday - timedelta(weeks=back) for back in range(number, -1, -1))
    return Weeks(days[:-1], tuple(datetime.combine(day, time(), zone).astimezone(UTC) for day in days))


async def insight_of(parts: HealthParts) -> Insight:
    """Count the weeks that are over."""
    weeks = weeks_before(parts.clock.now(), ZoneInfo(parts.office.time_zone))
    async with parts.store.read() as work:
        rows = await _rows(work, parts, weeks)
    return await asyncio.to_thread(insight, rows, weeks.edges, weeks.starts)


async def insight_report(parts: HealthParts) -> Report:
    """Return the insight as the desk reads it: words, pictures and a table."""
    found = await insight_of(parts)
    return Report(
        headline=headline(found),
        lines=lines(found, parts.owners.lead),
        details=tuple(_wrong(found)),
        files=await asyncio.to_thread(_files, found),
        data={"week": found.week.start.isoformat(), "conversations": found.week.conversations},
    )


def _files(found: Insight) -> tuple[ReportFile, ...]:
    start = found.week.start.isoformat()
    pictures = [ReportFile(f"{start}-{name}.png", draw(bars), bars.alt) for name, bars in charts(found)]
    return (*pictures, ReportFile(f"{start}.csv", table(found).encode(), "Every figure of the week"))


def _wrong(found: Insight) -> list[str]:
    if not found.wrong:
        return []
    said = Counter(found.wrong).most_common()
    told = "\n".join(f"- {text}{f' ({number} times)' if number > 1 else ''}" for text, number in said)
    return [f"What was wrong with answers that got 👎:\n{told}"]


async def _rows(work: Work, parts: HealthParts, weeks: Weeks) -> Rows:
    start, end = weeks.edges[0], weeks.edges[-1]
    last = weeks.edges[-2]
    replied = await work.history.replied(start)
    return Rows(
        asked=[Asked(each.conversation, each.at) for each in await work.history.asked(start, end)],
        tagged=[Tagged(each.conversation, each.tag, each.at) for each in await work.history.tagged(start, end)],
        cases=_cases(await work.history.opened(start, end), replied),
        looked_up=[look for each in await work.history.traced(last, end) for look in _looked_up(each)],
        rated=[_rated(each, parts) for each in await work.feedback.since(last) if each.at < end],
        shadowed=[Compared(each.agrees, each.at) for each in await work.shadows.since(last)],
        unanswered=await work.history.words(UNANSWERED, last, end),
        documented=await _documented(parts),
        common_words=STOP_WORDS,
    )


def _cases(opened: Sequence[Escalation], replied: Sequence[Moment]) -> list[Case]:
    """Put to each case the first reply of a person after it was opened."""
    replies: dict[str, list[datetime]] = defaultdict(list)
    for reply in replied:
        replies[reply.conversation].append(reply.at)
    return [
        Case(
            case.conversation,
            REASONS[case.reason],
            case.opened_at,
            min((at for at in replies[case.conversation] if at >= case.opened_at), default=None),
            case.ended_at if case.state is CaseState.RESOLVED else None,
        )
        for case in opened
    ]


def _looked_up(left: TraceLeft) -> list[LookedUp]:
    looks = left.trace.get("lookup") or ()
    return [LookedUp(left.conversation, look["action"], look["outcome"], left.at) for look in looks]


def _rated(said: Feedback, parts: HealthParts) -> Rated:
    today = parts.clock.now().date()
    return Rated(said.thumb is Thumb.UP, masked(said.wrong, AuthorKind.PATIENT, parts.office, today), said.at)


async def _documented(parts: HealthParts) -> frozenset[str]:
    try:
        return await parts.retriever.codes()
    except KnowledgeError:
        return frozenset()
