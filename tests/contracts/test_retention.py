"""What is kept no longer goes with all that belongs to it, and nothing of an open case, on both databases."""

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from bot.domain.attachments import Attachment
from bot.domain.conversation import State
from bot.domain.escalation import CaseState, Reason
from bot.domain.feedback import Feedback, Thumb
from bot.domain.ids import Address, FileId, MessageId
from bot.domain.messages import AuthorKind, Destination, Draft, Surface
from bot.domain.shadow import FactsSaid, ShadowAnswer
from bot.ports.store import Entry, KeptDraft
from bot.store.retention import _belongings
from bot.store.tables import metadata
from bot.store.unit_of_work import SqlStore
from tests.fakes.messages import LETTER, NOON, inbound, post, to_patient

LATER = NOON + timedelta(days=100)
OWN = {"leases", "alembic_version", "runs", "failed_proofs", "model_usage", "model_pauses", "inbox"}
"""Tables whose rows belong to no conversation."""


async def talk(store: SqlStore, address: str, state: CaseState = CaseState.RESOLVED) -> None:
    """Write a conversation with a row in every table that can have one of it."""
    async with store.write() as work:
        made = await work.conversations.open("web", Address(address), Surface.PATIENT, NOON)
        await work.conversations.tag(made.id, ["lang:en"], NOON)
        message, file = MessageId(f"m-{address}"), FileId(f"f-{address}")
        await work.files.keep(file, b"%PDF-", NOON)
        carried = (Attachment(file, LETTER.name, LETTER.type, LETTER.size),)
        author = post("x", kind=AuthorKind.PATIENT).author
        await work.transcript.add([Entry(message, made.id, author, "Hi", NOON, "web", attachments=carried)])
        await work.transcript.keep_trace(message, {"route": "docs"})
        await work.feedback.keep(Feedback(message, made.id, "web", "p", Thumb.UP, NOON))
        await work.audit.add(NOON, made.id, "bot", "looked up", {})
        await work.timeline.append("web", Address(address), "k", "message", {}, NOON)
        case = await work.escalations.open(made.id, Reason.APPEAL, "", "console", NOON, patient="", claim="", payer="")
        await work.timeline.append("console", Address(f"case-{case.case}"), "card", "card", {}, NOON)
        thread = Address(f"case-{case.case}")
        await work.escalations.save(replace(case, state=state, thread=thread))
        await work.drafts.add(KeptDraft(Draft(MessageId(f"d-{address}"), "Paid", NOON), made.id, case.case))
        await work.transcript.keep_trace(MessageId(f"d-{address}"), {"route": "lookup"})
        said = FactsSaid(state=("paid",))
        await work.shadows.keep(ShadowAnswer(MessageId(f"s-{address}"), made.id, case.case, "Acme", said, NOON))
        await work.conversations.save(replace(made, state=State.CLOSED))
        await work.outbox.add([to_patient(post(message), made.id, key=f"k-{address}")], NOON)
        row = await work.outbox.claim(NOON, timedelta(seconds=90))
        assert row
        await work.outbox.delivered(row, "e", NOON)


async def rows(store: SqlStore) -> dict[str, int]:
    async with store._database.reading() as connection:
        return {
            table.name: (await connection.execute(sa.select(sa.func.count()).select_from(table))).scalar_one()
            for table in metadata.sorted_tables
            if table.name not in OWN
        }


async def test_a_conversation_goes_with_everything_that_belongs_to_it(store: SqlStore) -> None:
    await talk(store, "kept")
    one = await rows(store)
    await talk(store, "gone")
    async with store.write() as work:
        kept = await work.conversations.open("web", Address("kept"), Surface.PATIENT, NOON)
        await work.conversations.save(replace(kept, last_at=LATER))
        assert await work.retention.outlived(LATER) == 1
        assert await work.retention.forget_conversations(LATER, 10) == 1

    assert await rows(store) == one
    assert one["files"] == one["escalations"] == one["deliveries"] == one["drafts"] == one["shadow_answers"] == 1
    async with store.read() as work:
        assert await work.files.read(FileId("f-kept")) == b"%PDF-"
        assert await work.delivered_as(MessageId("m-kept"), Destination.PATIENT) == "e"
        assert await work.retention.outlived(LATER) == 0


async def test_an_open_case_keeps_its_conversation(store: SqlStore) -> None:
    await talk(store, "open", CaseState.WAITING)
    before = await rows(store)
    async with store.write() as work:
        assert await work.retention.forget_conversations(LATER, 10) == 0

    assert await rows(store) == before


async def test_the_last_message_counts_whoever_wrote_it(store: SqlStore) -> None:
    await talk(store, "answered")
    async with store.write() as work:
        made = await work.conversations.find("web", Address("answered"))
        assert made
        author = post("x", kind=AuthorKind.SPECIALIST).author
        await work.transcript.add([Entry(MessageId("late"), made.id, author, "It is paid", LATER, "console")])
        assert await work.retention.outlived(LATER) == 0
        assert await work.retention.forget_conversations(LATER, 10) == 0
        assert await work.retention.forget_conversations(LATER + timedelta(seconds=1), 10) == 1


async def test_as_many_go_at_once_as_are_asked_for(store: SqlStore) -> None:
    for number in range(3):
        await talk(store, f"w{number}")
    async with store.write() as work:
        assert await work.retention.forget_conversations(LATER, 2) == 2
        assert await work.retention.outlived(LATER) == 1


async def test_records_go_by_their_age_and_what_waits_or_is_buried_stays(store: SqlStore) -> None:
    async with store.write() as work:
        for number in range(3):
            await work.inbox.add(inbound(f"m{number}"), f"web/w{number}", NOON)
        done = await work.inbox.claim(NOON, timedelta(seconds=90))
        dead = await work.inbox.claim(NOON, timedelta(seconds=90))
        assert done
        assert dead
        await work.inbox.finish(done, "answered", NOON)
        await work.inbox.bury(dead, "broken", NOON)
        await work.proofs.failed(["s"], NOON)
        await work.files.keep(FileId("insight@2026-11-23T08:15/0"), b"png", NOON)
        lease = await work.runs.begin("insight@2026-11-23T08:15", "insight", NOON, NOON, timedelta(seconds=1), 3)
        assert lease
        assert await work.retention.forget_records(NOON) == 0
        assert await work.retention.forget_records(LATER) == 4
        assert [letter.reason for letter in await work.dead_letters.all()] == ["broken"]
        assert await work.inbox.claim(NOON, timedelta(seconds=90)) is not None


def test_no_table_that_points_to_a_conversation_is_forgotten() -> None:
    """A table that is added later must be emptied too, or the privacy of who left depends on who remembers it."""
    pointing = {
        table.name
        for table in metadata.sorted_tables
        if {"conversation", "message_id", "case"} & set(table.columns.keys()) and table.name not in OWN
    }
    emptied = {str(statement.table) for statement in _belongings(["c1"])}

    assert pointing <= emptied
