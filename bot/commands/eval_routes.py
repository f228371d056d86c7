"""`claimdesk eval routes` and `claimdesk eval numbers`."""

import asyncio
from pathlib import Path

from rich.progress import track

from bot.bootstrap.evaluating import Evaluating, evaluating
from bot.bootstrap.parts import open_place
from bot.commands.eval_files import read_cases
from bot.commands.output import errors
from bot.commands.scores import report
from bot.domain.evaluation import Score, Utterances, Vectors
from bot.settings import read_settings

_ROUTES_FORM = (
    "`utterances:` and under it a list of {id, session, text, expected_route}; session is unverified, verified or staff"
)
_NUMBERS_FORM = "`claim:`, `ambiguous_or_not:` or `hostile:` and under each a list of {s, want}"


def routes(file: Path, *, as_json: bool, least: float) -> None:
    """Take the turn of each sentence and compare; exit status 1 below `least`."""
    report(asyncio.run(_routes(file)), as_json=as_json, least=least)


def numbers(file: Path, *, as_json: bool, least: float) -> None:
    """Recognise each number and compare; exit status 1 below `least`."""
    report(asyncio.run(_numbers(file)), as_json=as_json, least=least)


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
