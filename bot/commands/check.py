"""`claimdesk check`."""

import asyncio

from rich.progress import track

from bot.bootstrap.health.lookups import canary_name
from bot.bootstrap.model import with_model
from bot.bootstrap.parts import asking, billing, index_documents, open_place
from bot.commands.output import errors
from bot.commands.scores import report
from bot.domain.checks import Canary
from bot.domain.evaluation import Graded, Score
from bot.domain.messages import Surface
from bot.engine.drift import canary_drift, drift_of, look_for
from bot.engine.lookups import Looked, Lookups
from bot.settings import read_settings


def run(*, model: str, as_json: bool, least: float = 1.0) -> None:
    """Check everything; exit status 1 below `least`. `model` takes the place of the one in the settings."""
    checked = asyncio.run(_check(model))
    rows = [{"kind": c.id, "name": c.text, "ok": not c.wrong, "drift": list(c.wrong)} for c in checked]
    bad = sum(not row["ok"] for row in rows)
    more = {"ok": not bad, "checked": len(rows), "drifted": bad, "checks": rows}
    report(Score(checked), as_json=as_json, least=least, more=more)


async def _check(model: str) -> list[Graded]:
    place = open_place(read_settings())
    place = with_model(place, model) if model else place
    await index_documents(place)
    checks, office = place.folder.checks, place.folder.office
    checked: list[Graded] = []
    async with asking(place) as desk:
        for check in track(checks.questions, "asking", console=errors, transient=True):
            turned = await desk.ask(check.question, Surface(check.as_), check.identity)
            drift = tuple(drift_of(check.expect, turned))
            got = turned.decision.route.value
            checked.append(Graded("question", check.question, check.expect.route.value, got, drift))
    async with billing(place) as actions:
        lookups = Lookups(office, actions)
        for canary in track(checks.canaries, "canaries", console=errors, transient=True):
            looked = await look_for(canary, lookups)
            name = canary_name(canary, office.lookups.claim_status)
            checked.append(Graded("canary", name, *_found(canary, looked), tuple(canary_drift(canary, looked))))
    return checked


def _found(canary: Canary, looked: Looked) -> tuple[str, str]:
    """Return what a canary should be and what it is."""
    states = [claim.state.value for claim in looked.claims] or [looked.result.outcome.value]
    expected = canary.state.value if canary.state else states[0]
    return expected, expected if expected in states else states[0]
