"""`claimdesk ask`."""

import asyncio
from typing import Any

from pydantic import TypeAdapter, ValidationError
from rich.markdown import Markdown

from bot.bootstrap.parts import asking, open_place
from bot.commands.output import console, print_json, print_table
from bot.domain.conversation import IdentityAnswers
from bot.domain.errors import ClaimDeskError
from bot.domain.messages import Surface
from bot.engine.report import report_of
from bot.engine.why import trace_of
from bot.settings import read_settings

_FIELDS = "first_name, last_name, date_of_birth, phone_last4, member_id"


def run(question: str, speaker: str, identity: str, *, as_json: bool, trace: bool) -> None:
    """Ask, and print the answer with its sources."""
    report = asyncio.run(_ask(question, Surface(speaker), read_identity(identity), trace=trace))
    if as_json:
        print_json(report)
    else:
        _show(report)


async def _ask(question: str, surface: Surface, said_of_self: IdentityAnswers | None, *, trace: bool) -> dict[str, Any]:
    async with asking(open_place(read_settings())) as desk:
        turned = await desk.ask(question, surface, said_of_self)
    return {**report_of(turned), **({"trace": trace_of(turned)} if trace else {})}


def read_identity(text: str) -> IdentityAnswers | None:
    """Read `last_name=...,date_of_birth=YYYY-MM-DD,...`; None when it is empty."""
    if not text.strip():
        return None
    pairs = dict(part.partition("=")[::2] for part in text.split(",") if part.strip())
    given = {name.strip(): value.strip() for name, value in pairs.items()}
    try:
        return TypeAdapter(IdentityAnswers).validate_python(given)
    except ValidationError as error:
        name = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise ClaimDeskError(
            f"--identity: cannot use “{name}”. Write {_FIELDS} as name=value, with commas between, dates as YYYY-MM-DD."
        ) from None


def _show(report: dict[str, Any]) -> None:
    console.print(Markdown(report["text"]))
    if report["citations"]:
        console.print("\n[bold]Sources[/bold]")
    for c in report["citations"]:
        page = f", page {c['page']}" if c["page"] else ""
        console.print(
            f"  \\[{c['number']}] {c['title']} › {c['section'].split(' › ')[-1]}{page}  [dim]{c['source']}[/dim]"
        )
    handoff = f" · to a person: {report['handoff']['reason']}" if report["handoff"] else ""
    total = sum(report["took_ms"].values())
    console.print(f"\n[dim]{report['route']} ({report['reason']}){handoff} · {total:.1f} ms[/dim]")
    if "trace" in report:
        print_table(("Step", "ms"), [(step, f"{ms:.2f}") for step, ms in report["took_ms"].items()])
        print_json(report["trace"])
