from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.errors import Conflict
from bot.domain.ids import CaseNumber, ConversationId, MessageId
from bot.domain.messages import Draft, DraftState
from bot.ports.store import KeptDraft, Work
from bot.store.unit_of_work import SqlStore
from tests.contracts.test_escalations import opened
from tests.fakes.messages import NOON

LEASE = timedelta(minutes=1)


async def kept(work: Work, name: str = "d1", minutes: int | None = None, address: str = "w1") -> KeptDraft:
    case = await opened(work, address)
    due = None if minutes is None else NOON + timedelta(minutes=minutes)
    new = KeptDraft(Draft(MessageId(name), "Claim …12-A: Paid", NOON), case.conversation, case.case, due)
    await work.drafts.add(new)
    return new


def settled(draft: KeptDraft) -> KeptDraft:
    return replace(draft, draft=replace(draft.draft, version=2, state=DraftState.SENT, by="Ana"))


async def test_a_draft_is_kept_whole_and_once(store: SqlStore) -> None:
    async with store.write() as work:
        first = await kept(work, minutes=30)
        await work.drafts.add(replace(first, case=CaseNumber(9)))
    async with store.read() as work:
        assert await work.drafts.get(MessageId("d1")) == first
        assert await work.drafts.get(MessageId("d2")) is None
        assert await work.drafts.waiting(first.conversation) == [first]
        assert await work.drafts.waiting(ConversationId("another")) == []


async def test_a_settled_draft_waits_no_more_and_loses_its_text(store: SqlStore) -> None:
    async with store.write() as work:
        first = await kept(work, minutes=30)
        await work.drafts.save(settled(first))
    async with store.read() as work:
        found = await work.drafts.get(MessageId("d1"))
        assert found is not None
        assert (found.draft.state, found.draft.by, found.draft.text) == (DraftState.SENT, "Ana", "")
        assert await work.drafts.waiting(first.conversation) == []
        assert await work.drafts.due_at() is None


async def test_of_two_who_change_one_draft_the_second_is_refused(store: SqlStore) -> None:
    async with store.write() as work:
        first = await kept(work)
        await work.drafts.save(settled(first))
    with pytest.raises(Conflict, match="no longer at version 1"):
        async with store.write() as work:
            await work.drafts.save(settled(first))


async def test_the_word_that_is_owed_first_is_claimed_first_and_comes_back_if_it_is_not_said(store: SqlStore) -> None:
    async with store.write() as work:
        for name, minutes, address in (("later", 30, "w1"), ("sooner", 10, "w2"), ("never", None, "w3")):
            await kept(work, name, minutes, address)
        assert await work.drafts.due_at() == NOON + timedelta(minutes=10)
        assert await work.drafts.claim_due(NOON + timedelta(minutes=9), LEASE) is None
    late = NOON + timedelta(minutes=31)
    async with store.write() as work:
        claimed = [await work.drafts.claim_due(late, LEASE) for _ in range(3)]
    assert [one and one.draft.message_id for one in claimed] == ["sooner", "later", None]
    async with store.read() as work:
        assert await work.drafts.due_at() == late + LEASE


async def test_a_word_that_was_said_is_owed_no_more(store: SqlStore) -> None:
    async with store.write() as work:
        first = await kept(work, "d1", 10)
        await kept(work, "d2", 20, "w2")
        await work.drafts.owe_nothing(first.conversation)
    async with store.read() as work:
        assert await work.drafts.due_at() == NOON + timedelta(minutes=20)
        assert [one.draft.message_id for one in await work.drafts.waiting(first.conversation)] == ["d1"]
