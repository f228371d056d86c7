from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.domain.conversation import Awaiting, IdentityAnswers, State, Step, VerifiedPatient
from bot.domain.errors import Conflict
from bot.domain.ids import Address, CaseNumber, ConversationId, PatientId
from bot.domain.messages import Surface
from bot.store.unit_of_work import SqlStore
from tests.fakes.messages import NOON

W1 = Address("w1")


async def test_a_conversation_is_opened_once_at_its_address(store: SqlStore) -> None:
    async with store.write() as work:
        assert await work.conversations.find("web", W1) is None
        opened = await work.conversations.open("web", W1, Surface.PATIENT, NOON)
    async with store.write() as work:
        again = await work.conversations.open("web", W1, Surface.PATIENT, NOON + timedelta(days=1))
        other = await work.conversations.open("teams", W1, Surface.PATIENT, NOON)
        assert await work.conversations.find("web", W1) == opened
    assert again == opened
    assert (opened.state, opened.version, opened.started_at, opened.last_at) == (State.BOT, 0, NOON, NOON)
    assert other.id != opened.id


async def test_what_is_saved_is_read_back_with_the_next_version(store: SqlStore) -> None:
    async with store.write() as work:
        opened = await work.conversations.open("web", W1, Surface.PATIENT, NOON)
        changed = replace(
            opened.step(Step.ESCALATE),
            last_at=NOON + timedelta(minutes=1),
            verified=VerifiedPatient(PatientId("P-1"), "W. T.", NOON, NOON),
            awaiting=Awaiting(("45012-A",), date(2026, 9, 1), IdentityAnswers(last_name="Testcase")),
            recent_claims=("45012-A",),
            case=CaseNumber(1001),
        )
        await work.conversations.save(changed)
    async with store.read() as work:
        assert await work.conversations.get(opened.id) == replace(changed, version=1)


async def test_a_conversation_that_moved_meanwhile_is_a_conflict(store: SqlStore) -> None:
    async with store.write() as work:
        opened = await work.conversations.open("web", W1, Surface.PATIENT, NOON)
        await work.conversations.save(opened)
    with pytest.raises(Conflict):
        async with store.write() as work:
            await work.conversations.save(replace(opened, language="es"))
    async with store.read() as work:
        assert (await work.conversations.get(opened.id)).language == "en"


async def test_an_unknown_conversation_is_a_key_error(store: SqlStore) -> None:
    async with store.read() as work:
        with pytest.raises(KeyError):
            await work.conversations.get(ConversationId("c0"))


async def test_tags_are_added_once_and_sorted(store: SqlStore) -> None:
    async with store.write() as work:
        conversation = await work.conversations.open("web", W1, Surface.PATIENT, NOON)
        await work.conversations.tag(conversation.id, [], NOON)
        await work.conversations.tag(conversation.id, ["denied", "appeal"], NOON)
        await work.conversations.tag(conversation.id, ["appeal"], NOON)
        assert await work.conversations.tags(conversation.id) == ("appeal", "denied")


async def test_moments_come_back_in_utc_whatever_zone_they_were_given_in(store: SqlStore) -> None:
    boise = timezone(timedelta(hours=-7))
    async with store.write() as work:
        await work.audit.add(NOON.astimezone(boise), ConversationId("c1"), "bot", "look_up", {})
        [line] = await work.audit.of(ConversationId("c1"))
    assert line["at"] == NOON
    assert line["at"].tzinfo == UTC


async def test_a_naive_moment_is_refused(store: SqlStore) -> None:
    naive = datetime(2026, 11, 23, 12, 0)  # noqa: DTZ001
    async with store.write() as work:
        with pytest.raises(Exception, match="naive datetime"):
            await work.audit.add(naive, ConversationId("c1"), "bot", "look_up", {})


async def test_a_tag_that_a_person_took_off_is_not_put_on_again_by_the_bot(store: SqlStore) -> None:
    async with store.write() as work:
        conversation = (await work.conversations.open("web", Address("w1"), Surface.PATIENT, NOON)).id
        await work.conversations.tag(conversation, ["about:appeal", "about:denial"], NOON)
        await work.conversations.retag(conversation, ["own:vip"], ["about:appeal"], "Ana", NOON)
    async with store.write() as work:
        await work.conversations.tag(conversation, ["about:appeal", "about:denial"], NOON)
        assert await work.conversations.tags(conversation) == ("about:denial", "own:vip")
        await work.conversations.retag(conversation, ["about:appeal"], ["own:vip", "own:never-there"], "Ben", NOON)
        await work.conversations.tag(conversation, ["own:never-there"], NOON)
        assert await work.conversations.tags(conversation) == ("about:appeal", "about:denial")
        await work.conversations.tag(conversation, [], NOON)
