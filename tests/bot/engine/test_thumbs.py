"""What becomes of a thumb that somebody gives an answer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.feedback import Feedback, Thumb
from bot.domain.ids import Address, ConversationId, MessageId
from bot.domain.messages import AuthorKind, Kind, Sender
from tests.fakes.desk_office import DeskOffice
from tests.fakes.offices import NOW


async def rated(office: DeskOffice, message: MessageId) -> list[tuple[str, str, str]]:
    async with office.store.read() as work:
        return [(each.person, each.thumb, each.wrong) for each in await work.feedback.of(message)]


@pytest.fixture
async def answer(office: DeskOffice) -> MessageId:
    await office.say("hello")
    return (await office.transcript())[-1].id


async def test_a_thumb_is_kept_with_what_was_wrong_without_private_details(
    office: DeskOffice, answer: MessageId
) -> None:
    before = (await office.conversation(), await office.transcript())
    await office.say("Wrong: my SSN is 123-45-6789", kind=Kind.THUMB_DOWN, target_id=answer)
    assert await rated(office, answer) == [("visitor-1", "down", "Wrong: my SSN is [social security number]")]
    assert (await office.conversation(), await office.transcript()) == before


async def test_each_person_has_one_word_and_may_change_it(office: DeskOffice, answer: MessageId) -> None:
    await office.say("", kind=Kind.THUMB_DOWN, target_id=answer)
    await office.say("Too long", kind=Kind.THUMB_DOWN, target_id=answer)
    await office.say("", kind=Kind.THUMB_DOWN, target_id=answer, sent_at=NOW + timedelta(seconds=5))
    assert await rated(office, answer) == [("visitor-1", "down", "Too long")]
    await office.say("", kind=Kind.THUMB_UP, target_id=answer, sent_at=NOW + timedelta(seconds=9))
    await office.say("", kind=Kind.THUMB_DOWN, target_id=answer, sender=Sender("visitor-2"))
    assert sorted(await rated(office, answer)) == [("visitor-1", "up", ""), ("visitor-2", "down", "")]


async def test_only_an_answer_given_in_ones_own_conversation_can_be_rated(
    office: DeskOffice, answer: MessageId
) -> None:
    [asked] = [entry for entry in await office.transcript() if entry.author.kind is AuthorKind.PATIENT]
    await office.say("", kind=Kind.THUMB_UP, target_id=asked.id)
    await office.say("", kind=Kind.THUMB_UP, target_id="nothing")
    await office.say("", kind=Kind.THUMB_UP, target_id=answer, address=Address("w2"))
    await office.say("hello", address=Address("w2"))
    await office.say("", kind=Kind.THUMB_UP, target_id=answer, address=Address("w2"))
    assert await rated(office, asked.id) == []
    assert await rated(office, answer) == []


async def test_a_thumb_that_cannot_be_kept_troubles_nobody(office: DeskOffice, answer: MessageId) -> None:
    await office.sent()
    await office.accept(replace(await office.say("hello"), external_id="t", kind=Kind.THUMB_UP, target_id=answer))
    await office.sent()
    await office.surfaces.give_up(await office.claim(), "broken")
    assert await office.sent() == []


def test_a_thumb_that_comes_late_changes_nothing() -> None:
    now = Feedback(MessageId("m1"), ConversationId("c1"), "slack", "U1", Thumb.UP, NOW)
    late = replace(now, thumb=Thumb.DOWN, at=NOW - timedelta(seconds=1))
    assert late.after(now) == now
    assert now.after(late) == now
