"""Ask a model what a message is about where the rules are unsure, and take from its proposal only what is safe.

It can raise a message towards a person, never lower it. It sets no identity, and names no claim that recognition has
not seen in this conversation. On what the rules are sure of it is not asked at all.
"""

from dataclasses import replace

from bot.domain.conversation import Conversation
from bot.domain.escalation import Reason
from bot.domain.routes import Decision, Route, Why
from bot.engine.aliases import Aliases, outgoing
from bot.engine.lexicon import language_of
from bot.engine.routing import Asked
from bot.engine.sayable import LANGUAGES
from bot.engine.vocabulary import Concept
from bot.ports.progress import Progress, Stage
from bot.ports.understanding import Inquiry, Need, Understood
from bot.ports.writer import ModelFailed, ModelSession

_FEW_WORDS = 6
"""Up to so many words beside a number or a greeting say nothing that the rules could have missed."""

_RAISED: dict[Need, Decision] = {
    Need.EMERGENCY: Decision(Route.OUT_OF_SCOPE, Why.EMERGENCY),
    Need.CRISIS: Decision(Route.OUT_OF_SCOPE, Why.CRISIS),
    Need.PERSON: Decision(Route.HANDOFF, Why.PERSON_REQUESTED, Reason.PERSON_REQUESTED),
    Need.APPEAL: Decision(Route.HANDOFF, Why.NEVER_ANSWER, Reason.APPEAL, Concept.APPEAL.value),
    Need.DISPUTE: Decision(Route.HANDOFF, Why.NEVER_ANSWER, Reason.DISPUTE, Concept.DISPUTE.value),
    Need.ONLY_A_PERSON: Decision(Route.HANDOFF, Why.NEVER_ANSWER, Reason.NEVER_ANSWER),
    Need.SOMEBODY_ELSE: Decision(Route.HANDOFF, Why.THIRD_PARTY, Reason.THIRD_PARTY),
    Need.DOCUMENTS: Decision(Route.DOCS, Why.QUESTION),
}
_HEIGHT = {Route.OUT_OF_SCOPE: 0, Route.DOCS: 1, Route.LOOKUP: 2, Route.IDENTITY_CHECK: 2, Route.HANDOFF: 3}
_SAFETY = frozenset({Why.EMERGENCY, Why.CRISIS})
_IN_GENERAL = (Concept.GENERAL, Concept.EXPLAIN, Concept.OFFICE, Concept.WAYS_TO_PAY)


def unsure(decision: Decision, asked: Asked) -> bool:
    """Say whether the rules may have missed something: a guess, or a number with a story around it."""
    long = len(asked.folded.split()) > _FEW_WORDS
    match decision.why:
        case Why.NOT_UNDERSTOOD:
            return True
        case Why.SMALL_TALK | Why.THANKS:
            return long
        case Why.QUESTION:
            return not decision.topic and (asked.has(Concept.OWN) or not asked.has(*_IN_GENERAL))
        case Why.CLAIM_NUMBER | Why.OWN_CLAIM:
            return decision.route is Route.LOOKUP and long and not asked.has(Concept.STATUS)
    return False


def raised(decision: Decision, understood: Understood, asked: Asked, seen: Aliases) -> Decision:
    """Return the decision that counts."""
    proposed = _proposed(understood, asked, seen)
    if proposed is None or (proposed.why not in _SAFETY and _HEIGHT[proposed.route] <= _HEIGHT[decision.route]):
        return decision
    return proposed


def _proposed(understood: Understood, asked: Asked, seen: Aliases) -> Decision | None:
    if understood.need is not Need.OWN_CLAIM:
        return _RAISED.get(understood.need)
    if asked.staff:
        return None
    if not asked.verified:
        return Decision(Route.IDENTITY_CHECK, Why.CLAIM_NUMBER_MISSING)
    meant = tuple(dict.fromkeys(number for alias in understood.claims if (number := seen.number(alias))))
    return Decision(Route.LOOKUP, Why.OWN_CLAIM if meant else Why.CLAIM_NUMBER_MISSING, claims=meant)


async def understood(
    session: ModelSession, asked: Asked, decision: Decision, conversation: Conversation, progress: Progress
) -> tuple[Decision, Conversation]:
    """Return decision and conversation after a model has been asked; unchanged when it has nothing to say."""
    if not unsure(decision, asked):
        return decision, conversation
    await progress(Stage.UNDERSTANDING, conversation.language)
    seen = Aliases.of(asked.recognised.claim_numbers, conversation.recent_claims if conversation.verified else ())
    inquiry = Inquiry(
        outgoing(asked.recognised, seen),
        conversation.surface.value,
        tuple(seen.name(number) for number in seen.numbers),
    )
    try:
        proposal = await session.understand(inquiry)
    except ModelFailed:
        return decision, conversation
    if proposal.language in LANGUAGES and not language_of(asked.folded, ""):
        conversation = replace(conversation, language=proposal.language)
    return raised(decision, proposal, asked, seen), conversation
