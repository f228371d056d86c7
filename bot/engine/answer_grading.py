"""Grade one answer against what a case asks of it. Pure."""

from collections.abc import Iterable

from bot.domain.answer_cases import AnswerCase, GradedAnswer
from bot.engine.turn import Turned


def grade_answer(case: AnswerCase, turned: Turned) -> GradedAnswer:
    """Return what held and what did not."""
    said = turned.said
    names = {name.casefold() for c in said.citations for name in (c.source, c.title)}
    cited = {c.title.casefold() for c in said.citations}
    allowed = {name.casefold() for name in case.cites}
    quoted = "\n".join(c.quote for c in said.citations)
    foreign = [c.title for c in said.citations if not {c.title.casefold(), c.source.casefold()} & allowed]
    wrong = {
        "route": [f"went to {turned.decision.route}"] if turned.decision.route is not case.route else [],
        "facts": _absent(case.facts, said.text, "is not in the answer"),
        "citation": [
            *(f"does not cite {name}" for name in case.cites if name.casefold() not in names),
            *(f"cites {title}" for title in foreign),
        ],
        "sufficient": _absent(case.carries, quoted, "is in no quoted passage"),
        "forbidden": [f"“{word}” is in the answer" for word in case.forbidden if _has(said.text, word)],
        "refusal": ["answers what nothing is known about"] if cited or said.verdicts else [],
    }
    asked = {
        "route": case.route is not None,
        "facts": bool(case.facts),
        "citation": bool(case.cites),
        "sufficient": bool(case.carries),
        "forbidden": bool(case.forbidden),
        "refusal": case.unknown,
    }
    return GradedAnswer(
        case.id,
        case.question,
        {name: not wrong[name] if asked[name] else None for name in wrong},
        tuple(problem for name, problems in wrong.items() if asked[name] for problem in problems),
        said.drafting is not None and not said.drafting.refused,
        sum(step.tokens_in + step.tokens_out for step in turned.model),
        sum(turned.took_ms.values()),
    )


def _absent(wanted: Iterable[str], text: str, problem: str) -> list[str]:
    return [f"“{word}” {problem}" for word in wanted if not _has(text, word)]


def _has(text: str, word: str) -> bool:
    return " ".join(word.casefold().split()) in " ".join(text.casefold().split())
