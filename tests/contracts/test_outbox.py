from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.errors import LeaseLost
from bot.domain.ids import Address, CaseNumber, ConversationId, MessageId
from bot.domain.messages import (
    Author,
    AuthorKind,
    CardUpdate,
    Citation,
    Content,
    Destination,
    Fate,
    FateState,
    Parcel,
    Post,
    Retraction,
    Revision,
    Surface,
)
from bot.ports.store import Delayed, Entry, OutboxRow
from bot.store.unit_of_work import SqlStore
from tests.fakes.messages import NOON, card, open_case, post, to_desk, to_patient

LEASE = timedelta(seconds=90)
CASE = CaseNumber(1001)
M1 = MessageId("m1")


async def put(store: SqlStore, *parcels: Parcel) -> None:
    async with store.write() as work:
        await work.outbox.add(parcels, NOON)


async def claim(store: SqlStore, after: timedelta = timedelta()) -> OutboxRow | None:
    async with store.write() as work:
        return await work.outbox.claim(NOON + after, LEASE)


async def claimed(store: SqlStore, after: timedelta = timedelta()) -> OutboxRow:
    row = await claim(store, after)
    assert row is not None
    return row


async def delivered(store: SqlStore, row: OutboxRow, external_id: str) -> None:
    async with store.write() as work:
        await work.outbox.delivered(row, external_id, NOON)


CITED = Post(
    M1,
    Author(AuthorKind.BOT, "ClaimDesk"),
    "Paid [1]",
    NOON,
    (Citation(1, "p1", "protocol.pdf", "Protocol", "Paid", 3, "Tell the patient ..."),),
    ("Talk to a person",),
)


@pytest.mark.parametrize(
    "content",
    [
        CITED,
        Revision(M1, "Corrected ✓", NOON),
        Retraction(M1, NOON),
        open_case(CASE, "c1"),  # type: ignore[arg-type]
        CardUpdate(card(CASE, "c1")),  # type: ignore[arg-type]
        Fate(M1, FateState.FAILED, "Not delivered.", NOON),
    ],
    ids=lambda content: content.type,
)
async def test_a_parcel_is_claimed_as_it_was_put(store: SqlStore, content: Content) -> None:
    parcel = to_desk(content, CASE)
    await put(store, parcel)
    row = await claimed(store)
    assert (row.parcel, row.attempts, row.created_at, row.thread, row.target) == (parcel, 1, NOON, "", None)


async def test_the_same_key_is_put_once(store: SqlStore) -> None:
    await put(store, to_patient(post("m1"), key="k1"))
    await put(store, to_patient(post("m2"), key="k1"), to_patient(post("m3"), key="k2"))
    first = await claimed(store)
    assert first.parcel.content == post("m1")
    await delivered(store, first, "x1")
    assert (await claimed(store)).parcel.content == post("m3")


async def test_nothing_to_put_is_nothing(store: SqlStore) -> None:
    await put(store)
    assert await claim(store) is None


async def test_a_lane_keeps_its_order_and_is_claimed_once(store: SqlStore) -> None:
    await put(store, to_patient(post("m1")), to_patient(post("m2")))
    row = await claimed(store)
    assert row.parcel.content == post("m1")
    assert await claim(store) is None
    await delivered(store, row, "x1")
    assert (await claimed(store)).parcel.content == post("m2")


async def test_the_two_ends_of_a_conversation_do_not_wait_for_each_other(store: SqlStore) -> None:
    await put(store, to_desk(post("m1"), CASE), to_patient(post("m2")))
    assert [(await claimed(store)).parcel.destination for _ in range(2)] == [Destination.DESK, Destination.PATIENT]


async def test_a_retry_holds_its_lane_until_its_time(store: SqlStore) -> None:
    await put(store, to_patient(post("m1")), to_patient(post("m2")))
    row = await claimed(store)
    async with store.write() as work:
        await work.outbox.retry(row, NOON + timedelta(seconds=5), "503")
        assert await work.outbox.due_at() == NOON + timedelta(seconds=5)
    assert await claim(store, timedelta(seconds=4)) is None
    again = await claimed(store, timedelta(seconds=5))
    assert (again.parcel.content, again.attempts) == (post("m1"), 2)


async def test_the_earliest_time_counts_heads_only(store: SqlStore) -> None:
    await put(store, to_patient(post("m1")), to_patient(post("m2")))
    async with store.read() as work:
        assert await work.outbox.due_at() == NOON
    await claimed(store)
    async with store.read() as work:
        assert await work.outbox.due_at() == NOON + LEASE


async def test_an_expired_lease_is_taken_over_and_its_first_holder_loses(store: SqlStore) -> None:
    await put(store, to_patient(post("m1")))
    first = await claimed(store)
    second = await claimed(store, LEASE)
    assert second.attempts == 2
    with pytest.raises(LeaseLost):
        await delivered(store, first, "x1")
    async with store.read() as work:
        assert await work.delivered_as(M1, Destination.PATIENT) is None
    await delivered(store, second, "x2")
    async with store.read() as work:
        assert await work.delivered_as(M1, Destination.PATIENT) == "x2"


async def test_a_change_names_where_the_message_is_at_its_own_end(store: SqlStore) -> None:
    await put(
        store,
        to_patient(post("m1")),
        to_patient(Revision(M1, "Corrected.", NOON)),
        to_desk(post("m1"), CASE),
        to_desk(Revision(M1, "Corrected.", NOON), CASE),
    )
    posts = [await claimed(store) for _ in range(2)]
    for row, external_id in zip(posts, ("web-1", "slack-1"), strict=True):
        await delivered(store, row, external_id)
    rows = [await claimed(store) for _ in range(2)]
    assert {row.parcel.destination: row.target for row in rows} == {
        Destination.PATIENT: "web-1",
        Destination.DESK: "slack-1",
    }


@pytest.mark.parametrize(
    ("author", "channel", "target"),
    [
        (AuthorKind.SPECIALIST, "console", "77"),
        (AuthorKind.SPECIALIST, "slack", None),
        (AuthorKind.PATIENT, "console", None),
    ],
    ids=["written on this desk", "written on another desk", "written by the patient"],
)
async def test_a_fate_names_the_id_under_which_a_specialists_message_came_in(
    store: SqlStore, author: AuthorKind, channel: str, target: str | None
) -> None:
    async with store.write() as work:
        conversation = await work.conversations.open("web", Address("w1"), Surface.PATIENT, NOON)
        await work.transcript.add([Entry(M1, conversation.id, Author(author, "Ana"), "Hello", NOON, channel, "77")])
    await put(store, to_desk(Fate(M1, FateState.DELIVERED, "Delivered.", NOON), CASE, conversation.id))
    assert (await claimed(store)).target == target


async def test_a_dead_letter_says_what_and_why_and_lets_the_lane_go_on(store: SqlStore) -> None:
    await put(store, to_patient(post("m1")), to_patient(post("m2")))
    row = await claimed(store)
    async with store.write() as work:
        await work.outbox.bury(row, "uncertain", "no answer", NOON)
    async with store.read() as work:
        [letter] = await work.dead_letters.all()
    assert (letter.box, letter.conversation, letter.kind, letter.state, letter.reason, letter.attempts, letter.at) == (
        "outbox",
        "c1",
        "post",
        "uncertain",
        "no answer",
        1,
        NOON,
    )
    assert (await claimed(store)).parcel.content == post("m2")


async def test_a_redriven_parcel_goes_before_what_waits_and_starts_its_clock_anew(store: SqlStore) -> None:
    await put(store, to_patient(post("m1")), to_patient(post("m2")))
    row = await claimed(store)
    later = timedelta(hours=30)
    async with store.write() as work:
        await work.outbox.bury(row, "dead", "blocked", NOON)
        assert await work.dead_letters.redrive("outbox", row.id, NOON + later)
    again = await claimed(store, later)
    assert (again.parcel, again.attempts, again.created_at) == (row.parcel, 1, NOON + later)
    async with store.read() as work:
        assert await work.dead_letters.all() == []


async def test_letters_of_both_boxes_are_listed_oldest_first(store: SqlStore) -> None:
    await put(store, to_patient(post("m1")), to_desk(post("m2"), CASE))
    first, second = await claimed(store), await claimed(store)
    async with store.write() as work:
        await work.outbox.bury(second, "dead", "earlier", NOON)
        await work.outbox.bury(first, "dead", "later", NOON + timedelta(seconds=1))
    async with store.read() as work:
        assert [letter.reason for letter in await work.dead_letters.all()] == ["earlier", "later"]


async def test_what_is_not_a_dead_letter_cannot_be_redriven(store: SqlStore) -> None:
    await put(store, to_patient(post("m1")))
    row = await claimed(store)
    async with store.write() as work:
        assert not await work.dead_letters.redrive("outbox", row.id, NOON)
        assert not await work.dead_letters.redrive("outbox", 4711, NOON)


async def test_a_message_that_was_taken_back_is_not_redriven(store: SqlStore) -> None:
    async with store.write() as work:
        conversation = await work.conversations.open("web", Address("w1"), Surface.PATIENT, NOON)
        author = Author(AuthorKind.SPECIALIST, "Ana")
        await work.transcript.add([Entry(M1, conversation.id, author, "Wrong person", NOON, "console", "77")])
    await put(store, to_patient(post("m1")))
    row = await claimed(store)
    async with store.write() as work:
        await work.outbox.bury(row, "dead", "blocked", NOON)
        await work.transcript.retract(M1, NOON)
    async with store.write() as work:
        assert not await work.dead_letters.redrive("outbox", row.id, NOON)
        assert await work.dead_letters.all() == []
    assert await claim(store) is None


HELD = replace(to_patient(post("m1", "first")), held_until=NOON + timedelta(seconds=5))


async def test_a_held_parcel_waits_and_so_does_what_comes_behind_it(store: SqlStore) -> None:
    await put(store, HELD, to_patient(post("m2")))
    assert await claim(store, timedelta(seconds=4)) is None
    assert (await claimed(store, timedelta(seconds=5))).parcel.content == HELD.content


async def test_a_parcel_that_nobody_has_begun_to_deliver_can_be_changed(store: SqlStore) -> None:
    await put(store, HELD)
    async with store.write() as work:
        assert await work.outbox.amend(HELD.key, post("m1", "second"), NOON)
    assert (await claimed(store, timedelta(seconds=5))).parcel.content == post("m1", "second")


async def test_a_withdrawn_parcel_is_never_delivered_and_holds_nothing_up(store: SqlStore) -> None:
    await put(store, HELD, to_patient(post("m2")))
    async with store.write() as work:
        assert await work.outbox.amend(HELD.key, None, NOON)
    row = await claimed(store)
    assert row.parcel.content == post("m2")
    await delivered(store, row, "x2")
    assert await claim(store, timedelta(hours=1)) is None


async def test_a_parcel_on_its_way_or_there_is_not_changed_any_more(store: SqlStore) -> None:
    await put(store, HELD)
    row = await claimed(store, timedelta(seconds=5))
    async with store.write() as work:
        assert not await work.outbox.amend(HELD.key, None, NOON)
    await delivered(store, row, "x1")
    async with store.write() as work:
        assert not await work.outbox.amend(HELD.key, post("m1", "second"), NOON)
        assert not await work.outbox.amend("no such parcel", None, NOON)


async def test_what_was_tried_in_vain_and_is_tried_again_is_told_with_its_reason(store: SqlStore) -> None:
    await put(store, to_patient(post("m1", "One")), to_patient(post("m2", "Two"), ConversationId("c2")))
    row = await claimed(store)
    async with store.write() as work:
        await work.outbox.retry(row, NOON + timedelta(minutes=5), "slack refused (token_revoked)")
    async with store.read() as work:
        assert await work.outbox.delayed(NOON) == []
        [delayed] = await work.outbox.delayed(NOON + timedelta(seconds=1))
    assert delayed == Delayed(row.parcel.key, NOON, "slack refused (token_revoked)")
    await delivered(store, await claimed(store, timedelta(minutes=5)), "x1")
    async with store.read() as work:
        assert [each.key for each in await work.outbox.delayed(NOON + timedelta(days=1))] == []
