"""`claimdesk eval answers`: models beside each other and beside no model, on questions with known answers."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.progress import track
from rich.table import Table

from bot.bootstrap.model import NO_MODEL, with_model
from bot.bootstrap.parts import asking, open_place
from bot.commands.eval_files import read_cases
from bot.commands.output import console, errors, print_json
from bot.domain.answer_cases import MEASURES, AnswerCase, AnswerScore
from bot.domain.messages import Surface
from bot.engine.answer_grading import grade_answer
from bot.settings import read_settings

_FORM = (
    "a list of {id, question, as, identity, route, facts, cites, carries, forbidden, unknown}; only id and question "
    "are needed"
)
_WORDS = {
    "route": "route kept",
    "facts": "facts right",
    "citation": "citations right",
    "sufficient": "citations sufficient",
    "forbidden": "nothing forbidden",
    "refusal": "refused where unknown",
}
_WIDEST = 16


def run(file: Path, models: Sequence[str], *, as_json: bool, least: float) -> None:
    """Ask every question of every model; exit status 1 when one stays below `least`."""
    scores = asyncio.run(_scores(read_cases(file, list[AnswerCase], _FORM), models))
    if as_json:
        print_json([_as_json(score) for score in scores])
    else:
        _show(scores)
    if low := [score.name for score in scores if score.share < least]:
        errors.print(f"claimdesk: {', '.join(low)}: below the {least:.1%} that --min asks for.")
        sys.exit(1)


async def _scores(cases: Sequence[AnswerCase], models: Sequence[str]) -> list[AnswerScore]:
    settings = read_settings()
    named = list(models) or [NO_MODEL, *([settings.model] if settings.model else [])]
    return [await _score(cases, name) for name in dict.fromkeys(named)]


async def _score(cases: Sequence[AnswerCase], model: str) -> AnswerScore:
    async with asking(with_model(open_place(read_settings()), model)) as desk:
        graded = [
            grade_answer(case, await desk.ask(case.question, Surface(case.as_), case.identity))
            for case in track(cases, model, console=errors, transient=True)
        ]
    return AnswerScore(model, graded)


def _as_json(score: AnswerScore) -> dict[str, Any]:
    return {
        "model": score.name,
        "cases": len(score.graded),
        "passed": score.passed,
        "share": round(score.share, 4),
        "measures": {name: dict(zip(("held", "of"), score.measure(name), strict=True)) for name in MEASURES},
        "in_its_words": score.in_its_words,
        "tokens": score.tokens,
        "median_ms": round(score.median_ms, 1),
        "failures": [
            {"id": one.id, "question": one.question, "wrong": list(one.wrong)} for one in score.graded if one.wrong
        ],
    }


def _show(scores: Sequence[AnswerScore]) -> None:
    console.print(table_of(scores))
    for score in scores:
        for one in score.graded:
            if one.wrong:
                console.print(f"[red]✗[/red] {escape(score.name)} · {escape(one.id)}")
                for problem in one.wrong:
                    console.print(f"    {problem}", markup=False)


def table_of(scores: Sequence[AnswerScore]) -> Table:
    """Return one column for each model; a long name folds, so that several fit a terminal."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("", no_wrap=True)
    for score in scores:
        table.add_column(score.name, justify="right", overflow="fold", max_width=_WIDEST)
    table.add_row("all right", *(f"{s.passed} of {len(s.graded)}" for s in scores), style="bold")
    for name in MEASURES:
        table.add_row(_WORDS[name], *("{} of {}".format(*s.measure(name)) for s in scores))
    table.add_row("in the model's words", *(f"{s.in_its_words}" for s in scores))
    table.add_row("tokens for each", *(f"{s.tokens / max(len(s.graded), 1):.0f}" for s in scores))
    table.add_row("median time", *(f"{s.median_ms:.0f} ms" for s in scores))
    return table
