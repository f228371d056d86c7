from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.conversation import Conversation
from bot.domain.ids import Address, MessageId
from bot.domain.messages import Author, AuthorKind, Citation, Surface
from bot.ports.store import Entry
from bot.store.unit_of_work import SqlStore
from tests.fakes.messages import NOON

LATER = NOON + timedelta(minutes=5)


@pytest.fixture
async def conversation(store: SqlStore) -> Conversation:
    async with store.write() as work:
        return await work.conversations.open("web", Address("w1"), Surface.PATIENT, NOON)


def entry(message: str, conversation: Conversation, text: str = "Where is my claim?", external: str = "") -> Entry:
    author = Author(AuthorKind.PATIENT, "Wanda Testcase")
    return Entry(MessageId(message), conversation.id, author, text, NOON, "web", external or f"x-{message}")


async def test_entries_come_back_as_they_were_added_oldest_first(store: SqlStore, conversation: Conversation) -> None:
    quoted = replace(
        entry("m2", conversation),
        author=Author(AuthorKind.BOT, "ClaimDesk"),
        external_id=None,
        citations=(Citation(1, "p1", "protocol.pdf", "Protocol", "Paid", None, "Tell the patient ..."),),
        internal=True,
    )
    async with store.write() as work:
        await work.transcript.add([])
        await work.transcript.add([entry("m1", conversation), quoted])
        await work.transcript.add([entry("m1", conversation, "again")])
    async with store.read() as work:
        assert await work.transcript.of(conversation.id) == [entry("m1", conversation), quoted]


async def test_a_limit_keeps_the_latest(store: SqlStore, conversation: Conversation) -> None:
    async with store.write() as work:
        await work.transcript.add([entry(f"m{n}", conversation) for n in range(5)])
        assert [found.id for found in await work.transcript.of(conversation.id, limit=2)] == ["m3", "m4"]


async def test_an_entry_is_found_by_the_platforms_id_or_by_ours(store: SqlStore, conversation: Conversation) -> None:
    async with store.write() as work:
        await work.transcript.add([entry("m1", conversation, external="77")])
        assert await work.transcript.find("web", "77") == entry("m1", conversation, external="77")
        assert await work.transcript.find("web", "m1") == entry("m1", conversation, external="77")
        assert await work.transcript.find("slack", "77") is None


async def test_a_revised_entry_reads_anew(store: SqlStore, conversation: Conversation) -> None:
    async with store.write() as work:
        await work.transcript.add([entry("m1", conversation)])
        await work.transcript.revise(MessageId("m1"), "Where is claim 45012-A?", LATER)
        [found] = await work.transcript.of(conversation.id)
    assert (found.text, found.edited_at, found.deleted_at) == ("Where is claim 45012-A?", LATER, None)


async def test_a_retracted_entry_is_empty_and_stays_so(store: SqlStore, conversation: Conversation) -> None:
    quoted = replace(entry("m1", conversation), citations=(Citation(1, "p1", "a.pdf", "A", "", None, "..."),))
    async with store.write() as work:
        await work.transcript.add([quoted])
        await work.transcript.retract(MessageId("m1"), LATER)
        await work.transcript.revise(MessageId("m1"), "a late edit", LATER)
        [found] = await work.transcript.of(conversation.id)
    assert (found.text, found.citations, found.edited_at, found.deleted_at) == ("", (), None, LATER)


async def test_what_was_taken_back_can_be_restored_and_nothing_else(
    store: SqlStore, conversation: Conversation
) -> None:
    async with store.write() as work:
        await work.transcript.add([entry("m1", conversation), entry("m2", conversation)])
        await work.transcript.retract(MessageId("m1"), LATER)
        for message in ("m1", "m2"):
            await work.transcript.restore(MessageId(message), "back again", LATER)
        restored, untouched = await work.transcript.of(conversation.id)
    assert (restored.text, restored.edited_at, restored.deleted_at) == ("back again", LATER, None)
    assert untouched == entry("m2", conversation)


async def test_a_trace_is_kept_for_its_message(store: SqlStore) -> None:
    async with store.write() as work:
        assert await work.transcript.trace(MessageId("m1")) is None
        await work.transcript.keep_trace(MessageId("m1"), {"route": "lookup"})
        await work.transcript.keep_trace(MessageId("m1"), {"route": "docs", "took_ms": {"route": 0.2}})
        assert await work.transcript.trace(MessageId("m1")) == {"route": "docs", "took_ms": {"route": 0.2}}
