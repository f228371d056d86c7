"""Whoever does not prove who they are learns nothing from when they are answered."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from actions.results import Outcome
from bot.domain.ids import Address
from bot.domain.policy import IdentityPolicy
from bot.engine import notices
from bot.store.unit_of_work import open_store
from tests.fakes.desk_office import DeskOffice
from tests.fakes.offices import office
from tests.fakes.turns import PROOF

WRONG = "Testcase, born 03/05/1984, phone ends in 0142, claim {}"
CLAIMS = ["45012-A", "77777-Z", "45018-A", "45090-B"]
"""There, not there, with a payer that is down, somebody else's."""


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[DeskOffice]:
    store = await open_store(sqlite_url)
    yield DeskOffice(store, office=office(identity=IdentityPolicy(no_match_after_seconds=5)))
    await store.close()


async def heard_at(desk: DeskOffice, asked: str, lookup: float) -> tuple[float, str]:
    """Return after how many seconds which words are heard, when a look-up takes `lookup` seconds."""

    async def passes() -> None:
        desk.clock.advance(timedelta(seconds=lookup))

    desk.billing.meanwhile = passes
    began = desk.clock.now()
    await desk.say(asked)
    while not (heard := await desk.heard()):
        desk.clock.advance(timedelta(seconds=0.25))
    return (desk.clock.now() - began).total_seconds(), heard[0]


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize("lookup", [0.0, 4.0])
async def test_no_match_is_heard_at_one_time_whatever_the_claim_and_its_look_up(
    desk: DeskOffice, claim: str, lookup: float
) -> None:
    assert await heard_at(desk, WRONG.format(claim), lookup) == (5.0, notices.NO_MATCH["en"])


async def test_a_locked_claim_is_no_quicker(desk: DeskOffice) -> None:
    for _ in range(2):
        await heard_at(desk, WRONG.format("45012-A"), 0.0)
    seconds, words = await heard_at(desk, WRONG.format("45012-A"), 0.0)
    assert (seconds, "passing this to a person" in words) == (5.0, True)


async def test_a_system_that_is_down_is_no_quicker(desk: DeskOffice) -> None:
    desk.billing.endings["45012-A"] = Outcome.UNAVAILABLE
    seconds, words = await heard_at(desk, WRONG.format("45012-A"), 1.0)
    assert (seconds, words.startswith(notices.FAILED_TURN["en"])) == (5.0, True)


async def test_who_proves_who_they_are_waits_for_nothing(desk: DeskOffice) -> None:
    seconds, words = await heard_at(desk, f"Where is claim 45012-A? {PROOF}", 0.0)
    assert (seconds, "In process" in words) == (0.0, True)


async def test_what_comes_after_no_match_waits_for_it(desk: DeskOffice) -> None:
    await desk.say(WRONG.format("45012-A"))
    await desk.say("thanks")
    assert await desk.heard() == []
    desk.clock.advance(timedelta(seconds=5))
    assert await desk.heard() == [notices.NO_MATCH["en"], notices.THANKS["en"]]


async def test_private_words_are_gone_from_the_page_before_anything_is_looked_up(desk: DeskOffice) -> None:
    shown: list[str] = []

    async def look() -> None:
        async with desk.store.read() as work:
            shown.extend(event.data["text"] for event in await work.timeline.since("web", Address("w1"), 0))

    desk.billing.meanwhile = look
    await desk.say(WRONG.format("45012-A"), hosted=True)
    assert shown
    assert not [text for text in shown if "03/05/1984" in text or "0142" in text]
