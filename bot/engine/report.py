"""A turn as JSON for programs: `claimdesk ask --json`, the playground, the office's checks."""

from typing import Any

from bot.domain.claims import Claim
from bot.domain.messages import Citation
from bot.engine.turn import Turned
from bot.engine.why import recognised


def report_of(turned: Turned) -> dict[str, Any]:
    """Return route, reason, text, citations, claims, handoff, tags, recognised and the time of each step.

    Claim numbers and facts are in the clear, because this goes to who asked; the patient's record never is.
    """
    said = turned.said
    return {
        "route": turned.decision.route.value,
        "reason": turned.decision.why.value,
        "text": said.text,
        "citations": [_citation(c) for c in said.citations],
        "claims": [_claim(v.claim) for v in said.verdicts],
        "handoff": {"reason": said.handoff.reason.value, "summary": said.handoff.summary} if said.handoff else None,
        "tags": list(turned.tags),
        "recognised": recognised(turned, masked=False),
        "took_ms": turned.took_ms,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        "source": citation.source,
        "title": citation.title,
        "section": citation.section,
        "page": citation.page,
        "quote": citation.quote,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    facts = {
        "payer": claim.payer,
        "category": claim.category,
        "date_of_service": claim.date_of_service,
        "billed": claim.billed,
        "paid": claim.paid,
        "patient_owes": claim.patient_owes,
        "received_on": claim.received_on,
        "finalized_on": claim.finalized_on,
    }
    return {
        "number": claim.number,
        "state": claim.state.value,
        "as_of": claim.as_of.isoformat(),
        "source": claim.source,
        **{name: None if value is None else str(value) for name, value in facts.items()},
        "reason_codes": list(claim.reason_codes),
        "remark_codes": list(claim.remark_codes),
    }
