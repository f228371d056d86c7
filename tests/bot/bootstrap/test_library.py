"""The office's own folder: what is approved is answered from at once, and what cannot be done is said."""

import asyncio
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.bootstrap.library import OfficeLibrary
from bot.bootstrap.parts import Place, open_place, retriever_of
from bot.domain.errors import LibraryClosed
from bot.office import sample_office
from bot.settings import Settings
from knowledge.errors import KnowledgeError
from knowledge.index.lock import writer_lock
from knowledge.proposal import Proposal
from knowledge.retriever import Retriever

ANSWER = Proposal(
    "answer-1.md",
    "Do you validate parking at the harbor garage?",
    "parking",
    "Dana",
    "patient",
    date(2027, 1, 5),
    "# Do you validate parking at the harbor garage?\n\nYes, at the desk, for two hours.",
)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    office = tmp_path / "office"
    shutil.copytree(sample_office(), office)
    for document in (office / "knowledge").glob("*.pdf"):
        document.unlink()
    (office / "knowledge" / "sources.yml").unlink()
    return open_place(Settings.model_validate({"CLAIMDESK_OFFICE": office, "CLAIMDESK_DATA": tmp_path / "data"}))


async def answered(retriever: Retriever) -> bool:
    try:
        found = await retriever.search("Do you validate parking at the harbor garage?", audience="patient")
    except KnowledgeError:
        return False
    return found.passages[0].source == "answer-1.md" if found.passages else False


async def until_answered(retriever: Retriever) -> None:
    async with asyncio.timeout(30):
        while not await answered(retriever):
            await asyncio.sleep(0.05)


async def test_what_is_approved_is_answered_from_and_becomes_due_for_review(place: Place) -> None:
    retriever = retriever_of(place)
    library = OfficeLibrary(place, retriever)
    assert await library.due(date(2030, 1, 1)) == ()
    async with library.reading():
        await library.propose(ANSWER)
        assert await library.waiting() == [ANSWER]
        assert await library.approve("answer-1.md") == ANSWER
        assert await library.approve("answer-1.md") is None
        await until_answered(retriever)
    due = await library.due(date(2027, 1, 5))
    assert [each.title for each in due if each.owner == "Dana"] == [ANSWER.title]
    assert [each.review_date for each in due] == sorted(each.review_date for each in due)
    assert await library.unread() == ()


async def test_an_approval_counts_after_a_crash_that_came_before_it_was_read(place: Place) -> None:
    before = OfficeLibrary(place, retriever_of(place))
    await before.propose(ANSWER)
    await before.approve("answer-1.md")
    retriever = retriever_of(place)
    async with OfficeLibrary(place, retriever).reading():
        await until_answered(retriever)


async def test_the_folder_is_read_again_after_somebody_elses_reading(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.bootstrap.library.AGAIN", 0.05)
    retriever = retriever_of(place)
    library = OfficeLibrary(place, retriever)
    with writer_lock(place.knowledge_uri):
        async with library.reading():
            await library.propose(ANSWER)
            await library.approve("answer-1.md")
            await asyncio.sleep(0.2)
    async with library.reading():
        await until_answered(retriever)


async def test_what_could_not_be_read_is_named_with_its_cure(place: Place) -> None:
    (place.folder.knowledge / "empty.md").write_text("")
    library = OfficeLibrary(place, retriever_of(place))
    async with library.reading(), asyncio.timeout(30):
        while not (unread := await library.unread()):
            await asyncio.sleep(0.05)
    [empty] = unread
    assert (empty.source, empty.problem) == ("empty.md", "the document is empty")
    (place.folder.knowledge / "sources.yml").write_text("- file: nowhere.md\n")
    async with library.reading(), asyncio.timeout(30):
        while (await library.unread())[0].source == "empty.md":
            await asyncio.sleep(0.05)
    assert "nowhere.md" in (await library.unread())[0].problem


async def test_the_packaged_sample_and_a_folder_without_leave_are_closed(place: Place, tmp_path: Path) -> None:
    sample = open_place(Settings.model_validate({"CLAIMDESK_DATA": tmp_path / "data"}))
    with pytest.raises(LibraryClosed, match="claimdesk init"):
        await OfficeLibrary(sample, retriever_of(sample)).propose(ANSWER)
    (place.folder.knowledge / "pending").write_text("a file where a folder should be")
    with pytest.raises(LibraryClosed, match="cannot be written"):
        await OfficeLibrary(place, retriever_of(place)).propose(ANSWER)
