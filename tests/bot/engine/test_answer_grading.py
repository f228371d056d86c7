"""An answer is held to what its case asks, measure by measure."""

from typing import Any

import pytest

from bot.domain.answer_cases import AnswerCase, AnswerScore
from bot.domain.routes import Route
from bot.engine.answer_grading import grade_answer
from tests.fakes.turns import Talk


async def graded(question: str, **asks: Any) -> dict[str, Any]:
    turned = await Talk().say(question)
    one = grade_answer(AnswerCase("one", question, **asks), turned)
    return {"held": {name for name, held in one.held.items() if held}, "wrong": one.wrong}


PLANS = "Can I pay a balance in monthly parts?"
GOOD: dict[str, Any] = {
    "route": Route.DOCS,
    "facts": ("no  INTEREST",),
    "cites": ("Payment plans",),
    "carries": ("monthly parts",),
    "forbidden": ("denied",),
}


async def test_a_good_answer_holds_in_every_measure() -> None:
    assert await graded(PLANS, **GOOD) == {
        "held": {"route", "facts", "citation", "sufficient", "forbidden"},
        "wrong": (),
    }


@pytest.mark.parametrize(
    ("asks", "wrong"),
    [
        ({"route": Route.LOOKUP}, ("went to docs",)),
        ({"facts": ("zebra",)}, ("“zebra” is not in the answer",)),
        ({"cites": ("Zebras",)}, ("does not cite Zebras", "cites Payment plans")),
        ({"carries": ("zebra",)}, ("“zebra” is in no quoted passage",)),
        ({"forbidden": ("interest",)}, ("“interest” is in the answer",)),
        ({"unknown": True}, ("answers what nothing is known about",)),
    ],
)
async def test_each_measure_can_fail(asks: dict[str, Any], wrong: tuple[str, ...]) -> None:
    assert await graded(PLANS, **asks) == {"held": set(), "wrong": wrong}


async def test_what_is_not_asked_is_not_measured() -> None:
    assert await graded(PLANS) == {"held": set(), "wrong": ()}


async def test_a_score_counts_what_held() -> None:
    good = grade_answer(AnswerCase("a", PLANS, **GOOD), await Talk().say(PLANS))
    bad = grade_answer(AnswerCase("b", PLANS, facts=("zebra",)), await Talk().say(PLANS))
    score = AnswerScore("none", [good, bad])

    assert (score.passed, score.share, score.measure("facts"), score.measure("refusal")) == (1, 0.5, (1, 2), (0, 0))
    assert (score.in_its_words, score.tokens, score.median_ms > 0) == (0, 0, True)
    assert (AnswerScore("none").share, AnswerScore("none").median_ms) == (1.0, 0.0)
