"""What the model cost is added up by day."""

from datetime import date

from bot.llm.usage import StoredUsage
from bot.ports.usage import Used
from bot.store.unit_of_work import SqlStore

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


async def test_a_day_that_used_nothing_is_zero(store: SqlStore) -> None:
    async with store.read() as work:
        assert await work.usage.of(MONDAY) == Used(0, 0)


async def test_each_day_is_added_up_by_itself(store: SqlStore) -> None:
    async with store.write() as work:
        await work.usage.add(MONDAY, Used(2, 3_000_000_000))
        await work.usage.add(TUESDAY, Used(1, 10))
    async with store.write() as work:
        await work.usage.add(MONDAY, Used(1, 50))

    async with store.read() as work:
        assert (await work.usage.of(MONDAY), await work.usage.of(TUESDAY)) == (Used(3, 3_000_000_050), Used(1, 10))


async def test_the_models_ledger_is_kept_in_the_store(store: SqlStore) -> None:
    await StoredUsage(store).add(MONDAY, Used(2, 20))

    assert await StoredUsage(store).of(MONDAY) == Used(2, 20)
