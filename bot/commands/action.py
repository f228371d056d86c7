"""`claimdesk action`."""

import asyncio
import sys

from actions.results import ActionResult, Outcome
from bot.bootstrap.parts import billing, open_place
from bot.commands.output import console, print_json, print_table
from bot.domain.errors import ClaimDeskError
from bot.settings import read_settings


def show(*, as_json: bool) -> None:
    """List actions with their inputs."""
    catalogue = open_place(read_settings()).catalogue
    rows = [(name, action.spec.title, ", ".join(action.spec.inputs)) for name, action in catalogue.items()]
    if as_json:
        print_json([{"name": n, "title": t, "inputs": i.split(", ")} for n, t, i in rows])
    else:
        print_table(("Action", "What it does", "Inputs"), rows)


def test(name: str, pairs: list[str], *, as_json: bool) -> None:
    """Run one action; exit status 0 only when the system was asked and answered."""
    if odd := [pair for pair in pairs if "=" not in pair]:
        raise ClaimDeskError(f"{odd[0]}: write an input as name=value, such as claim_number=45012-A")
    inputs = dict(pair.split("=", 1) for pair in pairs)
    result = asyncio.run(_run(name, inputs))
    if as_json:
        print_json(_as_json(result))
    else:
        _show(result)
    sys.exit(0 if result.outcome in {Outcome.FOUND, Outcome.NOT_FOUND, Outcome.PENDING} else 1)


async def _run(name: str, inputs: dict[str, str]) -> ActionResult:
    place = open_place(read_settings())
    if name not in place.catalogue:
        raise ClaimDeskError(f"there is no action “{name}”; there are {', '.join(place.catalogue) or 'none'}")
    async with billing(place) as actions:
        return await actions.run(name, inputs, capture=True)


def _as_json(result: ActionResult) -> dict[str, object]:
    exchange = result.exchange
    return {
        "action": result.action,
        "outcome": result.outcome.value,
        "detail": result.detail,
        "invalid": result.invalid,
        "records": [dict(record) for record in result.records],
        "as_of": result.as_of.isoformat(),
        "attempts": result.attempts,
        "took_ms": round(result.took_ms, 1),
        "request": exchange.request if exchange else None,
        "response": exchange.response if exchange else None,
    }


def _show(result: ActionResult) -> None:
    if result.exchange:
        console.print("[bold]Request[/bold]")
        console.print(result.exchange.request, markup=False)
        console.print("\n[bold]Response[/bold]")
        console.print(result.exchange.response, markup=False)
    for number, record in enumerate(result.records, start=1):
        console.print()
        print_table((f"Mapped {number}", ""), [(name, _value(value)) for name, value in record.items()])
    words = result.invalid[1] if result.invalid else result.detail
    console.print(f"\n[bold]{result.outcome}[/bold] {words}", highlight=False)
    console.print(f"[dim]{result.attempts} request(s), {result.took_ms:.0f} ms[/dim]")


def _value(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else "—" if value is None else str(value)
