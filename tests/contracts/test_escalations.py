from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.escalation import CaseState, Escalation, Reason
from bot.domain.ids import Address, CaseNumber, ConversationId
from bot.domain.messages import Surface
from bot.ports.store import Work
from bot.store.unit_of_work import SqlStore
from tests.fakes.messages import NOON, open_case, to_desk

T1 = Address("thread-1")


async def opened(work: Work, address: str = "w1") -> Escalation:
    conversation = await work.conversations.open("web", Address(address), Surface.PATIENT, NOON)
    return await work.escalations.open(
        conversation.id,
        Reason.APPEAL,
        "Asks about an appeal",
        "console",
        NOON,
        patient="W. T.",
        claim="...12-A",
        payer="Example Health",
    )


async def test_cases_are_numbered_from_1001_and_kept_whole(store: SqlStore) -> None:
    async with store.write() as work:
        first, second = await opened(work), await opened(work, "w2")
    assert (first.case, second.case) == (1001, 1002)
    assert (first.state, first.thread, first.opened_at) == (CaseState.WAITING, "", NOON)
    async with store.read() as work:
        assert [await work.escalations.get(case.case) for case in (first, second)] == [first, second]


async def test_an_unknown_case_is_a_key_error(store: SqlStore) -> None:
    async with store.read() as work:
        with pytest.raises(KeyError):
            await work.escalations.get(CaseNumber(1001))


async def test_a_saved_case_is_found_by_its_thread_and_its_state(store: SqlStore) -> None:
    async with store.write() as work:
        first, second = await opened(work), await opened(work, "w2")
        taken = replace(
            first,
            state=CaseState.TAKEN,
            owner_id="U1",
            owner_name="Ana",
            taken_at=NOON + timedelta(minutes=1),
            thread=T1,
            promised=NOON.date(),
        )
        await work.escalations.save(taken)
        assert await work.escalations.at("console", T1) == taken
        assert await work.escalations.at("slack", T1) is None
        assert await work.escalations.listed([CaseState.WAITING]) == [second]
        assert await work.escalations.listed([CaseState.WAITING, CaseState.TAKEN]) == [taken, second]


async def test_a_conversations_newest_case_is_known(store: SqlStore) -> None:
    async with store.write() as work:
        first = await opened(work)
        second = await opened(work)
        assert await work.escalations.latest(first.conversation) == second
        assert await work.escalations.latest(ConversationId("c0")) is None


async def test_a_save_from_before_the_thread_existed_does_not_unlearn_it(store: SqlStore) -> None:
    async with store.write() as work:
        case = await opened(work)
        await work.outbox.add([to_desk(open_case(case.case, case.conversation), case.case)], NOON)
        row = await work.outbox.claim(NOON, timedelta(seconds=90))
        assert row is not None
        await work.outbox.delivered(row, T1, NOON)
        await work.escalations.save(replace(case, state=CaseState.TAKEN))
        assert (await work.escalations.get(case.case)).thread == T1
