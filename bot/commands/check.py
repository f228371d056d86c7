"""`claimdesk check`."""

import asyncio
import sys
from dataclasses import dataclass

from rich.progress import track

from bot.bootstrap.health.lookups import canary_name
from bot.bootstrap.model import with_model
from bot.bootstrap.parts import asking, billing, index_documents, open_place
from bot.commands.output import console, errors, print_json
from bot.domain.messages import Surface
from bot.engine.drift import canary_drift, drift_of, look_for
from bot.engine.lookups import Lookups
from bot.settings import read_settings


@dataclass(frozen=True, slots=True)
class _Checked:
    kind: str
    name: str
    drift: list[str]


def run(*, model: str, as_json: bool) -> None:
    """Check everything; exit status 1 when anything has drifted. `model` takes the place of the one in the settings."""
    checked = asyncio.run(_check(model))
    bad = [one for one in checked if one.drift]
    if as_json:
        rows = [{"kind": c.kind, "name": c.name, "ok": not c.drift, "drift": c.drift} for c in checked]
        print_json({"ok": not bad, "checked": len(checked), "drifted": len(bad), "checks": rows})
    else:
        _show(checked, bad)
    sys.exit(1 if bad else 0)


async def _check(model: str) -> list[_Checked]:
    place = open_place(read_settings())
    place = with_model(place, model) if model else place
    await index_documents(place)
    checks, office = place.folder.checks, place.folder.office
    checked = []
    async with asking(place) as desk:
        for check in track(checks.questions, "asking", console=errors, transient=True):
            turned = await desk.ask(check.question, Surface(check.as_), check.identity)
            checked.append(_Checked("question", check.question, drift_of(check.expect, turned)))
    async with billing(place) as actions:
        lookups = Lookups(office, actions)
        for canary in track(checks.canaries, "canaries", console=errors, transient=True):
            drift = canary_drift(canary, await look_for(canary, lookups))
            checked.append(_Checked("canary", canary_name(canary, office.lookups.claim_status), drift))
    return checked


def _show(checked: list[_Checked], bad: list[_Checked]) -> None:
    for one in bad:
        console.print(f"[red]✗[/red] {one.kind}: {one.name}")
        for difference in one.drift:
            console.print(f"    {difference}")
    good = len(checked) - len(bad)
    console.print(f"{good} of {len(checked)} checks are as expected.")
