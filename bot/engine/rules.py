"""Rules on a look-up's result: may the bot answer, or must a person? Each verdict says why in plain words.

The first rule that objects wins. What a claim may be *called* is settled before: `paid` needs an amount above zero, and
`denied` needs more than codes that only share or write off cost.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from actions.results import ActionResult, Outcome
from bot.domain.claims import LABELS, NOT_DENIALS, Claim, ClaimState
from bot.domain.escalation import Reason
from bot.domain.policy import Office, Results, Routing

_REASONS: dict[ClaimState, Reason] = {
    ClaimState.NEEDS_CORRECTION: Reason.NEEDS_CORRECTION,
    ClaimState.DENIED: Reason.DENIED,
    ClaimState.NOT_FOUND: Reason.CLAIM_NOT_FOUND,
    ClaimState.REQUEST_ERROR: Reason.LOOKUP_FAILED,
    ClaimState.PAYER_UNAVAILABLE: Reason.PAYER_UNAVAILABLE,
}
_ALWAYS = frozenset({*_REASONS, ClaimState.UNKNOWN})
"""States that no office can let the bot keep to itself."""

_MOVING = frozenset({ClaimState.RECEIVED, ClaimState.IN_PROCESS})
_FORWARDED = "F3F"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do about one claim: `handoff` names the case's reason, or None when the bot's answer is enough."""

    claim: Claim
    handoff: Reason | None
    because: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The office's rules, and the day on which they are applied."""

    routing: Routing
    results: Results
    today: date

    @classmethod
    def of(cls, office: Office, now: datetime) -> "Rules":
        """Return an office's rules for the day that it is there."""
        return cls(office.routing, office.results, now.astimezone(ZoneInfo(office.time_zone)).date())

    def judge(self, claims: Iterable[Claim]) -> tuple[Verdict, ...]:
        """Judge the claims of one answer together: two entries of one number that disagree need a person."""
        called = [_called(claim) for claim in claims]
        states = Counter(number for number, _ in {(claim.number, claim.state) for claim, _ in called})
        return tuple(self._verdict(claim, why, alone=states[claim.number] == 1) for claim, why in called)

    def _verdict(self, claim: Claim, renamed: str, *, alone: bool) -> Verdict:
        if renamed:
            return Verdict(claim, Reason.NEEDS_REVIEW, renamed)
        if not alone:
            return Verdict(claim, Reason.NEEDS_REVIEW, "the billing system has entries of this number that disagree")
        for rule in _RULES:
            verdict = rule(claim, self)
            if verdict:
                return verdict
        return Verdict(claim, None, f"the state “{LABELS[claim.state]}” may be answered")


def _called(claim: Claim) -> tuple[Claim, str]:
    """Return the claim with the state that it may be called by, and why that is another one than was told."""
    if claim.state is ClaimState.PAID and not _was_paid(claim):
        claim = replace(claim, state=ClaimState.PROCESSED_OTHER)
        return claim, "the payer calls it paid but gives no amount above zero"
    codes = {*claim.reason_codes}
    if claim.state is ClaimState.DENIED and codes and codes <= NOT_DENIALS:
        claim = replace(claim, state=ClaimState.PROCESSED_NO_PAYMENT)
        return claim, f"it is called denied, but {', '.join(sorted(codes))} only share or write off cost"
    return claim, ""


def _by_state(claim: Claim, rules: Rules) -> Verdict | None:
    if claim.state is ClaimState.UNKNOWN:
        return Verdict(claim, Reason.NEEDS_REVIEW, f"the status “{claim.category}” is not known; see status_aliases")
    if claim.state in _ALWAYS or claim.state in rules.routing.handoff_states:
        reason = _REASONS.get(claim.state, Reason.NEEDS_REVIEW)
        return Verdict(claim, reason, f"the state “{LABELS[claim.state]}” goes to a person")
    return None


def _by_amounts(claim: Claim, _: Rules) -> Verdict | None:
    amounts = [amount for amount in (claim.billed, claim.paid, claim.patient_owes) if amount is not None]
    more = claim.paid is not None and claim.billed is not None and claim.paid > claim.billed
    if more or any(amount < 0 for amount in amounts):
        return Verdict(claim, Reason.NEEDS_REVIEW, "its amounts do not fit together")
    return None


def _by_code(claim: Claim, rules: Rules) -> Verdict | None:
    codes = [code for code in (*claim.reason_codes, *claim.remark_codes) if code.upper() in rules.results.handoff_codes]
    return Verdict(claim, Reason.NEEDS_REVIEW, f"the code {codes[0]} goes to a person") if codes else None


def _by_payer(claim: Claim, rules: Rules) -> Verdict | None:
    payer = (claim.payer or "").casefold()
    if payer and payer in rules.results.handoff_payers:
        return Verdict(claim, Reason.NEEDS_REVIEW, f"claims with {claim.payer} go to a person")
    return None


def _processed(claim: Claim, _: Rules) -> Verdict | None:
    if claim.state is not ClaimState.PROCESSED_OTHER:
        return None
    if claim.category.upper() == _FORWARDED:
        return Verdict(claim, None, "the payer sent it on to the next payer")
    if claim.category.upper() == "F0" and _was_paid(claim):
        return Verdict(claim, None, "processed, with a payment that was read")
    return Verdict(claim, Reason.NEEDS_REVIEW, "processed, but the result needs a person's reading")


def _by_age(claim: Claim, rules: Rules) -> Verdict | None:
    since = claim.received_on or claim.date_of_service
    most = rules.results.slow_after_days
    days = (rules.today - since).days if since else 0
    if most and claim.state in _MOVING and days > most:
        return Verdict(claim, Reason.NEEDS_REVIEW, f"it has been on its way for {days} days, more than {most}")
    return None


_RULES: tuple[Callable[[Claim, Rules], Verdict | None], ...] = (
    _by_state,
    _by_amounts,
    _by_code,
    _by_payer,
    _processed,
    _by_age,
)


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
