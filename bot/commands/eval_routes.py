"""`claimdesk eval routes` and `claimdesk eval numbers`."""

import asyncio
import sys
from pathlib import Path

from rich.markup import escape
from rich.progress import track
from rich.table import Table

from bot.bootstrap.evaluating import Evaluating, evaluating
from bot.bootstrap.parts import open_place
from bot.commands.eval_files import read_cases
from bot.commands.output import console, errors, print_json
from bot.domain.evaluation import Graded, Score, Utterances, Vectors
from bot.settings import read_settings

_ROUTES_FORM = (
    "`utterances:` and under it a list of {id, session, text, expected_route}; session is unverified, verified or staff"
)
_NUMBERS_FORM = "`claim:`, `ambiguous_or_not:` or `hostile:` and under each a list of {s, want}"
_LONGEST = 44


def routes(file: Path, *, as_json: bool, least: float) -> None:
    """Take the turn of each sentence and compare; exit status 1 below `least`."""
    _report(asyncio.run(_routes(file)), as_json=as_json, least=least)


def numbers(file: Path, *, as_json: bool, least: float) -> None:
    """Recognise each number and compare; exit status 1 below `least`."""
    _report(asyncio.run(_numbers(file)), as_json=as_json, least=least)


async def _routes(file: Path) -> Score:
    cases = read_cases(file, Utterances, _ROUTES_FORM).utterances
    evaluation = await _evaluation()
    return Score([await evaluation.utterance(case) for case in track(cases, "asking", console=errors, transient=True)])


async def _numbers(file: Path) -> Score:
    vectors = read_cases(file, Vectors, _NUMBERS_FORM).all
    evaluation = await _evaluation()
    return Score([evaluation.number(vector) for vector in vectors])


async def _evaluation() -> Evaluating:
    return await evaluating(open_place(read_settings()))


def _report(score: Score, *, as_json: bool, least: float) -> None:
    if as_json:
        print_json(score.as_json())
    else:
        _show(score)
    if score.accuracy < least:
        errors.print(f"claimdesk: {score.accuracy:.1%} is below the {least:.1%} that --min asks for.")
        sys.exit(1)


def _show(score: Score) -> None:
    console.print(_confusion(score))
    console.print(f"\n{score.passed} of {score.cases} as expected ({score.accuracy:.1%}).")
    for one in score.failures:
        _show_failure(one)


def _confusion(score: Score) -> Table:
    """Rows are what was expected, columns what came."""
    confusion = score.confusion
    columns = sorted({got for row in confusion.values() for got in row})
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("expected ↓  got →", no_wrap=True)
    for name in columns:
        table.add_column(name.replace("_", " "), justify="right")
    for expected, row in confusion.items():
        table.add_row(expected.replace("_", " "), *(str(row.get(name, "·")) for name in columns))
    return table


def _show_failure(one: Graded) -> None:
    line = " ".join(one.text.split())
    line = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
    console.print(f"[red]✗[/red] {escape(one.id)}  “{escape(line)}”")
    for problem in one.wrong:
        console.print(f"    {problem}", markup=False)
