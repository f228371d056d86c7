from datetime import timedelta
from typing import Any

from bot.domain.ids import Address
from bot.ports.store import Reference
from bot.store.unit_of_work import SqlStore
from tests.fakes.messages import NOON


def reference(address: str, person: str = "", **data: Any) -> Reference:
    return Reference("teams", Address(address), "tenant-1", person, data)


async def test_the_latest_reference_of_an_address_is_kept(store: SqlStore) -> None:
    async with store.write() as work:
        await work.references.keep(reference("t1", "wanda", service="https://old.example"), NOON)
        await work.references.keep(reference("t1", "wanda", service="https://new.example", deep={"a": [1]}), NOON)
    async with store.read() as work:
        assert await work.references.at("teams", Address("t1")) == reference(
            "t1", "wanda", service="https://new.example", deep={"a": [1]}
        )
        assert await work.references.at("other", Address("t1")) is None
        assert await work.references.at("teams", Address("t2")) is None


async def test_a_person_is_found_by_their_newest_conversation_in_their_own_tenant(store: SqlStore) -> None:
    async with store.write() as work:
        await work.references.keep(reference("old", "wanda"), NOON)
        await work.references.keep(reference("new", "wanda"), NOON + timedelta(minutes=1))
        await work.references.keep(reference("group"), NOON + timedelta(minutes=2))
        found = await work.references.of_person("teams", "tenant-1", "wanda")
        assert found is not None
        assert found.address == "new"
        assert await work.references.of_person("teams", "tenant-2", "wanda") is None
        newest = await work.references.newest("teams")
        assert newest
        assert newest.address == "group"
        assert await work.references.newest("other") is None
        assert await work.references.of_person("teams", "tenant-1", "ana") is None
