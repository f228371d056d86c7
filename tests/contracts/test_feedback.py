from dataclasses import replace
from datetime import timedelta

from bot.domain.feedback import Feedback, Thumb
from bot.domain.ids import ConversationId, MessageId
from bot.store.unit_of_work import SqlStore
from tests.fakes.messages import NOON

ONE = Feedback(MessageId("m1"), ConversationId("c1"), "web", "visitor-1", Thumb.DOWN, NOON, "The date is old.")


async def test_a_person_has_one_word_on_an_answer_and_may_change_it(store: SqlStore) -> None:
    changed = replace(ONE, thumb=Thumb.UP, at=NOON + timedelta(minutes=5), wrong="")
    async with store.write() as work:
        await work.feedback.keep(ONE)
        assert await work.feedback.of(MessageId("m1")) == [ONE]
        await work.feedback.keep(changed)
    async with store.read() as work:
        assert await work.feedback.of(MessageId("m1")) == [changed]
        assert await work.feedback.of(MessageId("m2")) == []


async def test_what_was_said_since_a_moment_comes_oldest_first(store: SqlStore) -> None:
    later = replace(ONE, person="visitor-2", at=NOON + timedelta(hours=2))
    between = replace(ONE, message=MessageId("m2"), at=NOON + timedelta(hours=1))
    async with store.write() as work:
        for said in (later, ONE, between):
            await work.feedback.keep(said)
    async with store.read() as work:
        assert await work.feedback.since(NOON) == [ONE, between, later]
        assert await work.feedback.since(NOON + timedelta(minutes=1)) == [between, later]
        assert await work.feedback.of(MessageId("m1")) == [ONE, later]
