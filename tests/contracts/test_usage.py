"""What the model cost is added up by day, and who gives no answer is left alone; both for all processes."""

import asyncio
from datetime import date, timedelta

import pytest

from bot.domain.pauses import Pause
from bot.llm.usage import PassingUsage, StoredUsage
from bot.ports.usage import UsageLedger, Used
from bot.store.unit_of_work import SqlStore
from tests.fakes.messages import NOON

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
MUCH = Used(100, 5_000_000_000)
MINUTE = timedelta(minutes=1)


@pytest.fixture(params=["stored", "passing"])
def ledger(request: pytest.FixtureRequest, store: SqlStore) -> UsageLedger:
    return PassingUsage() if request.param == "passing" else StoredUsage(store)


async def test_each_day_is_added_up_by_itself(ledger: UsageLedger) -> None:
    assert await ledger.of(MONDAY) == Used()
    assert [await ledger.reserve(day, MUCH) for day in (MONDAY, TUESDAY, MONDAY)] == [True] * 3
    await ledger.add(MONDAY, 3_000_000_000)
    await ledger.add(MONDAY, 50)

    assert (await ledger.of(MONDAY), await ledger.of(TUESDAY)) == (Used(2, 3_000_000_050), Used(1, 0))


@pytest.mark.parametrize("most", [Used(1, 100), Used(9, 10), Used(0, 100), Used(9, 0)])
async def test_a_day_that_is_used_up_takes_no_call(most: Used, ledger: UsageLedger) -> None:
    if most.calls and most.tokens:
        assert await ledger.reserve(MONDAY, most)
        await ledger.add(MONDAY, 10)

    before = await ledger.of(MONDAY)

    assert not await ledger.reserve(MONDAY, most)
    assert await ledger.of(MONDAY) == before


async def test_calls_at_the_same_moment_do_not_overrun_a_day(store: SqlStore) -> None:
    ledger = StoredUsage(store)

    taken = await asyncio.gather(*(ledger.reserve(MONDAY, Used(3, 100)) for _ in range(8)))

    assert (sum(taken), (await ledger.of(MONDAY)).calls) == (3, 3)


async def test_after_failures_in_a_row_a_model_is_left_alone(ledger: UsageLedger) -> None:
    assert await ledger.ask("m", NOON, MINUTE) == Pause()
    await ledger.failed("m", NOON, 2, MINUTE)
    assert await ledger.ask("m", NOON, MINUTE) == Pause(1)
    await ledger.failed("m", NOON, 2, MINUTE)

    assert await ledger.ask("m", NOON + MINUTE / 2, MINUTE) == Pause(2, NOON + MINUTE)
    assert await ledger.ask("another", NOON, MINUTE) == Pause()


async def test_an_answer_forgets_the_failures(ledger: UsageLedger) -> None:
    await ledger.failed("m", NOON, 1, MINUTE)
    await ledger.answered("m")
    await ledger.answered("another")

    assert await ledger.ask("m", NOON, MINUTE) == Pause()


async def test_after_the_pause_one_of_many_may_try(ledger: UsageLedger) -> None:
    await ledger.failed("m", NOON, 1, MINUTE)

    after = NOON + MINUTE
    asked = await asyncio.gather(*(ledger.ask("m", after, MINUTE) for _ in range(5)))

    assert sorted(pause.left(after) for pause in asked) == [timedelta(), *[MINUTE] * 4]
