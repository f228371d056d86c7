"""`claimdesk doctor`."""

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass

from bot.bootstrap.parts import Place, billing, database, open_place, retriever_of
from bot.commands.output import console, print_json
from bot.engine.claim_facts import mask
from bot.engine.drift import canary_drift
from bot.engine.lookups import Lookups
from bot.settings import read_settings
from knowledge.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `cure` is empty when it is well."""

    part: str
    ok: bool
    says: str
    cure: str = ""


def run(*, as_json: bool) -> None:
    """Look at every part; exit status 1 when one needs somebody."""
    findings = asyncio.run(_examine())
    if as_json:
        print_json({"ok": all(f.ok for f in findings), "findings": [asdict(f) for f in findings]})
    else:
        for finding in findings:
            sign = "[green]✓[/green]" if finding.ok else "[red]✗[/red]"
            console.print(f"{sign} [bold]{finding.part}[/bold]: {finding.says}")
            if finding.cure:
                console.print(f"    {finding.cure}")
    sys.exit(0 if all(f.ok for f in findings) else 1)


async def _examine() -> list[Finding]:
    place = open_place(read_settings())
    findings = [Finding("office folder", ok=True, says=f"{place.folder.office.name}, {place.folder.root}")]
    for examine in (_documents, _billing, _letters):
        findings += [finding async for finding in examine(place)]
    return findings


async def _documents(place: Place) -> AsyncIterator[Finding]:
    try:
        retriever = retriever_of(place)
        await retriever.refresh()
        yield Finding("documents", ok=retriever.ready, says="the index can be searched")
    except KnowledgeError as error:
        yield Finding("documents", ok=False, says=str(error), cure="Run claimdesk ingest")


async def _billing(place: Place) -> AsyncIterator[Finding]:
    """Look up each canary claim: a wrong state means that the way to the billing system is broken."""
    async with billing(place) as actions:
        for problem in actions.problems():
            yield Finding("billing system", ok=False, says=str(problem.problem), cure=problem.cure)
        lookups = Lookups(place.folder.office, actions)
        for canary in place.folder.checks.canaries:
            [looked] = await lookups.by_number([canary.claim])
            drift = canary_drift(canary, looked)
            says = drift[0] if drift else f"{canary.state}, {looked.result.took_ms:.0f} ms"
            cure = "Run claimdesk action test and compare; correct the action or the canary" if drift else ""
            yield Finding(f"canary {mask(canary.claim)}", ok=not drift, says=says, cure=cure)


async def _letters(place: Place) -> AsyncIterator[Finding]:
    async with database(place.settings) as store, store.read() as work:
        letters = await work.dead_letters.all()
    cure = "Read them with claimdesk dead-letters, then claimdesk redrive" if letters else ""
    yield Finding("database", ok=True, says="answers")
    yield Finding("dead letters", ok=not letters, says=str(len(letters)), cure=cure)
