"""Hand a conversation to a person: why, and the summary that a specialist reads first."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.claims import LABELS
from bot.domain.escalation import Reason
from bot.engine.claim_facts import mask
from bot.engine.rules import Verdict

REASONS: dict[Reason, str] = {
    Reason.PERSON_REQUESTED: "Asked for a person",
    Reason.APPEAL: "Appeal",
    Reason.DISPUTE: "Disputes a bill or payment",
    Reason.NEVER_ANSWER: "A subject only a person may answer",
    Reason.NEEDS_CORRECTION: "Something needs correcting",
    Reason.DENIED: "Claim denied",
    Reason.CLAIM_NOT_FOUND: "Claim not found",
    Reason.PAYER_UNAVAILABLE: "Payer could not be reached",
    Reason.LOOKUP_FAILED: "Look-up failed",
    Reason.NEEDS_REVIEW: "Result needs a person's reading",
    Reason.IDENTITY_LOCKED: "Identity could not be confirmed",
    Reason.THIRD_PARTY: "Speaks for somebody else",
    Reason.NO_DOCUMENT: "No document answers this",
    Reason.NOT_UNDERSTOOD: "Not understood",
    Reason.ANSWER_CHECK: "An answer to look over",
    Reason.FILE_SENT: "Sent a file",
    Reason.SHADOW: "A question that a person answers",
}


@dataclass(frozen=True, slots=True)
class Handoff:
    """Why a person is needed, and what was asked and checked. Claim numbers are masked, private details gone."""

    reason: Reason
    summary: str
    patient: str = ""
    claim: str = ""
    payer: str = ""


def hand_off(
    reason: Reason,
    asked: str,
    *,
    verdicts: Sequence[Verdict] = (),
    numbers: Sequence[str] = (),
    patient: str = "",
    details: Sequence[str] = (),
) -> Handoff:
    """Build the handoff; `asked` is the masked message, `details` what else was learnt, in short sentences.

    `numbers` are the claims that it is about when no look-up names one.
    """
    first = verdicts[0].claim if verdicts else None
    checked = [
        f"{mask(v.claim.number)}: {LABELS[v.claim.state]}{_codes(v)}, {v.claim.payer or 'payer not named'}"
        for v in verdicts
    ]
    parts = [
        f"{REASONS[reason]}.",
        f"Asked: “{_short(asked)}”" if asked else "",
        f"Checked {'; '.join(checked)}." if checked else "",
        *details,
    ]
    claim = mask(first.number) if first else mask(numbers[0]) if numbers else ""
    return Handoff(reason, " ".join(p for p in parts if p), patient, claim, (first.payer if first else None) or "")


def _codes(verdict: Verdict) -> str:
    codes = [c for c in (verdict.claim.category, *verdict.claim.reason_codes, *verdict.claim.remark_codes) if c]
    return f" ({', '.join(codes)})" if codes else ""


def _short(text: str, most: int = 300) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
