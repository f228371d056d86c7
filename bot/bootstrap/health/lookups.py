"""Whether the way to the billing system is whole, and the answers are still the right ones."""

from collections.abc import Iterator, Sequence

from bot.bootstrap.health.parts import HealthParts
from bot.domain.checks import Canary, Check
from bot.domain.claims import LABELS
from bot.domain.messages import Surface
from bot.engine.access import OpenLedger
from bot.engine.asking import Asking
from bot.engine.claim_facts import mask
from bot.engine.drift import canary_drift, drift_of, look_for
from bot.engine.lookups import Lookups
from bot.engine.turn import Turn
from scheduler.health_check import Finding, Look, Probe

CANARY_LIMIT = 60.0
"""Seconds; a payer may take 25 to answer."""
QUESTIONS_LIMIT = 120.0


def lookup_probes(parts: HealthParts) -> Iterator[Probe]:
    """Yield a probe for the settings, one for each canary claim, and one for the golden questions."""
    owners = parts.owners
    yield Probe("billing settings", _settings(parts), owners.technical, "Run claimdesk action list")
    for canary in parts.place.folder.checks.canaries:
        part = canary_name(canary, parts.office.lookups.claim_status)
        cure = "The billing system is slow or down: run claimdesk action test, and call its support"
        yield Probe(part, _canary(parts, canary, part), owners.technical, cure, CANARY_LIMIT)
    cure = "Run claimdesk check"
    yield Probe("golden questions", _questions(parts), owners.technical, cure, QUESTIONS_LIMIT)


def canary_name(canary: Canary, usual: str) -> str:
    """Return what a canary is called in reports, its number masked."""
    return f"canary {mask(canary.claim)} by {canary.action or usual}"


def _settings(parts: HealthParts) -> Look:
    async def look() -> Sequence[Finding]:
        owner = parts.owners.technical
        found = [
            Finding("billing settings", False, problem.problem, problem.cure, owner)
            for problem in parts.actions.problems()
        ]
        watched = {each.action or parts.office.lookups.claim_status for each in parts.place.folder.checks.canaries}
        found += [
            Finding(f"action {name}", False, "no canary claim goes through it", _ADD, parts.owners.lead)
            for name in parts.place.catalogue
            if name not in watched
        ]
        says = f"{len(parts.place.catalogue)} actions, each set up and watched by a canary claim"
        return found or [Finding("billing settings", True, says)]

    return look


_ADD = "Add one to checks.yml under canaries, with action and inputs"


def _canary(parts: HealthParts, canary: Canary, part: str) -> Look:
    async def look() -> Sequence[Finding]:
        looked = await look_for(canary, Lookups(parts.office, parts.actions))
        if drift := canary_drift(canary, looked):
            cure = f"Run claimdesk action test {looked.result.action} and compare; correct the action or the canary"
            return [Finding(part, False, drift[0].strip(), cure, parts.owners.technical)]
        return [Finding(part, True, f"{_found(canary)}, {looked.result.took_ms:.0f} ms")]

    return look


def _found(canary: Canary) -> str:
    return LABELS[canary.state].casefold() if canary.state else "found"


def _questions(parts: HealthParts) -> Look:
    async def look() -> Sequence[Finding]:
        turn = Turn(parts.office, parts.retriever, parts.actions, parts.clock, OpenLedger())
        asking = Asking(turn, parts.clock)
        checks = parts.place.folder.checks.questions
        drifted = [finding for check in checks for finding in await _asked(asking, check, parts.owners.lead)]
        return drifted or [Finding("golden questions", True, f"all {len(checks)} answered as expected")]

    return look


async def _asked(asking: Asking, check: Check, lead: str) -> list[Finding]:
    turned = await asking.ask(check.question, Surface(check.as_), check.identity)
    if not (drift := drift_of(check.expect, turned)):
        return []
    cure = "Run claimdesk ask --trace with it; correct the document, the rule or checks.yml"
    return [Finding(f"question “{check.question}”", False, "; ".join(drift), cure, lead)]
