"""The clocks of the desk in Slack: the real server and the local Slack, on a clock that the test moves."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.policy import DeskPolicy, Holidays, OpeningHours
from bot.domain.policy.hours import WEEKDAYS
from bot.engine.desk_tick import DeskClocks
from bot.store.unit_of_work import SqlStore, open_store
from tests.fakes.local_slack import DANA, FRAN, LocalSlack, local_slack
from tests.fakes.manual_clock import ManualClock
from tests.fakes.offices import ALWAYS, office
from tests.fakes.slack_office import slack_office, until

MINUTE = timedelta(minutes=1)
LEAD = DeskPolicy(lead=FRAN)


@pytest.fixture(scope="module")
def slack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSlack]:
    with local_slack(tmp_path_factory.mktemp("slack")) as running:
        yield running


@pytest.fixture
async def clock(slack: LocalSlack, monkeypatch: pytest.MonkeyPatch) -> ManualClock:
    """The served office's clock."""
    await slack.forget()
    clock = ManualClock(datetime.now(UTC))
    monkeypatch.setattr("bot.bootstrap.server._CLOCK", clock)
    return clock


@dataclass
class Minutely:
    """What another process of the same office does once a minute."""

    clock: ManualClock
    clocks: DeskClocks

    async def after(self, time: timedelta) -> int:
        self.clock.advance(time)
        return await self.clocks.tick()


def changes(hours: OpeningHours) -> dict[str, Any]:
    return {"time_zone": "UTC", "hours": hours, "holidays": Holidays(), "desk": LEAD}


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[SqlStore]:
    opened = await open_store(sqlite_url)
    yield opened
    await opened.close()


async def apart(slack: LocalSlack) -> bool:
    return "Open the thread" in await slack.sent_by_bot()


async def test_nobody_takes_it_so_the_desk_the_lead_and_the_patient_hear_of_it_until_somebody_does(
    slack: LocalSlack, clock: ManualClock, store: SqlStore, tmp_path: Path
) -> None:
    minutely = Minutely(clock, DeskClocks(office(**changes(ALWAYS)), store, clock))
    async with slack_office(slack, tmp_path, changes=changes(ALWAYS)) as served:
        await served.page.say("I want to appeal a denial")
        thread = await served.thread()
        assert await minutely.after(9 * MINUTE) == 0
        assert await minutely.after(MINUTE) == 1
        await served.thread_says(thread, "Nobody has taken case 1001 for 10 minutes of office time.")
        assert await minutely.after(10 * MINUTE) == 1
        await served.thread_says(thread, "The lead was told.")
        await until(lambda: apart(slack), bool, "a direct message to the lead")
        assert await minutely.after(10 * MINUTE) == 1
        await served.page.reads("You have not been forgotten.")
        await served.thread_says(thread, "You have not been forgotten.")

        await slack.press(DANA, thread, "take_over")
        await served.page.reads("dana from our billing team has joined")
        await slack.say(DANA, "Your letter goes out on Tuesday.", thread)
        await served.page.reads("Your letter goes out on Tuesday.")
        assert await minutely.after(3 * 60 * MINUTE) == 0


async def test_what_comes_while_the_office_is_closed_is_quiet_until_it_has_been_open_for_a_while(
    slack: LocalSlack, clock: ManualClock, store: SqlStore, tmp_path: Path
) -> None:
    opens = (clock.now() + timedelta(days=3)).replace(hour=8, minute=0, second=0, microsecond=0)
    hours = OpeningHours(**{WEEKDAYS[opens.weekday()]: "08:00-17:00"})
    minutely = Minutely(clock, DeskClocks(office(**changes(hours)), store, clock))
    async with slack_office(slack, tmp_path, changes=changes(hours)) as served:
        await served.page.say("I want to appeal a denial")
        await served.page.reads(f"Our office is closed until {WEEKDAYS[opens.weekday()].title()} at 8:00 AM UTC")
        thread = await served.thread()
        assert await minutely.after(timedelta(hours=40)) == 0
        assert await minutely.after(opens + 9 * MINUTE - clock.now()) == 0
        assert await minutely.after(MINUTE) == 1
        await served.thread_says(thread, "Nobody has taken case 1001 for 10 minutes of office time.")
        assert not await apart(slack)


async def test_who_comes_back_is_in_the_same_thread_and_who_had_the_case_is_named(
    slack: LocalSlack, clock: ManualClock, tmp_path: Path
) -> None:
    async with slack_office(slack, tmp_path, changes=changes(ALWAYS)) as served:
        await served.page.say("I want to appeal a denial")
        thread = await served.thread()
        await slack.say(DANA, "Your letter goes out on Tuesday.", thread)
        await served.page.reads("Your letter goes out on Tuesday.")
        await slack.press(DANA, thread, "resolve")
        await served.page.reads("dana has closed this case")
        clock.advance(30 * MINUTE)
        await served.page.say("The letter never came, I want to appeal again")
        await served.thread_says(thread, f"<@{DANA}> Case 1001, which dana had: the patient is back.")
        await served.thread_says(thread, "The letter never came")
        await served.card_says(thread, "is waiting for a specialist")
        assert await served.thread() == thread


async def test_what_a_specialist_promises_is_on_the_card_and_reminded_of_until_they_write_again(
    slack: LocalSlack, clock: ManualClock, store: SqlStore, tmp_path: Path
) -> None:
    minutely = Minutely(clock, DeskClocks(office(**changes(ALWAYS)), store, clock))
    async with slack_office(slack, tmp_path, changes=changes(ALWAYS)) as served:
        await served.page.say("I want to appeal a denial")
        thread = await served.thread()
        await slack.say(DANA, "I'll ask Northwind's desk about it. I'll call you in two business days.", thread)
        await served.page.reads("I'll call you in two business days.")
        await served.page.say("Thank you!")
        await served.thread_says(thread, "Thank you!")
        day = clock.now().date() + timedelta(days=2)
        shown = f"{day:%a %b} {day.day}"
        await served.card_says(thread, f"is with dana, promised by {shown}")
        assert await minutely.after(timedelta(days=1)) == 0
        clock.moment = datetime.combine(day, time(23), UTC)
        assert await minutely.after(MINUTE) == 1
        await served.thread_says(thread, f"<@{DANA}> Case 1001: the patient was promised a word by today, {shown}.")
        clock.moment = datetime.combine(day + timedelta(days=1), time(), UTC)
        assert await minutely.after(MINUTE) == 1
        await served.thread_says(thread, f"<@{DANA}> Case 1001: the patient was promised a word by {shown} and has had")
        await slack.say(DANA, "Northwind takes the appeal; their answer comes by mail.", thread)
        await served.page.reads("Northwind takes the appeal")
        await served.card_says(thread, r"is with dana\nOpened")
