"""The clocks of the desk on a real store: who is told what, once, whatever happens."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.conversation import State
from bot.domain.escalation import CaseState
from bot.domain.messages import Call, Kind, Post
from bot.domain.policy import DeskPolicy, Holidays, Office
from bot.engine.desk_clocks import Due
from bot.engine.desk_tick import DeskClocks
from bot.engine.desk_words import TO_PATIENT, first_open, spelled
from bot.store.unit_of_work import SqlStore, open_store
from tests.fakes.desk_office import DeskOffice
from tests.fakes.offices import OFFICE, WEEKDAYS

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LED = replace(OFFICE, hours=WEEKDAYS, desk=DeskPolicy(lead="U-lead"))


@pytest.fixture
async def waiting(store: SqlStore) -> DeskOffice:
    """It is half past eleven on a Monday, and a patient has just asked for a person."""
    return await asked(store, LED)


async def asked(store: SqlStore, office: Office) -> DeskOffice:
    desk = DeskOffice(store, office=office)
    await desk.say("I want to appeal 45012-A")
    await desk.sent()
    return desk


async def told(desk: DeskOffice) -> list[tuple[str, str]]:
    """Who is told what: the patient, the desk, or somebody by name."""
    found = []
    for where, content in await desk.sent():
        if isinstance(content, Call):
            found.append((f"{content.whom or 'everybody'}{' apart' if content.apart else ''}", content.text))
        elif isinstance(content, Post):
            found.append((where, content.text))
    return found


async def later(desk: DeskOffice, time: timedelta) -> list[tuple[str, str]]:
    desk.clock.advance(time)
    await desk.clocks.tick()
    return await told(desk)


async def test_nobody_takes_it_so_the_desk_the_lead_and_the_patient_are_told_and_then_it_is_quiet(
    waiting: DeskOffice,
) -> None:
    assert await later(waiting, 9 * MINUTE) == []
    assert await later(waiting, MINUTE) == [
        ("everybody", "Nobody has taken case 1001 for 10 minutes of office time. Who can? Press Take over.")
    ]
    words = "Case 1001 has waited 20 minutes of office time and nobody has taken it."
    assert await later(waiting, 10 * MINUTE) == [("U-lead apart", words), ("everybody", f"{words} The lead was told.")]
    word = (
        "You have not been forgotten. Nobody has been free to take your case yet, so I have reminded our billing team. "
        "Our office is open today until 5:00 PM MST."
    )
    assert await later(waiting, 10 * MINUTE) == [("patient", word), ("desk", word)]

    await waiting.desk(Kind.TAKE_OVER)
    await waiting.desk(Kind.MESSAGE, "Your letter goes out on Tuesday.")
    await waiting.sent()
    assert await later(waiting, 2 * HOUR) == []
    assert (await waiting.transcript())[2].text == word


async def test_without_a_lead_the_whole_desk_is_told_in_their_place(store: SqlStore) -> None:
    desk = await asked(store, replace(LED, desk=DeskPolicy()))
    await later(desk, 15 * MINUTE)
    words = "Case 1001 has waited 20 minutes of office time and nobody has taken it."
    assert await later(desk, 5 * MINUTE) == [("everybody", words)]


async def test_who_has_the_case_is_named_when_the_patient_waits_for_them(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.TAKE_OVER)
    await waiting.sent()
    assert await later(waiting, 30 * MINUTE) == [
        ("U-ana", "Case 1001: the patient has waited 30 minutes of office time for Ana Specialist to answer.")
    ]
    lead, thread, patient, _ = await later(waiting, HOUR)
    assert (lead[0], thread[0], patient[0]) == ("U-lead apart", "everybody", "patient")
    assert lead[1].startswith("Case 1001, which Ana Specialist has: the patient has waited 90 minutes of office time")
    assert patient[1].startswith("You have not been forgotten. Ana Specialist has not been able to answer yet")


async def test_thanks_after_an_answer_remind_nobody(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.MESSAGE, "Your letter goes out on Tuesday.")
    await waiting.say("Thank you!")
    await waiting.sent()
    assert await later(waiting, 3 * HOUR) == []
    await waiting.say("Thanks. And when does it arrive?")
    await waiting.sent()
    assert [who for who, _ in await later(waiting, 30 * MINUTE)] == ["U-ana"]


async def test_a_silent_patient_is_reminded_warned_and_let_go_and_may_come_back(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.MESSAGE, "Which letter do you mean?")
    await waiting.sent()
    [patient, desk] = await later(waiting, 24 * HOUR)
    assert patient == ("patient", "Ana Specialist is waiting to hear from you. Write here when you are ready.")
    assert desk == ("desk", patient[1])
    [notice, _] = await later(waiting, 48 * HOUR)
    assert notice[1].startswith("We have not heard from you, so this case will be closed tomorrow at 11:30 AM MST.")
    [end, _] = await later(waiting, 24 * HOUR)
    assert end[1].startswith("This case is closed now")
    assert (await waiting.case()).state is CaseState.RESOLVED
    assert (await waiting.conversation()).state is State.CLOSED
    assert await later(waiting, 24 * HOUR) == []


async def test_a_friday_evening_waits_for_monday_morning(store: SqlStore) -> None:
    desk = DeskOffice(store, office=LED)
    desk.clock.moment = datetime(2026, 11, 21, 1, tzinfo=UTC)  # six on Friday in Boise
    await desk.say("I want to appeal 45012-A")
    assert (await told(desk))[0][1].endswith("closed until Monday at 8:00 AM MST; a specialist answers then.")
    for _ in range(62):
        assert await later(desk, HOUR) == []
    assert await later(desk, 9 * MINUTE) == []
    assert [who for who, _ in await later(desk, MINUTE)] == ["everybody"]


async def test_several_processes_say_each_thing_once(store: SqlStore, database_url: str) -> None:
    desk = await asked(store, LED)
    desk.clock.advance(45 * MINUTE)
    others = [await open_store(database_url) for _ in range(2)]
    everybody = [DeskClocks(LED, each, desk.clock) for each in (store, *others)]
    taken = await asyncio.gather(*(clocks.tick() for clocks in everybody for _ in range(2)))
    assert sum(taken) == 3
    assert sorted(who for who, _ in await told(desk)) == ["U-lead apart", "desk", "everybody", "everybody", "patient"]
    for other in others:
        await other.close()


async def test_a_process_that_dies_in_between_leaves_all_of_a_step_or_nothing(
    waiting: DeskOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting.clock.advance(10 * MINUTE)
    with monkeypatch.context() as dying:
        dying.setattr("bot.engine.desk_tick.message_id", lambda *_: 1 / 0)
        with pytest.raises(ExceptionGroup, match="some cases could not be handled"):
            await waiting.clocks.tick()
    assert await told(waiting) == []
    assert [who for who, _ in await later(waiting, MINUTE)] == ["everybody"]


async def test_a_case_that_moves_in_this_moment_is_left_for_the_next_tick(
    waiting: DeskOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    await waiting.desk(Kind.MESSAGE, "Which letter do you mean?")
    await later(waiting, 72 * HOUR)
    stale = await waiting.conversation()
    moved = replace(stale, version=stale.version - 1)
    waiting.clock.advance(24 * HOUR)
    with monkeypatch.context() as racing:

        async def get(*_: object) -> object:
            return moved

        racing.setattr("bot.store.conversations.SqlConversations.get", get)
        assert await waiting.clocks.tick() == 0
    assert (await waiting.case()).state is CaseState.TAKEN
    assert await waiting.clocks.tick() == 1
    assert (await waiting.case()).state is CaseState.RESOLVED


@pytest.mark.parametrize(
    ("waited", "words"),
    [(MINUTE, "1 minute"), (119 * MINUTE, "119 minutes"), (2 * HOUR, "2 hours"), (9.9 * HOUR, "9 hours")],
)
def test_a_wait_is_told_as_a_person_would(waited: timedelta, words: str) -> None:
    assert spelled(waited) == words


def test_a_case_is_closed_when_the_office_is_open_if_it_ever_is() -> None:
    friday = datetime(2026, 11, 21, 3, tzinfo=UTC)
    closed = tuple(friday.date() + timedelta(days=number) for number in range(500))
    assert first_open(LED, friday) == datetime(2026, 11, 23, 15, tzinfo=UTC)
    assert first_open(replace(LED, holidays=Holidays(closed=closed)), friday) == friday


@pytest.mark.parametrize("due", TO_PATIENT)
def test_every_word_to_a_patient_stands_in_both_languages(due: Due) -> None:
    english, spanish = TO_PATIENT[due]["en"], TO_PATIENT[due]["es"]
    assert english != spanish
    assert ("{name}" in english, "{when}" in english) == ("{name}" in spanish, "{when}" in spanish)
