"""The sample office's own documents answer what its people ask, and say so when they do not."""

from pathlib import Path

import pytest

from knowledge.evaluation import Case, Evaluation, evaluate
from knowledge.ingest import ingest
from knowledge.retriever import Retriever

SAMPLE = Path(__file__).parents[2] / "bot" / "sample_office" / "knowledge"
ANSWERED = (
    Case("Why was my claim denied?", "denial-reasons.md", "why was my claim denied"),
    Case("My claim was denied for CO-16 - what do I do?", "denial-reasons.md", "CO-16"),
    Case("what does CO-45 mean", "denial-reasons.md", "CO-45"),
    Case("how long does insurance usually take to pay?", "processing-times.md", "how long"),
    Case("do you take payment plans", "statements-and-payment-plans.md", "payment plans"),
    Case("puedo pagar a plazos", "statements-and-payment-plans.md", "payment plans"),
    Case("what is a deductable", "reading-your-eob.md", "deductible"),
)
REFUSED = tuple(
    Case(question, None)
    for question in (
        "what's a good recipe for lasagna",
        "who won the world cup",
        "What is your fax number for records?",
        "what does N999 mean",
        "should I keep taking metformin",
        "are you hiring nurses",
    )
)


@pytest.fixture
async def retriever(uri: str) -> Retriever:
    report = await ingest(SAMPLE, uri)
    assert report.failed == ()
    return Retriever(uri)


async def test_what_people_ask_is_answered_from_the_right_section(retriever: Retriever) -> None:
    result: Evaluation = await evaluate(retriever, ANSWERED)
    assert [judged.case.question for judged in result.judged if not judged.right] == []


async def test_what_the_documents_do_not_say_is_refused(retriever: Retriever) -> None:
    result: Evaluation = await evaluate(retriever, REFUSED)
    assert [judged.case.question for judged in result.judged if not judged.right] == []


async def test_a_spanish_question_about_time_is_answered(retriever: Retriever) -> None:
    findings = await retriever.search("cuanto tarda el seguro en pagar", audience="patient")
    assert findings.answerable
    assert findings.passages[0].source in {"preguntas-frecuentes.md", "processing-times.md"}


@pytest.mark.parametrize("state", ["Received", "Denied", "Paid", "Needs correction", "Not found by the payer"])
@pytest.mark.parametrize("part", ["What we tell patients", "What staff do"])
async def test_every_claim_state_has_its_wording_in_the_protocol(retriever: Retriever, state: str, part: str) -> None:
    passage = await retriever.section("Claim Status Routing Protocol", (state, part), audience="staff")
    assert passage is not None
    assert passage.page
