"""What Teams sends again under another id, because it waited too long, is one message, also for another process."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.store.database import open_database
from bot.store.tables import files
from bot.store.unit_of_work import open_store
from tests.bot.channels.teams.conftest import Bot, served
from tests.bot.channels.teams.test_patient_files import PDF, file
from tests.fakes.fake_teams import FRED, ROSA, FakeTeams
from tests.fakes.manual_clock import ManualClock


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def two(teams: FakeTeams, database_url: str, clock: ManualClock, tmp_path: Path) -> AsyncIterator[list[Bot]]:
    """Two processes on one database."""
    one, other = await open_store(database_url), await open_store(database_url)
    async with served(teams, one, clock, tmp_path) as first, served(teams, other, clock, tmp_path) as second:
        yield [first, second]
    await one.close()
    await other.close()


async def slowly(teams: FakeTeams, bot: Bot, clock: ManualClock, activity: dict[str, Any]) -> None:
    """Post it; its answer takes fifteen seconds, for which the clock of the entry stands in."""
    bot.parts.edge._clock = ManualClock(clock.now() - timedelta(seconds=15))
    assert (await teams.post(bot.url, activity)).status == 200
    bot.parts.edge._clock = clock


async def test_another_process_takes_it_once_and_answers(two: list[Bot], teams: FakeTeams, clock: ManualClock) -> None:
    one, other = two
    await slowly(teams, one, clock, teams.activity("I want to appeal"))
    for bot in two:
        assert (await teams.post(bot.url, teams.activity("I want to appeal"))).status == 200
    for who, text in ((ROSA, "I want to appeal now"), (FRED, "I want to appeal")):
        assert (await teams.post(other.url, teams.activity(text, who=who))).status == 200
    assert [message.text for message in one.accepted] == ["I want to appeal"]
    assert [message.text for message in other.accepted] == ["I want to appeal now", "I want to appeal"]


async def test_it_is_known_by_its_files_too_and_they_are_kept_once(
    two: list[Bot], teams: FakeTeams, clock: ManualClock, database_url: str
) -> None:
    one, other = two
    teams.files = {"first": PDF, "again": PDF, "another": PDF}

    def sent(name: str, unique: str) -> dict[str, Any]:
        attachment = file(f"{teams.url}/download/{name}")
        attachment["content"]["uniqueId"] = unique
        return teams.activity("", attachments=[attachment])

    await slowly(teams, one, clock, sent("first", "eob"))
    await teams.post(other.url, sent("again", "eob"))  # the address of a file is made anew for each request
    await teams.post(other.url, sent("another", "letter"))
    [first], [another] = one.accepted, other.accepted
    assert first.external_id != another.external_id
    database = open_database(database_url)
    async with database.reading() as connection:
        kept = set((await connection.execute(sa.select(files.c.id))).scalars())
    await database.close()
    assert kept == {attachment.id for message in (first, another) for attachment in message.attachments}


async def test_the_name_by_which_words_are_known_is_keyed(bot: Bot, teams: FakeTeams) -> None:
    """Short words could be guessed from a plain hash of them."""
    names = set()
    for secret in (b"one", b"one", b"another"):
        bot.parts.edge._arrivals._secret = secret
        await teams.post(bot.url, teams.activity("078-05-1120"))
        names.add(bot.accepted[-1].arrival)
    assert len({arrival.likeness for arrival in names if arrival}) == 2
