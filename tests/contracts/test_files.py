"""Files beside the messages that carry them, on both databases."""

from dataclasses import replace

from bot.domain.attachments import Attachment
from bot.domain.ids import Address, FileId, MessageId
from bot.domain.messages import Author, AuthorKind, Surface
from bot.ports.store import Entry
from bot.store.unit_of_work import SqlStore
from tests.fakes.messages import NOON

LETTER = Attachment(FileId("f1"), "letter.pdf", "application/pdf", 8)
BYTES = b"%PDF\x00\xff--"


async def _message(store: SqlStore) -> Entry:
    async with store.write() as work:
        conversation = await work.conversations.open("web", Address("w1"), Surface.PATIENT, NOON)
        await work.files.keep(LETTER.id, BYTES, NOON)
        entry = Entry(
            MessageId("m1"), conversation.id, Author(AuthorKind.SPECIALIST, "Dana"), "Here it is", NOON, "slack", "x1"
        )
        entry = replace(entry, attachments=(LETTER,))
        await work.transcript.add([entry, replace(entry, id=MessageId("m2"), external_id="x2", attachments=())])
    return entry


async def test_a_file_comes_back_as_it_was_kept_the_first_time(store: SqlStore) -> None:
    async with store.write() as work:
        await work.files.keep(LETTER.id, BYTES, NOON)
        await work.files.keep(LETTER.id, b"other", NOON)
    async with store.read() as work:
        assert await work.files.read(LETTER.id) == BYTES
        assert await work.files.read(FileId("f2")) is None


async def test_a_message_names_what_it_carries(store: SqlStore) -> None:
    entry = await _message(store)
    async with store.read() as work:
        assert [one.attachments for one in await work.transcript.of(entry.conversation)] == [(LETTER,), ()]
        assert await work.transcript.find("slack", "x1") == entry


async def test_a_message_that_is_taken_back_takes_its_files_with_it(store: SqlStore) -> None:
    entry = await _message(store)
    for _ in range(2):
        async with store.write() as work:
            await work.transcript.retract(entry.id, NOON)
    async with store.read() as work:
        assert await work.files.read(LETTER.id) is None
        [taken_back, _] = await work.transcript.of(entry.conversation)
    assert taken_back.attachments == ()
