"""Measure how well an index answers questions whose right place is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from statistics import median, quantiles
from time import perf_counter

from knowledge.passages import Audience, Findings
from knowledge.retriever import Retriever

DEPTH = 10
"""How many passages are looked at."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question and where its answer stands: `source` None means that the documents do not answer it.

    An empty `section` accepts any place of the source; else the heading path must hold it (case ignored).
    """

    question: str
    source: str | None
    section: str = ""
    audience: Audience = "patient"


@dataclass(frozen=True, slots=True)
class Judged:
    """One case as answered: `rank` counts from 1 and is 0 when the right place was not found."""

    case: Case
    rank: int
    answered: bool
    ms: float

    @property
    def right(self) -> bool:
        """Whether the first passage is right and given, or the question was rightly refused."""
        return not self.answered if self.case.source is None else self.answered and self.rank == 1


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Shares from 0 to 1, `nan`-free: a share of nothing is 1. Times are milliseconds of the whole search."""

    success_at_1: float
    success_at_5: float
    mrr: float
    ndcg_at_10: float
    refusal_precision: float
    refusal_recall: float
    p50_ms: float
    p95_ms: float
    judged: tuple[Judged, ...]


async def evaluate(retriever: Retriever, cases: Sequence[Case]) -> Evaluation:
    """Ask every case once, one after another."""
    judged = [await _judge(retriever, case) for case in cases]
    ranks = [each.rank for each in judged if each.case.source is not None]
    refused = [each for each in judged if not each.answered]
    unanswerable = [each for each in judged if each.case.source is None]
    rightly = sum(each.case.source is None for each in refused)
    times = [each.ms for each in judged]
    return Evaluation(
        success_at_1=_share(sum(rank == 1 for rank in ranks), len(ranks)),
        success_at_5=_share(sum(1 <= rank <= 5 for rank in ranks), len(ranks)),
        mrr=_share(sum(1 / rank for rank in ranks if rank), len(ranks)),
        ndcg_at_10=_share(sum(1 / log2(rank + 1) for rank in ranks if rank), len(ranks)),
        refusal_precision=_share(rightly, len(refused)),
        refusal_recall=_share(rightly, len(unanswerable)),
        p50_ms=round(median(times), 3) if times else 0.0,
        p95_ms=round(quantiles(times, n=20)[-1], 3) if len(times) > 1 else sum(times),
        judged=tuple(judged),
    )


async def _judge(retriever: Retriever, case: Case) -> Judged:
    started = perf_counter()
    findings = await retriever.search(case.question, audience=case.audience, limit=DEPTH)
    taken = (perf_counter() - started) * 1000
    return Judged(case, _rank(findings, case), findings.answerable, taken)


def _rank(findings: Findings, case: Case) -> int:
    """Return the place of the first passage from the right section; each case has one right place."""
    for rank, passage in enumerate(findings.passages, 1):
        if passage.source == case.source and case.section.casefold() in passage.section.casefold():
            return rank
    return 0


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 1.0
