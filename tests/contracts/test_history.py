"""What happened in a span of time, on both databases."""

from collections import Counter
from datetime import timedelta

import pytest

from bot.store.unit_of_work import SqlStore
from tests.fakes.made_up_history import FIRST_MONDAY, write_history

WEEK = timedelta(weeks=1)
START, END = FIRST_MONDAY + 2 * WEEK, FIRST_MONDAY + 6 * WEEK


@pytest.fixture
async def written(store: SqlStore) -> SqlStore:
    async with store._database.writing() as connection:
        await write_history(connection, 120)
    return store


async def test_a_span_is_read_from_its_start_up_to_its_end(written: SqlStore) -> None:
    async with written.read() as work:
        history = work.history
        for read in (history.asked, history.tagged, history.traced):
            whole = [each.at for each in await read(FIRST_MONDAY - WEEK, FIRST_MONDAY + 20 * WEEK)]
            part = [each.at for each in await read(START, END)]
            assert sorted(part) == sorted(at for at in whole if START <= at < END)
            assert 0 < len(part) < len(whole)
        first, *_, last = sorted(each.at for each in await history.asked(START, END))
        assert len(await history.asked(first, last)) == len(await history.asked(START, END)) - 1


async def test_cases_come_whole_and_replies_are_the_specialists(written: SqlStore) -> None:
    async with written.read() as work:
        cases = await work.history.opened(FIRST_MONDAY, FIRST_MONDAY + 20 * WEEK)
        replies = await work.history.replied(FIRST_MONDAY)
        later = await work.history.replied(max(each.at for each in replies))
    assert {case.case for case in cases} == {1001 + number for number in range(len(cases))}
    assert {reply.conversation for reply in replies} == {case.conversation for case in cases if case.taken_at}
    assert len(later) == 1


async def test_the_words_of_conversations_with_a_tag(written: SqlStore) -> None:
    async with written.read() as work:
        tagged = await work.history.tagged(FIRST_MONDAY, END)
        traces = await work.history.traced(FIRST_MONDAY, END)
        [(tag, _)] = Counter(each.tag for each in tagged if each.tag.startswith("handoff:")).most_common(1)
        words = await work.history.words(tag, FIRST_MONDAY, END)

    assert {conversation for conversation, _ in words} <= {each.conversation for each in tagged if each.tag == tag}
    assert all("?" in text for _, text in words)
    assert {look["action"] for each in traces for look in each.trace["lookup"]} == {"get_claim_status"}
