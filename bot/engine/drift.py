"""Say how an answer differs from what the office's `checks.yml` expects of it. Pure."""

from collections.abc import Iterator

from bot.domain.checks import Canary, Expectation
from bot.engine.lookups import Looked, Lookups
from bot.engine.turn import Turned


def drift_of(expected: Expectation, turned: Turned) -> list[str]:
    """Return each difference in words; an empty list means that the answer is as expected."""
    return list(_differences(expected, turned))


def _differences(expected: Expectation, turned: Turned) -> Iterator[str]:
    said = turned.said
    if turned.decision.route is not expected.route:
        yield f"route is {turned.decision.route}, expected {expected.route}"
    states = [v.claim.state for v in said.verdicts]
    if expected.state and expected.state not in states:
        yield f"state is {', '.join(states) or 'not there'}, expected {expected.state}"
    reason = said.handoff.reason if said.handoff else None
    if expected.handoff_reason and reason is not expected.handoff_reason:
        yield f"handed over for {reason or 'nothing'}, expected {expected.handoff_reason}"
    text = said.text.casefold()
    yield from (f"“{fact}” is not in the answer" for fact in expected.facts if fact.casefold() not in text)
    yield from (f"“{word}” is in the answer" for word in expected.not_ if word.casefold() in text)
    sources = {name.casefold() for c in said.citations for name in (c.source, c.title)}
    if expected.source and expected.source.casefold() not in sources:
        yield f"does not cite {expected.source}"


async def look_for(canary: Canary, lookups: Lookups) -> Looked:
    """Look a canary up the way that it is for: by its number, or through another action."""
    if canary.action:
        return await lookups.by_action(canary.action, canary.inputs, canary.claim)
    [looked] = await lookups.by_number([canary.claim])
    return looked


def canary_drift(canary: Canary, looked: Looked) -> list[str]:
    """Return what is wrong with a canary's look-up; the claim number is named by the caller, masked."""
    states = [claim.state for claim in looked.claims]
    found = bool(states) if canary.state is None else canary.state in states
    if found or (canary.state == "not_found" and looked.result.outcome == "not_found"):
        return []
    got, detail = ", ".join(states) or looked.result.outcome, looked.result.detail
    return [f"is {got}, expected {canary.state or 'found'}. {detail[:1].upper()}{detail[1:]}"]
