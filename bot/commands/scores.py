"""Print how a list went: a table for people, JSON for programs, an exit status for CI."""

import sys
from collections.abc import Mapping
from typing import Any

from rich.markup import escape
from rich.table import Table

from bot.commands.output import console, errors, print_json
from bot.domain.evaluation import Graded, Score

_LONGEST = 44


def report(score: Score, *, as_json: bool, least: float, more: Mapping[str, Any] | None = None) -> None:
    """Print figures, for programs with `more` beside them; exit status 1 below `least`."""
    if as_json:
        print_json({**(more or {}), **score.as_json()})
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
    """One row for each outcome that was expected: how often it came, and what came instead."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("expected")
    table.add_column("cases", justify="right")
    table.add_column("came", justify="right")
    table.add_column("came instead")
    for expected, row in score.confusion.items():
        instead = ", ".join(f"{times} {_words(got)}" for got, times in row.items() if got != expected)
        table.add_row(_words(expected), str(sum(row.values())), str(row.get(expected, 0)), instead)
    return table


def _words(outcome: str) -> str:
    return outcome.replace("_", " ")


def _show_failure(one: Graded) -> None:
    line = " ".join(one.text.split())
    line = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
    console.print(f"[red]✗[/red] {escape(one.id)}  “{escape(line)}”")
    for problem in one.wrong:
        console.print(f"    {problem}", markup=False)
