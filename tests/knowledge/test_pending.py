"""Documents that wait for approval in the office folder itself."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.ingest import ingest
from knowledge.pending import PENDING, Proposals
from knowledge.proposal import Proposal
from knowledge.retriever import Retriever
from knowledge.sources.listing import listed_sources

ANSWER = Proposal(
    file="answer-1.md",
    title="May I pay in parts: how, and from when?",
    topic="payment plans",
    owner="Dana Biller",
    audience="patient",
    review_date=date(2027, 5, 26),
    text="# May I pay in parts: how, and from when?\n\nYes. Ask for a plan of up to 24 months.",
)
SHEET = replace(ANSWER, file="document-1.pdf", title="Telehealth sheet", audience="staff", text="")
LIST = "# Ours\n- file: known.txt\n  title: Known   # as printed\n  audience: patient\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "known.txt").write_text("Bills are sent on the first of the month.")
    (folder / "sources.yml").write_text(LIST)
    return folder


def documents(folder: Path) -> list[str]:
    return [source.key for source in listed_sources(folder)]


def test_a_document_waits_where_ingest_does_not_look(folder: Path) -> None:
    proposals = Proposals(folder)
    assert proposals.propose(ANSWER)
    assert proposals.waiting() == [ANSWER]
    assert documents(folder) == ["known.txt"]
    assert [path.name for path in (folder / PENDING).iterdir()] == ["answer-1.md"]


def test_the_same_document_is_proposed_once(folder: Path) -> None:
    proposals = Proposals(folder)
    assert proposals.propose(ANSWER)
    assert not proposals.propose(replace(ANSWER, text="Something else"))
    proposals.approve("answer-1.md")
    assert not proposals.propose(ANSWER)
    assert proposals.waiting() == []


async def test_what_is_approved_is_found_with_its_particulars(folder: Path, tmp_path: Path) -> None:
    proposals = Proposals(folder)
    proposals.propose(ANSWER)
    assert proposals.approve("answer-1.md") == ANSWER
    assert proposals.approve("answer-1.md") is None
    await ingest(folder, str(tmp_path / "index"))
    findings = await Retriever(str(tmp_path / "index")).search("May I pay in parts?", audience="patient")
    [best, *_] = findings.passages
    assert findings.answerable
    assert (best.source, best.title, best.review_date) == ("answer-1.md", ANSWER.title, ANSWER.review_date)


def test_what_is_discarded_is_gone(folder: Path) -> None:
    proposals = Proposals(folder)
    for proposal in (ANSWER, SHEET):
        proposals.propose(proposal, b"%PDF-1.7" if proposal is SHEET else b"")
        assert proposals.discard(proposal.file) == proposal
        assert proposals.discard(proposal.file) is None
    assert list((folder / PENDING).iterdir()) == []


@pytest.mark.parametrize("listed", [LIST, LIST.replace("\n", "\n    ").replace("# Ours", "# Ours"), "", None])
def test_a_pdf_is_listed_with_its_audience_before_it_can_be_read(folder: Path, listed: str | None) -> None:
    if listed is None:
        (folder / "sources.yml").unlink()
    else:
        (folder / "sources.yml").write_text(listed)
    proposals = Proposals(folder)
    assert proposals.propose(SHEET, b"%PDF-1.7 bytes")
    assert proposals.waiting() == [SHEET]
    assert proposals.approve(SHEET.file) == SHEET
    [sheet] = [source for source in listed_sources(folder) if source.key == SHEET.file]
    assert (sheet.details.title, sheet.details.audience) == ("Telehealth sheet", "staff")
    assert (folder / SHEET.file).read_bytes() == b"%PDF-1.7 bytes"
    assert list((folder / PENDING).iterdir()) == []
    assert (folder / "sources.yml").read_text().startswith((listed or "").rstrip())


def test_an_approval_that_a_crash_broke_off_is_ended(folder: Path) -> None:
    proposals = Proposals(folder)
    proposals.propose(SHEET, b"%PDF-1.7")
    proposals.propose(ANSWER)
    entry = f"- file: {SHEET.file}\n  title: Telehealth sheet\n  audience: staff\n"
    (folder / "sources.yml").write_text(LIST + entry)
    proposals.finish()
    assert documents(folder) == [SHEET.file, "known.txt"]
    assert proposals.waiting() == [ANSWER]
    assert (folder / "sources.yml").read_text() == LIST + entry


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "---\naudience: everybody\n---\nText"),
        ("b.pdf", "%PDF-1.7"),
        ("c.md", "\udcff"),
        ("d.txt", "Text"),
        ("e.md", "---\ntitle: A\n---\nText"),
    ],
)
def test_what_somebody_has_spoilt_by_hand_stays_for_their_hands(folder: Path, name: str, text: str) -> None:
    (folder / PENDING).mkdir()
    (folder / PENDING / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert Proposals(folder).waiting() == []
    assert Proposals(folder).approve(name) is None
    assert (folder / PENDING / name).exists()
