"""A promise on its case: read from a reply, kept by the next, reminded of when its day ends, never closed out."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.escalation import CaseState
from bot.domain.ids import MessageId
from bot.domain.messages import Author, AuthorKind, Call, CardUpdate, Kind, Sender
from bot.domain.policy import DeskPolicy
from bot.engine.promising.standing import standing_promise
from bot.ports.store import Entry
from bot.store.unit_of_work import SqlStore, open_store
from tests.fakes.desk_office import DeskOffice
from tests.fakes.offices import OFFICE, WEEKDAYS

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OPEN = replace(OFFICE, hours=WEEKDAYS, desk=DeskPolicy(lead="U-lead"))
BO = Sender("U-bo", "Bo Specialist")
TUESDAY = date(2026, 11, 24)


def boise(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=OPEN.calendar.zone).astimezone(UTC)


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[SqlStore]:
    """The contracts hold PostgreSQL to keeping a case as SQLite does."""
    opened = await open_store(sqlite_url)
    yield opened
    await opened.close()


@pytest.fixture
async def desk(store: SqlStore) -> DeskOffice:
    """It is half past eleven on Monday, 23 November; Ana has just promised to call on Tuesday."""
    office = DeskOffice(store, office=OPEN)
    await office.say("I want to appeal 45012-A")
    await office.sent()
    await office.desk(Kind.MESSAGE, "I have your file. I'll call you Tuesday.")
    return office


async def cards(desk: DeskOffice) -> list[str]:
    return [content.card.promised for _, content in await desk.sent() if isinstance(content, CardUpdate)]


async def promised(desk: DeskOffice) -> date | None:
    return (await desk.case()).promised


async def calls(desk: DeskOffice, moment: datetime) -> list[tuple[str, str]]:
    desk.clock.moment = moment
    await desk.clocks.tick()
    return [(content.whom, content.text) for _, content in await desk.sent() if isinstance(content, Call)]


async def test_the_card_says_by_when_a_word_was_promised_in_one_update(desk: DeskOffice) -> None:
    assert await cards(desk) == ["Tue Nov 24"]
    assert await promised(desk) == TUESDAY


async def test_a_later_reply_keeps_it(desk: DeskOffice) -> None:
    desk.clock.advance(2 * HOUR)
    await desk.desk(Kind.MESSAGE, "Northwind has paid; your balance is nothing.")
    assert await promised(desk) is None
    assert (await cards(desk))[-1] == ""
    assert await calls(desk, boise(25, 9)) == []


async def test_what_is_said_in_the_same_breath_and_out_of_courtesy_does_not(desk: DeskOffice) -> None:
    await desk.desk(Kind.MESSAGE, "Please have your card at hand.")
    await desk.say("Thank you!")
    desk.clock.advance(HOUR)
    await desk.desk(Kind.MESSAGE, "You're welcome. Have a great day!")
    await desk.desk(Kind.NOTE, "She prefers mornings.")
    assert await promised(desk) == TUESDAY
    await desk.say("Which card do you mean?")
    await desk.desk(Kind.MESSAGE, "The one of your insurance.")
    assert await promised(desk) is None


async def test_an_edit_moves_it_and_taking_the_words_back_ends_it(desk: DeskOffice) -> None:
    await desk.desk(Kind.EDIT, "I'll call you Wednesday.", target_id="d2")
    assert await promised(desk) == TUESDAY + DAY
    await desk.desk(Kind.DELETE, target_id="d2")
    assert await promised(desk) is None


async def test_who_has_the_case_is_reminded_before_the_day_ends_and_every_working_day_after_it(
    desk: DeskOffice,
) -> None:
    await desk.sent()
    assert await calls(desk, boise(24, 15, 59)) == []
    soon = "Case 1001: the patient was promised a word by today, Tue Nov 24. A reply here keeps that promise."
    assert await calls(desk, boise(24, 16)) == [("U-ana", soon)]
    assert await calls(desk, boise(24, 16, 30)) == []
    assert await calls(desk, boise(24, 17)) == await calls(desk, boise(25, 7, 59)) == []
    missed = (
        "Case 1001: the patient was promised a word by Tue Nov 24 and has had none since. Reply here, or resolve the "
        "case if it was settled by phone."
    )
    assert await calls(desk, boise(25, 8)) == [("U-ana", missed)]
    assert await calls(desk, boise(25, 15)) == []
    assert await calls(desk, boise(27, 8)) == [("U-ana", missed)]


async def test_a_colleague_who_takes_the_case_over_has_the_promise_too(desk: DeskOffice) -> None:
    await desk.desk(Kind.TAKE_OVER, sender=BO)
    assert await promised(desk) == TUESDAY
    await desk.sent()
    assert [whom for whom, _ in await calls(desk, boise(24, 16))] == ["U-bo"]


async def test_nobody_is_asked_to_write_or_closed_out_while_a_word_is_promised_to_them(desk: DeskOffice) -> None:
    desk.clock.advance(3 * HOUR)
    await desk.desk(Kind.MESSAGE, "It takes longer. I'll get back to you on December 4.")
    for day in range(24, 31):
        desk.clock.moment = boise(day, 15)
        assert await desk.clocks.tick() == 0
    assert (await desk.case()).state is CaseState.TAKEN


@pytest.mark.parametrize("end", [Kind.RESOLVE, Kind.HAND_BACK])
async def test_the_end_of_the_case_is_the_end_of_the_promise(desk: DeskOffice, end: Kind) -> None:
    await desk.desk(end)
    assert await promised(desk) is None
    await desk.sent()
    assert await calls(desk, boise(25, 9)) == []


async def test_a_promise_to_call_later_today_needs_no_reminder_of_what_was_said_a_moment_ago(desk: DeskOffice) -> None:
    desk.clock.moment = boise(23, 16, 20)
    await desk.desk(Kind.MESSAGE, "I'll call you today.")
    await desk.sent()
    assert await calls(desk, boise(23, 16, 21)) == []
    assert len(await calls(desk, boise(24, 8))) == 1


async def test_a_reply_counts_also_where_the_platform_s_clock_is_a_little_behind_ours(desk: DeskOffice) -> None:
    case = await desk.case()
    behind = replace(case, opened_at=case.opened_at + timedelta(seconds=30))
    before = replace(case, opened_at=case.opened_at + timedelta(hours=1))
    told = await desk.transcript()
    assert standing_promise(behind, told, OPEN.calendar) == TUESDAY
    assert standing_promise(before, told, OPEN.calendar) is None


async def test_a_draft_that_the_desk_sends_keeps_the_promise_too(desk: DeskOffice) -> None:
    case, told = await desk.case(), await desk.transcript()
    later = case.opened_at + 2 * HOUR
    sent = Entry(MessageId("b"), case.conversation, Author(AuthorKind.BOT, "ClaimDesk"), "It was paid.", later, "web")
    assert standing_promise(case, told, OPEN.calendar) == TUESDAY
    assert standing_promise(case, [*told, sent], OPEN.calendar) is None
