"""A message that did not reach the patient is sent again because a specialist says so."""

from typing import Literal

import pytest

from bot.domain.messages import Fate, FateState, Kind, Post
from bot.ports.store import OutboxRow
from tests.fakes.desk_office import LEASE, DeskOffice


async def claimed(office: DeskOffice) -> OutboxRow:
    async with office.store.write() as work:
        row = await work.outbox.claim(office.clock.now(), LEASE)
    assert row is not None
    return row


async def buried(office: DeskOffice, state: Literal["dead", "uncertain"]) -> str:
    """Have a reply that was buried, and return its name."""
    await office.say("I want to appeal 45012-A")
    await office.sent()
    reply = await office.desk(Kind.MESSAGE, "We resubmitted.")
    row = await claimed(office)
    async with office.store.write() as work:
        await work.outbox.bury(row, state, "cut off", office.clock.now())
    await office.sent()
    return reply.external_id


@pytest.mark.parametrize("state", ["dead", "uncertain"])
async def test_it_goes_to_the_patient_again_and_is_marked_as_on_its_way(
    office: DeskOffice, state: Literal["dead", "uncertain"]
) -> None:
    reply = await buried(office, state)
    await office.desk(Kind.SEND_AGAIN, target_id=reply)
    (where, post), (_, fate) = await office.sent()
    assert isinstance(post, Post)
    assert (where, post.text) == ("patient", "We resubmitted.")
    assert isinstance(fate, Fate)
    assert fate.state is FateState.HELD


async def test_what_has_arrived_is_not_sent_twice(office: DeskOffice) -> None:
    reply = await buried(office, "uncertain")
    await office.desk(Kind.SEND_AGAIN, target_id=reply)
    await office.sent()
    await office.desk(Kind.SEND_AGAIN, target_id=reply)
    [(where, line)] = await office.sent()
    assert where == "desk"
    assert getattr(line, "text", "") == "Not done: nothing of that message waits to be sent again."


async def test_what_its_author_took_back_is_not_sent_again(office: DeskOffice) -> None:
    reply = await buried(office, "dead")
    await office.desk(Kind.DELETE, target_id=reply)
    await office.sent()
    await office.desk(Kind.SEND_AGAIN, target_id=reply)
    assert "patient" not in [where for where, _ in await office.sent()]


async def test_a_message_of_another_case_is_not_sent_from_here(office: DeskOffice) -> None:
    await buried(office, "dead")
    await office.desk(Kind.SEND_AGAIN, target_id="nobody's")
    [(where, line)] = await office.sent()
    assert (where, getattr(line, "text", "")) == ("desk", "Not done: that message is not one of this case.")
