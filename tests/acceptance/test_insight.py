"""Ten thousand conversations: how long the weekly report takes, and that its figures are those of plain SQL."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.bootstrap.insight import insight_of, insight_report, weeks_before
from bot.bootstrap.opened import opened
from bot.bootstrap.parts import index_documents, open_place
from bot.domain.escalation import Reason
from bot.engine.handoff import REASONS
from bot.settings import Settings
from bot.store.database import open_database
from bot.store.migrations import migrate
from scheduler.insight import Count, Insight
from scheduler.report import Report
from tests.fakes.made_up_history import REPORTED_ON, write_history
from tests.fakes.manual_clock import ManualClock

NUMBER = 10_000


@dataclass
class Written:
    """The report of a history, how many seconds it took, and its rows for plain SQL."""

    found: Insight
    report: Report
    seconds: float
    rows: sqlite3.Connection

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Run plain SQL; :start and :end bound the week that is told of, :before and :start the one before."""
        edges = weeks_before(REPORTED_ON, ZoneInfo("America/Boise")).edges[-3:]
        bounds = dict(zip(("before", "start", "end"), (f"{at:%Y-%m-%d %H:%M:%S.%f}" for at in edges), strict=True))
        return self.rows.execute(sql, bounds).fetchall()

    def counted(self, sql: str) -> dict[str, int]:
        return dict(self.ask(sql))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Written]:
    data = tmp_path_factory.mktemp("insight")
    found, report, seconds = asyncio.run(_written(data))
    rows = sqlite3.connect(data / "claimdesk.db")
    yield Written(found, report, seconds, rows)
    rows.close()


async def _written(data: Path) -> tuple[Insight, Report, float]:
    place = open_place(Settings.model_validate({"CLAIMDESK_DATA": data}))
    await index_documents(place)
    url = f"sqlite:///{data}/claimdesk.db"
    await migrate(url)
    database = open_database(url)
    async with database.writing() as connection:
        await write_history(connection, NUMBER)
    await database.close()
    async with opened(place) as parts:
        then = replace(parts, clock=ManualClock(REPORTED_ON))
        # The processor's seconds: those on the wall are also the neighbours'.
        started = time.process_time()
        report = await insight_report(then)
        return await insight_of(then), report, time.process_time() - started


def now(counts: tuple[Count, ...]) -> dict[str, int]:
    return {count.name: count.now for count in counts if count.now}


def in_words(counted: dict[str, int]) -> dict[str, int]:
    return {REASONS[Reason(reason)]: number for reason, number in counted.items()}


def before(counts: tuple[Count, ...]) -> dict[str, int]:
    return {count.name: count.before for count in counts if count.before}


def test_the_report_comes_with_its_pictures_and_its_table(
    written: Written, record_property: Callable[[str, object], None]
) -> None:
    record_property("weekly report of 10,000 conversations, s", round(written.seconds, 2))
    assert [file.name.partition("-11-16")[2] for file in written.report.files] == [
        "-conversations.png",
        "-reasons.png",
        "-payers.png",
        "-codes.png",
        ".csv",
    ]


def test_conversations_and_what_was_handed_over(written: Written) -> None:
    asked = "SELECT count(DISTINCT conversation) FROM transcript WHERE author_kind IN ('patient', 'staff') AND at"
    [(talks,)] = written.ask(f"{asked} >= :start AND at < :end")
    [(earlier,)] = written.ask(f"{asked} >= :before AND at < :start")
    handed = "SELECT count(DISTINCT conversation) FROM escalations WHERE opened_at"
    [(over,)] = written.ask(f"{handed} >= :start AND opened_at < :end")
    week = written.found.week

    assert (week.conversations, written.found.weeks[-2].conversations, week.handed_over) == (talks, earlier, over)
    assert talks > 1000
    assert sum(each.conversations for each in written.found.weeks) >= NUMBER
    assert f"{talks} conversations, {over} of {talks}" in written.report.headline


def test_reasons_payers_codes_and_tags_of_this_week_and_the_one_before(written: Written) -> None:
    reasons = "SELECT json_extract(body, '$.reason'), count(DISTINCT conversation) FROM escalations WHERE opened_at"
    assert now(written.found.reasons) == in_words(
        written.counted(f"{reasons} >= :start AND opened_at < :end GROUP BY 1")
    )
    assert before(written.found.reasons) == in_words(
        written.counted(f"{reasons} >= :before AND opened_at < :start GROUP BY 1")
    )
    for kind, counts in (
        ("payer:", written.found.payers),
        ("route:", written.found.tags),
        ("lang:", written.found.tags),
    ):
        tagged = f"SELECT tag, count(DISTINCT conversation) FROM tags WHERE tag LIKE '{kind}%' AND at"
        told = {name: n for name, n in now(counts).items() if name.startswith(kind)}
        assert told == written.counted(f"{tagged} >= :start AND at < :end GROUP BY 1")
    codes = (
        "SELECT substr(tag, 6), count(*) FROM tags WHERE tag LIKE 'code:%' AND at >= :start AND at < :end GROUP BY 1"
    )
    assert {code.code: code.conversations for code in written.found.codes} == written.counted(codes)
    assert [code.code for code in written.found.codes if not code.documented] == ["CO-226"]


def test_look_ups_that_failed_by_payer(written: Written) -> None:
    looks = written.ask(
        """
        SELECT coalesce(tags.tag, 'payer not known'),
               sum(look.value ->> 'outcome' IN ('unavailable', 'failed')), count(*)
        FROM transcript JOIN traces ON message_id = transcript.id, json_each(trace, '$.lookup') look
        LEFT JOIN tags ON tags.conversation = transcript.conversation AND tags.tag LIKE 'payer:%'
        WHERE transcript.at >= :start AND transcript.at < :end GROUP BY 1
        """
    )
    told = {(each.payer, each.failed, each.of) for each in written.found.failures}

    assert {each.action for each in written.found.failures} == {"get_claim_status"}
    # A tag that came before the eight weeks that are read would be missed; here there is none.
    assert told == set(looks)


def test_how_long_people_took(written: Written) -> None:
    [(opened, resolved)] = written.ask(
        "SELECT count(*), sum(state = 'resolved') FROM escalations WHERE opened_at >= :start AND opened_at < :end"
    )
    minutes = [
        minute
        for (minute,) in written.ask(
            """
            SELECT (julianday(min(transcript.at)) - julianday(opened_at)) * 24 * 60 FROM escalations
            JOIN transcript ON transcript.conversation = escalations.conversation AND author_kind = 'specialist'
            WHERE opened_at >= :start AND opened_at < :end AND transcript.at >= opened_at
            GROUP BY escalations.id ORDER BY 1
            """
        )
    ]
    reply, resolution = written.found.first_reply, written.found.resolution

    assert (reply.of, resolution.of, reply.done, resolution.done) == (opened, opened, len(minutes), resolved)
    assert reply.half == pytest.approx(minutes[(len(minutes) + 1) // 2 - 1], abs=0.01)
    assert reply.most == pytest.approx(minutes[-(-len(minutes) * 9 // 10) - 1], abs=0.01)


def test_what_people_said_and_what_had_no_answer(written: Written) -> None:
    thumbs = written.counted("SELECT thumb, count(*) FROM feedback WHERE at >= :start AND at < :end GROUP BY 1")
    [(unanswered, with_word)] = written.ask(
        """
        SELECT count(DISTINCT t.conversation), count(DISTINCT iif(text LIKE '%acupuncture%', t.conversation, NULL))
        FROM transcript t JOIN tags ON tags.conversation = t.conversation AND tag = 'handoff:no_document'
        WHERE author_kind = 'patient' AND t.at >= :start AND t.at < :end AND tags.at >= :start AND tags.at < :end
        """
    )
    assert {"up": written.found.up, "down": written.found.down} == thumbs
    assert (written.found.unanswered, dict(written.found.words)["acupuncture"]) == (unanswered, with_word)
    assert set(written.found.wrong) == {"The date was wrong"}
