"""Where others read along nothing about a claim is said: the answer comes in private, or the way there is told."""

from typing import Any

from bot.domain.ids import Address
from bot.domain.messages import AuthorKind, Post, Sender, Surface
from bot.engine import notices
from tests.fakes.desk_office import DeskOffice
from tests.fakes.messages import inbound
from tests.fakes.turns import PROOF

GROUP: dict[str, Any] = {
    "address": Address("group"),
    "surface": Surface.PUBLIC,
    "sender": Sender("v1", "Wanda Testcase"),
}


async def test_somebody_unknown_is_told_to_come_in_private_and_hears_nothing_of_a_claim(office: DeskOffice) -> None:
    await office.say(f"Where is claim 45012-A? I am {PROOF}", **GROUP)
    [(where, notice)] = await office.sent()
    assert isinstance(notice, Post)
    assert (where, notice.text, notice.author.kind) == ("patient", notices.COME_ALONE["en"], AuthorKind.SYSTEM)
    assert office.billing.asked == []


async def test_somebody_known_is_answered_where_they_are_alone(office: DeskOffice) -> None:
    await office.say(f"Where is claim 45012-A? I am {PROOF}", private=Address("w1"), **GROUP)
    assert await office.heard() == [notices.ANSWERED_ALONE["en"]]
    await office.surfaces.handle(await office.claim())
    [answer] = await office.heard()
    assert answer.startswith("**Claim 45012-A: In process**")
    assert (await office.transcript())[0].author.name == "Patient"


async def test_nothing_that_was_said_there_is_kept_there(office: DeskOffice) -> None:
    await office.say("My claim 45012-A was denied", **GROUP)
    async with office.store.read() as work:
        place = await work.conversations.find("web", Address("group"))
        assert place is not None
        assert place.surface is Surface.PUBLIC
        assert await work.transcript.of(place.id) == []


async def test_the_notice_is_in_the_language_of_who_asked(office: DeskOffice) -> None:
    await office.say("¿Dónde está mi reclamo 45012-A?", **GROUP)
    assert await office.heard() == [notices.COME_ALONE["es"]]


async def test_staff_are_asked_no_proof_where_strangers_once_read_along(office: DeskOffice) -> None:
    await office.say("Where is claim 45012-A?", **GROUP)
    await office.heard()
    await office.say("Where is claim 45012-A?", **GROUP | {"surface": Surface.STAFF})
    [answer] = await office.heard()
    assert answer.startswith("**Claim 45012-A: In process**")
    await office.say("Where is claim 45012-A?", **GROUP)
    assert await office.heard() == [notices.COME_ALONE["en"]]


async def test_giving_up_tells_nobody(office: DeskOffice) -> None:
    await office.accept(inbound("g1", "hello", **GROUP))
    await office.surfaces.give_up(await office.claim(), "broken")
    assert await office.sent() == []
