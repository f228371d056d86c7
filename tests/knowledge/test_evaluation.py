from pathlib import Path

import pytest

from knowledge.evaluation import Case, evaluate
from knowledge.ingest import ingest
from knowledge.retriever import Retriever


@pytest.fixture
async def retriever(folder: Path, uri: str) -> Retriever:
    await ingest(folder, uri)
    return Retriever(uri)


async def test_right_answers_and_right_refusals_are_full_marks(retriever: Retriever) -> None:
    result = await evaluate(
        retriever,
        [Case("what is a deductible", "money.txt", "deductible"), Case("a good recipe for lasagna", None)],
    )
    assert (result.success_at_1, result.success_at_5, result.mrr, result.ndcg_at_10) == (1.0, 1.0, 1.0, 1.0)
    assert (result.refusal_precision, result.refusal_recall) == (1.0, 1.0)
    assert all(judged.right for judged in result.judged)
    assert 0 < result.p50_ms <= result.p95_ms


async def test_a_wrong_place_counts_by_its_rank_or_not_at_all(retriever: Retriever) -> None:
    cases = [Case("CO-16 detail missing", "denials.md", "codes at a glance"), Case("deductible", "times.md")]
    result = await evaluate(retriever, cases)
    assert [judged.rank for judged in result.judged] == [2, 0]
    assert (result.success_at_1, result.success_at_5, result.mrr) == (0.0, 0.5, 0.25)
    assert not any(judged.right for judged in result.judged)


async def test_a_wrong_refusal_lowers_precision_and_a_missing_one_recall(retriever: Retriever) -> None:
    cases = [Case("a good recipe for lasagna", "money.txt"), Case("what is a deductible", None)]
    result = await evaluate(retriever, cases)
    assert (result.refusal_precision, result.refusal_recall) == (0.0, 0.0)


async def test_a_staff_case_is_asked_as_staff(retriever: Retriever) -> None:
    case = Case("clearinghouse rejections", "queues.md", audience="staff")
    assert (await evaluate(retriever, [case])).success_at_1 == 1.0


async def test_no_cases_are_no_error(retriever: Retriever) -> None:
    assert (await evaluate(retriever, [])).p95_ms == 0.0
