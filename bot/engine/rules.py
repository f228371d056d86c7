"""Rules on a look-up's result: may the bot answer, or must a person? Each verdict says why in plain words."""

from dataclasses import dataclass, replace

from actions.results import ActionResult, Outcome
from bot.domain.claims import LABELS, Claim, ClaimState
from bot.domain.escalation import Reason
from bot.domain.policy import Routing

_REASONS: dict[ClaimState, Reason] = {
    ClaimState.NEEDS_CORRECTION: Reason.NEEDS_CORRECTION,
    ClaimState.DENIED: Reason.DENIED,
    ClaimState.NOT_FOUND: Reason.CLAIM_NOT_FOUND,
    ClaimState.REQUEST_ERROR: Reason.LOOKUP_FAILED,
    ClaimState.PAYER_UNAVAILABLE: Reason.PAYER_UNAVAILABLE,
}
_ALWAYS = frozenset({*_REASONS, ClaimState.UNKNOWN})
"""States that no office can let the bot keep to itself."""

_FORWARDED = "F3F"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do about one claim: `handoff` names the case's reason, or None when the bot's answer is enough."""

    claim: Claim
    handoff: Reason | None
    because: str


def judge(claim: Claim, routing: Routing) -> Verdict:
    """Apply the office's rules to one claim. A claim is 'paid' only with an amount above zero."""
    if claim.state is ClaimState.PAID and not _was_paid(claim):
        claim = replace(claim, state=ClaimState.PROCESSED_OTHER)
        return Verdict(claim, Reason.NEEDS_REVIEW, "the payer calls it paid but gives no amount above zero")
    if claim.state is ClaimState.PROCESSED_OTHER:
        return _processed(claim)
    if claim.state in _ALWAYS or claim.state in routing.handoff_states:
        reason = _REASONS.get(claim.state, Reason.NEEDS_REVIEW)
        return Verdict(claim, reason, f"the state “{LABELS[claim.state]}” goes to a person")
    return Verdict(claim, None, f"the state “{LABELS[claim.state]}” may be answered")


def _processed(claim: Claim) -> Verdict:
    if claim.category.upper() == _FORWARDED:
        return Verdict(claim, None, "the payer sent it on to the next payer")
    if claim.category.upper() == "F0" and _was_paid(claim):
        return Verdict(claim, None, "processed, with a payment that was read")
    return Verdict(claim, Reason.NEEDS_REVIEW, "processed, but the result needs a person's reading")


def _was_paid(claim: Claim) -> bool:
    return claim.paid is not None and claim.paid > 0


def failure(result: ActionResult) -> Reason | None:
    """Return why a look-up that brought no claim goes to a person; None for FOUND and for input we can ask again."""
    return {
        Outcome.NOT_FOUND: Reason.CLAIM_NOT_FOUND,
        Outcome.PENDING: Reason.PAYER_UNAVAILABLE,
        Outcome.UNAVAILABLE: Reason.PAYER_UNAVAILABLE,
        Outcome.FAILED: Reason.LOOKUP_FAILED,
    }.get(result.outcome)
