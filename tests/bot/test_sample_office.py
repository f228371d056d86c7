"""The sample office holds together: its files agree with each other and with the sample billing system."""

import re
from collections import Counter
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.domain.claims import CATEGORIES, LABELS, NOT_DENIALS
from bot.domain.routes import Route
from bot.office import OfficeFolder, load_office, sample_office
from knowledge.sources.details import Details
from knowledge.sources.documents import DocumentReader
from knowledge.sources.known import Known
from knowledge.sources.listing import listed_sources
from knowledge.sources.pdf import PdfReader
from knowledge.sources.web import WebFetcher

ROOT = Path(__file__).parents[2]
ORIGINAL = ROOT / "tests/acceptance/protocol/claim-status-routing-protocol.md"
PAYERS = {
    "Northwind Health Plan",
    "Cedar Ridge Mutual",
    "Bluestem Benefit Fund",
    "Prairie State Medicaid",
    "Granite Peak Health",
    "Harborline Insurance",
}
CODES = {
    *("CO-16", "CO-18", "CO-22", "CO-27", "CO-29", "CO-31", "CO-45", "CO-50", "CO-96", "CO-97", "CO-109", "CO-197"),
    *("CO-204", "CO-252", "PR-1", "PR-2", "PR-3", "PR-204", "OA-23"),
}


@pytest.fixture(scope="module")
def sample() -> OfficeFolder:
    return load_office(sample_office())


def texts(folder: Path) -> dict[str, str]:
    files = {
        path.name: path.read_text("utf-8") for path in folder.rglob("*") if path.suffix in {".md", ".txt", ".html"}
    }
    return {**files, "office.yml": (folder / "office.yml").read_text("utf-8"), "protocol": ORIGINAL.read_text("utf-8")}


def sections(text: str, level: int) -> dict[str, str]:
    parts = re.split(rf"^{'#' * level} (.+)$", text, flags=re.MULTILINE)[1:]
    return {title.strip(): body for title, body in zip(parts[::2], parts[1::2], strict=True)}


def test_its_actions_are_the_ones_that_the_office_names(sample: OfficeFolder) -> None:
    named = {sample.office.lookups.claim_status, sample.office.lookups.find_claim}

    assert named <= {path.stem for path in sample.actions.glob("*.yml")}


def test_it_says_every_sentence_in_english_and_spanish(sample: OfficeFolder) -> None:
    messages = sample.office.messages

    assert set(messages.greeting) == set(messages.escalation) == {"en", "es"}
    assert "I'm connecting you with a billing specialist who can help you further." in messages.escalation["en"]


def test_its_checks_ask_every_route_and_name_every_question_once(sample: OfficeFolder) -> None:
    questions = sample.checks.questions
    asked = Counter((check.question, check.as_, check.identity) for check in questions)

    assert len(questions) >= 30
    assert {check.expect.route for check in questions} == set(Route)
    assert max(asked.values()) == 1


def test_its_canaries_are_claims_of_the_sample_billing_system(sample: OfficeFolder) -> None:
    books = YAML(typ="safe").load((ROOT / "actions/sandbox/claims.yml").read_text("utf-8"))["claims"]

    assert len(sample.checks.canaries) >= 6
    assert {canary.claim: canary.state for canary in sample.checks.canaries if canary.state} == {
        canary.claim: CATEGORIES[books[canary.claim]["category"]] for canary in sample.checks.canaries if canary.state
    }


async def test_every_document_can_be_read_and_says_whose_it_is(sample: OfficeFolder) -> None:
    pdf = PdfReader()
    reader = DocumentReader(pdf, WebFetcher())
    known: dict[str, Details] = {}
    for source in listed_sources(sample.knowledge):
        document = await reader.read(source, Known(), lambda _, __: None)
        assert document is not None
        assert document.warnings == ()
        known[source.key] = source.details.or_else(document.found)
    await pdf.close()

    assert {Path(name).suffix for name in known} == {".pdf", ".md", ".txt", ".html"}
    assert [name for name, it in known.items() if not (it.title and it.topic and it.owner and it.audience)] == []
    assert [name for name, it in known.items() if it.review_date is None] == []
    assert len({it.title for it in known.values()}) == len(known)
    cited = {check.expect.source for check in sample.checks.questions} - {""}
    assert cited <= {it.title for it in known.values()}
    assert sample.office.wording.document in {it.title for it in known.values()}


def test_the_protocol_has_words_for_patients_and_staff_for_every_claim_state(sample: OfficeFolder) -> None:
    wording = sample.office.wording
    states = sections(sections(ORIGINAL.read_text("utf-8"), 1)["The claim states"], 2)

    assert set(states) == set(LABELS.values())
    for body in states.values():
        assert list(sections(body, 3)) == [wording.patient_heading, wording.staff_heading]


def test_what_patients_are_told_about_a_state_holds_no_number_and_no_promise(sample: OfficeFolder) -> None:
    states = sections(sections(ORIGINAL.read_text("utf-8"), 1)["The claim states"], 2)
    for body in states.values():
        told = sections(body, 3)[sample.office.wording.patient_heading]
        assert not re.search(r"\d|\b(will be paid|guarantee|promise|will pay)\b", told)


def test_the_denial_guide_explains_each_code_and_what_is_no_denial() -> None:
    guide = (sample_office() / "knowledge/denial-reasons.md").read_text("utf-8")
    explained = {title.partition(":")[0]: body for title, body in sections(guide, 2).items()}

    assert set(explained) >= CODES
    assert "**Our instruction for CO-16:**" in explained["CO-16"]
    assert "Why was my claim denied?" in explained
    for code in NOT_DENIALS:
        assert f"{code} is not a denial" in explained[code]
    for remark in ("N290", "MA130", "N211", "M127"):
        assert f"| {remark} |" in guide


def test_every_payer_has_a_usual_time_and_a_filing_limit() -> None:
    folder = sample_office() / "knowledge"

    for name in ("processing-times.md", "timely-filing.md", "telehealth-billing.md"):
        rows = re.findall(r"^\| ([A-Z][\w ]+?) \| .*\d", (folder / name).read_text("utf-8"), re.MULTILINE)
        assert {row for row in rows if row in PAYERS} == PAYERS


def test_no_text_gives_a_fax_number_a_real_phone_or_a_web_address() -> None:
    for name, text in texts(sample_office()).items():
        phones = re.findall(r"\b\d{3}-\d{3}-\d{4}\b", text)
        assert [phone for phone in phones if not re.fullmatch(r"208-555-01\d\d", phone)] == [], name
        assert not re.search(r"\bfax\b", text, re.IGNORECASE), name
        assert re.findall(r"https?://(?!www\.example\.org)", text) == [], name
