"""The tags that the bot gives to a conversation, turn by turn. They hold no patient data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain.claims import NOT_DENIALS, Claim, ClaimState
from bot.domain.escalation import Reason
from bot.domain.policy import Topic
from bot.domain.policy.desk_routes import slug
from bot.domain.recognition import EntityKind, Recognised
from bot.domain.routes import Decision, Route, Why
from bot.domain.tags import CODE, OWN, PAYER, Outcome, Subject, about, outcome
from bot.engine.lexicon import concepts, fold, mentions
from bot.engine.vocabulary import Concept

_C = Concept
_ON_CARD = frozenset({"payer", "state", "code", "topic", "lang", "about", "own", "outcome", "location"})
_OF_CONCEPTS: dict[Subject, frozenset[Concept]] = {
    Subject.DENIAL: frozenset({_C.DENIAL}),
    Subject.APPEAL: frozenset({_C.APPEAL}),
    Subject.PAYMENT: frozenset({_C.WAYS_TO_PAY, _C.MISSING_PAYMENT, _C.TRACE, _C.COLLECTIONS, _C.WAIVER}),
}
_OF_REASONS: dict[Subject, frozenset[Reason]] = {
    Subject.DENIAL: frozenset({Reason.DENIED}),
    Subject.APPEAL: frozenset({Reason.APPEAL}),
    Subject.IDENTITY: frozenset({Reason.IDENTITY_LOCKED, Reason.THIRD_PARTY}),
}
_OF_ROUTES = {
    Route.LOOKUP: Subject.CLAIM_STATUS,
    Route.DOCS: Subject.DOCUMENTS,
    Route.IDENTITY_CHECK: Subject.IDENTITY,
}
_UNANSWERED = frozenset({Why.NOT_UNDERSTOOD, Why.QUESTION})
_CODES = (EntityKind.ADJUSTMENT_CODE, EntityKind.REMARK_CODE)


@dataclass(frozen=True, slots=True)
class Tagged:
    """What a turn's tags are read from. `answered`: something from a source was said; `stopped`: the check held it."""

    decision: Decision
    found: Recognised
    claims: Sequence[Claim]
    handoff: Reason | None
    language: str
    answered: bool = False
    stopped: bool = False


def tags_of(turn: Tagged, own: Sequence[Topic] = ()) -> tuple[str, ...]:
    """Return the tags of one turn, sorted, each once; `own` are the office's, by words."""
    folded = fold(turn.found.text)
    found = {*_told(turn), *_subjects(turn, concepts(folded)), *_outcomes(turn)}
    return tuple(sorted(found | {f"{OWN}:{slug(tag.name)}" for tag in own if mentions(folded, tag.words)}))


def located(location: str) -> tuple[str, ...]:
    """Return the tag of the place that somebody wrote from, if one is known."""
    return (f"location:{slug(location)}",) if slug(location) else ()


def for_card(tags: Iterable[str]) -> tuple[str, ...]:
    """Return the tags that tell a specialist something the card does not say anyway."""
    known = set(tags)
    return tuple(tag for tag in sorted(known) if tag.partition(":")[0] in _ON_CARD and not _is_said(tag, known))


def _is_said(tag: str, known: set[str]) -> bool:
    kind, _, value = tag.partition(":")
    return tag == "lang:en" or (kind == "topic" and f"about:{value}" in known)


def _told(turn: Tagged) -> Iterator[str]:
    yield f"route:{turn.decision.route}"
    yield f"lang:{turn.language}"
    if turn.decision.topic:
        yield f"topic:{slug(turn.decision.topic)}"
    if turn.handoff:
        yield f"handoff:{turn.handoff}"
    if turn.stopped:
        yield "check:failed"
    for entity in turn.found.of(*_CODES):
        yield f"{CODE}:{entity.canonical}"
    for claim in turn.claims:
        yield f"state:{claim.state}"
        if claim.payer:
            yield f"{PAYER}:{slug(claim.payer)}"


def _subjects(turn: Tagged, said: frozenset[Concept]) -> Iterator[str]:
    yield from (about(subject) for subject, words in _OF_CONCEPTS.items() if words & said)
    yield from (about(subject) for subject, reasons in _OF_REASONS.items() if turn.handoff in reasons)
    if turn.decision.route in _OF_ROUTES:
        yield about(_OF_ROUTES[turn.decision.route])
    if turn.claims or turn.found.claim_numbers:
        yield about(Subject.CLAIM_STATUS)
    if any(claim.state is ClaimState.DENIED for claim in turn.claims) or _denial_codes(turn.found):
        yield about(Subject.DENIAL)
    if turn.found.of(EntityKind.MONEY, EntityKind.PAYMENT_TRACE):
        yield about(Subject.PAYMENT)


def _denial_codes(found: Recognised) -> bool:
    return any(each.canonical not in NOT_DENIALS for each in found.of(EntityKind.ADJUSTMENT_CODE))


def _outcomes(turn: Tagged) -> Iterator[str]:
    if turn.handoff:
        yield outcome(Outcome.HANDED_OVER)
    if turn.answered:
        yield outcome(Outcome.ANSWERED)
    elif not turn.handoff and turn.decision.why in _UNANSWERED:
        yield outcome(Outcome.NOT_ANSWERED)
