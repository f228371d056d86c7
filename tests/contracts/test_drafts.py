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
        assert await work.drafts.next_due() is None


async def test_of_two_who_change_one_draft_the_second_is_refused(store: SqlStore) -> None:
    async with store.write() as work:
        first = await kept(work)
        await work.drafts.save(settled(first))
    with pytest.raises(Conflict, match="no longer at version 1"):
        async with store.write() as work:
            await work.drafts.save(settled(first))


async def test_the_word_that_is_owed_first_comes_first(store: SqlStore) -> None:
    async with store.write() as work:
        await kept(work, "later", 30)
        await kept(work, "sooner", 10, "w2")
        await kept(work, "never", None, "w3")
    async with store.read() as work:
        due = await work.drafts.next_due()
    assert due is not None
    assert (due.draft.message_id, due.due_at) == ("sooner", NOON + timedelta(minutes=10))
