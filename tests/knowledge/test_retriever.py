import asyncio
from pathlib import Path

import pytest

from knowledge.errors import IndexMissingError, IndexUnavailableError
from knowledge.ingest import ingest
from knowledge.passages import Audience, Findings
from knowledge.retriever import Retriever


@pytest.fixture
async def retriever(folder: Path, uri: str) -> Retriever:
    await ingest(folder, uri)
    return Retriever(uri)


async def first(retriever: Retriever, question: str, audience: Audience = "patient") -> tuple[str, str]:
    """Return source and section of the best passage of an answerable question."""
    findings = await retriever.search(question, audience=audience)
    assert findings.answerable
    return findings.passages[0].source, findings.passages[0].section


@pytest.mark.parametrize(
    ("question", "source", "section"),
    [
        ("why was my claim denied?", "denials.md", "Why was my claim denied?"),
        (
            "how long does insurance take to pay",
            "times.md",
            "How long plans take › How long does insurance take to pay?",
        ),
        ("do you take payment plans", "money.txt", "PAYMENT PLANS"),
        ("can I pay in installments", "money.txt", "PAYMENT PLANS"),
        ("what is a deductible", "money.txt", "DEDUCTIBLE"),
        ("you owe me money back", "money.txt", "REFUNDS"),
    ],
)
async def test_a_question_finds_its_section(retriever: Retriever, question: str, source: str, section: str) -> None:
    assert await first(retriever, question) == (source, section)


@pytest.mark.parametrize("question", ["what is my deductable", "whats a dedutible", "deductibel"])
async def test_a_misspelled_question_finds_its_section(retriever: Retriever, question: str) -> None:
    assert await first(retriever, question) == ("money.txt", "DEDUCTIBLE")


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("¿cuánto tarda el seguro en pagar?", "times.md"),
        ("por qué negaron mi reclamo", "denials.md"),
        ("tienen plan de pagos", "money.txt"),
        ("qué es el deducible", "money.txt"),
        ("quiero un reembolso", "money.txt"),
    ],
)
async def test_a_spanish_question_finds_the_english_section(retriever: Retriever, question: str, source: str) -> None:
    assert (await first(retriever, question))[0] == source


async def test_a_code_finds_its_own_section_then_its_row(retriever: Retriever) -> None:
    findings = await retriever.search("My claim was denied for CO 16 - what do I do?", audience="patient")
    assert (findings.lane, findings.answerable) == ("codes", True)
    assert [passage.section for passage in findings.passages[:2]] == [
        "CO-16: something is missing",
        "Codes at a glance",
    ]
    assert findings.passages[1].codes == ("CO-16",)


@pytest.mark.parametrize("code", ["CO-45", "co45", "N290", "n290", "A7:562"])
async def test_every_kind_of_code_finds_its_row_first(retriever: Retriever, code: str) -> None:
    findings = await retriever.search(f"what does {code} mean", audience="patient")
    [own] = [passage for passage in findings.passages if passage.codes]
    assert findings.passages[0] == own
    assert own.codes[0].replace("-", "") == code.upper().replace("-", "")


async def test_a_reason_without_its_group_finds_the_code(retriever: Retriever) -> None:
    findings = await retriever.search("what is denial code 45", audience="patient")
    assert findings.passages[0].codes == ("CO-45",)


async def test_the_most_codes_asked_for_come_first(retriever: Retriever) -> None:
    findings = await retriever.search("CO-45 with N290", audience="patient")
    assert {passage.codes for passage in findings.passages[:2]} == {("CO-45",), ("N290",)}


@pytest.mark.parametrize(
    "question",
    [
        "what's a good recipe for lasagna",
        "who won the world cup",
        "what is the weather in Boise",
        "do you sell insurance for boats and horses in Alaska",
        "what does CO-999 mean",
        "my claim was denied for N801 what now",
        "quien gano el partido",
        "hello",
        "the of and",
        "?!",
        "",
    ],
)
async def test_what_the_documents_do_not_say_is_not_answerable(retriever: Retriever, question: str) -> None:
    findings = await retriever.search(question, audience="patient")
    assert not findings.answerable
    assert findings.confidence < findings.threshold


async def test_a_refused_question_still_names_the_closest_documents(retriever: Retriever) -> None:
    findings = await retriever.search("deductible for unicorn insurance on Mars in winter", audience="patient")
    assert findings.closest
    assert len(findings.closest) <= 3


async def test_patients_never_see_staff_documents_by_any_way(retriever: Retriever) -> None:
    question = "clearinghouse rejections"
    for_staff = await retriever.search(question, audience="staff")
    staff_only = for_staff.passages[0]
    for_patient = await retriever.search(question, audience="patient")
    assert staff_only.audience == "staff"
    assert all(passage.audience == "patient" for passage in for_patient.passages)
    assert "Work Queues" not in for_patient.closest
    assert await retriever.passage(staff_only.id, audience="patient") is None
    assert await retriever.passage(staff_only.id, audience="staff") is not None
    assert await retriever.section("Work Queues", ("Clearinghouse rejections",), audience="patient") is None
    assert await retriever.section("Work Queues", ("Clearinghouse rejections",), audience="staff") is not None


async def test_a_section_is_found_by_the_end_of_its_path_in_any_case(retriever: Retriever) -> None:
    passage = await retriever.section("denial guide", ("co-16: SOMETHING is missing",), audience="patient")
    assert passage is not None
    assert passage.text.startswith("Our instruction")
    assert await retriever.section("Denial Guide", ("nothing",), audience="patient") is None
    assert await retriever.section("Nowhere", (), audience="patient") is None


async def test_a_passage_carries_everything_that_a_citation_needs(retriever: Retriever) -> None:
    passage = (await retriever.search("how long does insurance take to pay", audience="patient")).passages[0]
    assert (passage.title, passage.topic, passage.page) == ("Processing Times", "timelines", None)
    assert passage.review_date is not None
    assert passage.score > 0
    assert await retriever.passage("unknown", audience="staff") is None


async def test_a_search_gives_as_many_as_asked_for_and_counts_its_steps(retriever: Retriever) -> None:
    findings = await retriever.search("claim", audience="staff", limit=2)
    assert len(findings.passages) == 2
    assert set(findings.took_ms) == {"read", "ask", "rank"}


@pytest.mark.parametrize(
    "question", ['"', "text:CO OR (x", "'; DROP TABLE chunks --", "a" * 100_000, "\0", "💥 deductible"]
)
async def test_any_text_is_a_question_and_none_is_syntax(retriever: Retriever, question: str) -> None:
    assert isinstance(await retriever.search(question, audience="patient"), Findings)


async def test_many_searches_at_once_agree(retriever: Retriever) -> None:
    found = await asyncio.gather(*(retriever.search("deductible", audience="patient") for _ in range(20)))
    assert {findings.passages[0].section for findings in found} == {"DEDUCTIBLE"}


async def test_a_new_generation_is_seen_once_it_is_looked_for(folder: Path, uri: str) -> None:
    await ingest(folder, uri)
    now = 0.0
    retriever = Retriever(uri, clock=lambda: now)
    assert not (await retriever.search("helicopter", audience="patient")).answerable
    (folder / "new.md").write_text("# Helicopter\n\nThe helicopter lands on the roof.")
    await ingest(folder, uri)
    await retriever.refresh()
    assert (await retriever.search("helicopter", audience="patient")).answerable


async def test_without_an_index_the_cure_is_named_and_a_later_ingest_is_seen(folder: Path, uri: str) -> None:
    retriever = Retriever(uri)
    with pytest.raises(IndexMissingError, match="claimdesk ingest"):
        await retriever.search("deductible", audience="patient")
    await ingest(folder, uri)
    assert (await retriever.search("deductible", audience="patient")).answerable


async def test_a_broken_index_is_an_error_and_not_an_empty_answer(folder: Path, uri: str) -> None:
    await ingest(folder, uri)
    for part in Path(uri).rglob("*.lance"):
        if part.is_file():
            part.write_bytes(b"broken")
    with pytest.raises(IndexUnavailableError):
        await Retriever(uri).search("deductible", audience="patient")


async def test_a_new_generation_is_seen_after_a_second_without_being_told(folder: Path, uri: str) -> None:
    await ingest(folder, uri)
    clock = iter([0.0, 0.1, 0.2, 0.3, 5.0, 5.0, 5.0])
    retriever = Retriever(uri, clock=lambda: next(clock))
    await retriever.search("helicopter", audience="patient")
    (folder / "new.md").write_text("# Helicopter\n\nThe helicopter lands on the roof.")
    await ingest(folder, uri)
    assert not (await retriever.search("helicopter", audience="patient")).answerable
    await retriever.search("helicopter", audience="patient")
    assert (await retriever.search("helicopter", audience="patient")).answerable


async def test_a_search_on_a_generation_that_is_gone_goes_on_with_the_current_one(folder: Path, uri: str) -> None:
    await ingest(folder, uri)
    retriever = Retriever(uri, clock=lambda: 0.0)
    await retriever.search("deductible", audience="patient")
    for number in range(3):
        (folder / "new.md").write_text(f"# Helicopter {number}\n\nIt lands on the roof.")
        await ingest(folder, uri)
    findings = await retriever.search("deductible", audience="patient")
    assert findings.passages[0].section == "DEDUCTIBLE"
