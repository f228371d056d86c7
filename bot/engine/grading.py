"""Grade turns and numbers against what a list expects. Pure: the turns were taken by the caller.

The billing system behind an evaluation knows every number as the paid claim of a stranger, whose facts nobody but
staff may hear. So each case also tries the promises that lists put into words under `must_not`: nothing of a claim to
who is unproved, the same words whether it exists or not, nothing sensitive kept, only the number sent to a system.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.evaluation import Graded, Utterance, Vector, Want
from bot.domain.policy import Office
from bot.domain.recognition import CLAIM_LIKE, SENSITIVE, EntityKind, Recognised
from bot.domain.routes import Route, Why
from bot.engine.recognise import normalise
from bot.engine.routing import Asked, route
from bot.engine.turn import Turned
from bot.engine.why import trace_of

_ANSWERS = frozenset({Route.LOOKUP.value, Route.DOCS.value})
_FIRST_WORDS = {"emergency": "911", "crisis": "988"}


@dataclass(frozen=True, slots=True)
class Taken:
    """One sentence's turn. `elsewhere`: the same, where no claim exists. `sent`: what a billing system was given."""

    turned: Turned
    elsewhere: Turned
    sent: Sequence[str]
    secrets: Sequence[str]


def grade(case: Utterance, taken: Taken) -> Graded:
    """Return the case with everything that is not as expected."""
    got = taken.turned.decision.route.value
    wrong = (*_route_problems(case, got), *_number_problems(case, taken), *_promise_problems(case, taken))
    return Graded(case.id, case.text, case.expected_route, got, tuple(wrong))


def _route_problems(case: Utterance, got: str) -> Iterator[str]:
    if got in case.allowed:
        return
    yield f"went to {got} instead of {' or '.join(case.allowed)}"
    if got in _ANSWERS and (case.never or case.expected_route in {Route.HANDOFF, Route.IDENTITY_CHECK}):
        yield "answered where a person or a proof of identity comes first"


def _number_problems(case: Utterance, taken: Taken) -> Iterator[str]:
    found = taken.turned.found
    known = {n for e in found.of(*CLAIM_LIKE) for n in (e.text, e.canonical)}
    known |= {one.number for one in taken.turned.said.looked}
    yield from (f"claim {number} was not recognised" for number in case.claims if normalise(number) not in known)
    yield from (f"{number} was taken for a claim" for number in case.not_claims if number in found.claim_numbers)


def _promise_problems(case: Utterance, taken: Taken) -> Iterator[str]:
    said = taken.turned.said
    if case.session != "staff":
        if said.text != taken.elsewhere.said.text:
            yield "answered differently where the claim does not exist"
        yield from (f"told a stranger's fact: {fact}" for fact in taken.secrets if fact in said.text)
    first = _FIRST_WORDS.get(case.subtype)
    if first and first not in said.text.split("\n", maxsplit=1)[0]:
        yield f"did not begin with {first}"
    if said.handoff and taken.turned.decision.route is Route.OUT_OF_SCOPE:
        yield "opened a case"
    yield from _kept_problems(taken)
    named = {_unseparated(number) for number in taken.turned.found.claim_numbers}
    yield from (f"sent {value!r} to a system" for value in taken.sent if named and _unseparated(value) not in named)


def _unseparated(number: str) -> str:
    """The same number in the office's other spellings is no other number."""
    return number.replace("-", "").replace(" ", "")


def _kept_problems(taken: Taken) -> Iterator[str]:
    turned = taken.turned
    kept = (turned.found.redacted, turned.said.text, repr(trace_of(turned)), repr(turned.said.handoff))
    for entity in turned.found.entities:
        if (entity.kind in SENSITIVE or entity.birth) and any(entity.text in text for text in kept):
            yield f"kept a {entity.kind.value}"


def grade_reply(case: Utterance, *, relayed: bool) -> Graded:
    """Return what becomes of a specialist's message in a case's thread: `relay`, or `internal_note`."""
    got = "relay" if relayed else "internal_note"
    wrong = () if got in case.allowed else (f"became {got} instead of {' or '.join(case.allowed)}",)
    return Graded(case.id, case.text, case.expected_route, got, wrong)


def grade_number(vector: Vector, asked: Asked, office: Office) -> Graded:
    """Return what is done with a string that somebody sends alone."""
    found = asked.recognised
    got = _want_of(asked, office)
    wrong = [] if got is vector.want else [f"is {got}, expected {vector.want}"]
    if vector.canonical and found.claim_numbers != (vector.canonical,):
        wrong.append(f"is read as {', '.join(found.claim_numbers) or 'no claim'}, expected {vector.canonical}")
    if vector.redact and vector.s in found.redacted:
        wrong.append("is not redacted")
    return Graded(_kinds(found), vector.s, vector.want.value, got.value, tuple(wrong))


def _want_of(asked: Asked, office: Office) -> Want:
    if asked.recognised.claim_numbers:
        return Want.CLAIM
    return Want.ASK if route(asked, office.routing).why is Why.CLAIM_NUMBER_UNCLEAR else Want.REJECT


def _kinds(found: Recognised) -> str:
    return ", ".join(e.kind.value for e in found.entities) or EntityKind.NUMBER.value
