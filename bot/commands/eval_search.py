"""`claimdesk eval search`."""

import asyncio
from dataclasses import asdict
from pathlib import Path

from bot.bootstrap.parts import open_place, ready_retriever
from bot.commands.eval_files import read_cases
from bot.commands.output import console, print_json, print_table
from bot.settings import read_settings
from knowledge.evaluation import Case, Evaluation, evaluate

_FORM = "a list of {question, source, section, audience}; `source:` left empty for what the documents do not answer"


def run(file: Path, *, as_json: bool) -> None:
    """Evaluate and print the figures, then each question that went wrong."""
    evaluation = asyncio.run(_evaluate(read_cases(file, list[Case], _FORM)))
    if as_json:
        print_json(asdict(evaluation))
    else:
        _show(evaluation)


async def _evaluate(cases: list[Case]) -> Evaluation:
    return await evaluate(await ready_retriever(open_place(read_settings())), cases)


def _show(evaluation: Evaluation) -> None:
    figures = (
        ("found first", f"{evaluation.success_at_1:.0%}"),
        ("found in five", f"{evaluation.success_at_5:.0%}"),
        ("MRR", f"{evaluation.mrr:.3f}"),
        ("nDCG@10", f"{evaluation.ndcg_at_10:.3f}"),
        ("refusals that were right", f"{evaluation.refusal_precision:.0%}"),
        ("unanswerable that were refused", f"{evaluation.refusal_recall:.0%}"),
        ("time, median and p95", f"{evaluation.p50_ms:.1f} ms, {evaluation.p95_ms:.1f} ms"),
    )
    print_table(("Over all questions", ""), figures)
    wrong = [judged for judged in evaluation.judged if not judged.right]
    console.print(f"\n{len(evaluation.judged) - len(wrong)} of {len(evaluation.judged)} answered as they should be.")
    for judged in wrong:
        place = f"rank {judged.rank}" if judged.rank else "not found"
        console.print(f"  {judged.case.question}  [dim]{place}, {'answered' if judged.answered else 'refused'}[/dim]")
