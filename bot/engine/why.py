"""How the bot came to its answer, as plain JSON: for the desk's Why panel, `--trace`, and an auditor."""

from dataclasses import asdict
from typing import Any

from bot.domain.recognition import CLAIM_LIKE, SENSITIVE, Entity
from bot.engine.claim_facts import mask
from bot.engine.lookups import Looked
from bot.engine.reasons import because
from bot.engine.said import Said
from bot.engine.turn import Turned
from knowledge.passages import Findings

HIDDEN = "•••"


def recognised(turned: Turned, *, masked: bool) -> list[dict[str, str]]:
    """Return what was recognised; private kinds never show their value, claim numbers only their end if `masked`."""
    return [_entity(entity, masked=masked) for entity in turned.found.entities]


def _entity(entity: Entity, *, masked: bool) -> dict[str, str]:
    text, canonical = entity.text, entity.canonical
    if entity.kind in SENSITIVE or entity.birth:
        text = canonical = HIDDEN
    elif masked and entity.kind in CLAIM_LIKE:
        text = canonical = mask(canonical)
    return {"kind": entity.kind.value, "text": text, "canonical": canonical}


def trace_of(turned: Turned) -> dict[str, Any]:
    """Return the whole way of one turn, masked."""
    said = turned.said
    return {
        "recognised": recognised(turned, masked=True),
        "route": turned.decision.route.value,
        "reason": turned.decision.why.value,
        "because": because(turned.decision),
        "topic": turned.decision.topic,
        "likeness": round(turned.decision.likeness, 2),
        "identity": said.identity,
        "lookup": [_looked(one) for one in said.looked],
        "rules": [
            {"claim": mask(v.claim.number), "state": v.claim.state.value, "handoff": v.handoff, "because": v.because}
            for v in said.verdicts
        ],
        "findings": _findings(said.findings) if said.findings else None,
        "check": {"ok": not said.problems, "problems": list(said.problems)} if _was_checked(said) else None,
        "model": _model(turned) if turned.model else None,
        "mode": {"mode": said.mode.mode.value, "because": said.mode.because} if said.mode else None,
        "handoff": person.reason.value if (person := said.handoff or said.raised) else None,
        "took_ms": turned.took_ms,
    }


def _was_checked(said: Said) -> bool:
    """Only answers from claims or documents rest on facts; fixed sentences have none to check."""
    return bool(said.verdicts or said.citations or said.problems)


def _looked(one: Looked) -> dict[str, Any]:
    result = one.result
    return {
        "action": result.action,
        "claim": mask(one.number) if one.number else "",
        "outcome": result.outcome.value,
        "took_ms": round(result.took_ms, 1),
        "attempts": result.attempts,
        "detail": result.detail,
        "dropped": one.dropped,
    }


def _findings(findings: Findings) -> dict[str, Any]:
    return {
        "lane": findings.lane,
        "confidence": round(findings.confidence, 3),
        "threshold": round(findings.threshold, 3),
        "answerable": findings.answerable,
        "passages": [
            {"title": p.title, "section": p.section, "page": p.page, "score": round(p.score, 3)}
            for p in findings.passages
        ],
    }


def _model(turned: Turned) -> dict[str, Any]:
    """What a model was asked and said; its prompts are redacted before they are sent."""
    drafting = turned.said.drafting
    return {
        "refused": drafting.refused if drafting else "",
        "findings": [list(found) for found in drafting.findings] if drafting else [],
        "steps": [asdict(step) for step in turned.model],
    }
