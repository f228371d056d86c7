"""`claimdesk dead-letters` and `claimdesk redrive`."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Literal, cast

from bot.bootstrap.parts import database
from bot.commands.output import console, print_json, print_table
from bot.domain.errors import ClaimDeskError
from bot.ports.store import DeadLetter
from bot.settings import read_settings

Box = Literal["inbox", "outbox"]


def show(*, as_json: bool) -> None:
    """List dead letters, oldest first."""
    letters = asyncio.run(_all())
    if as_json:
        print_json([asdict(letter) for letter in letters])
        return
    rows = [
        (f"{one.box}:{one.id}", one.state, f"{one.at:%Y-%m-%d %H:%M}", one.kind, str(one.attempts), one.reason)
        for one in letters
    ]
    if rows:
        print_table(("Letter", "State", "Since (UTC)", "What", "Tries", "Why"), rows)
    else:
        console.print("No dead letters.")


def run(names: list[str], *, every: bool) -> None:
    """Put dead letters back into their boxes; a running desk picks them up within seconds."""
    if not names and not every:
        raise ClaimDeskError("name dead letters such as outbox:12, or use --all; `claimdesk dead-letters` lists them")
    done = asyncio.run(_redrive([_letter(name) for name in names] if not every else None))
    console.print(f"{done} put back.")


def _letter(name: str) -> tuple[Box, int]:
    box, _, number = name.partition(":")
    if box not in {"inbox", "outbox"} or not number.isdigit():
        raise ClaimDeskError(f"{name}: is no dead letter; write inbox:NUMBER or outbox:NUMBER")
    return cast("Box", box), int(number)


async def _all() -> Sequence[DeadLetter]:
    async with database(read_settings()) as store, store.read() as work:
        return await work.dead_letters.all()


async def _redrive(letters: list[tuple[Box, int]] | None) -> int:
    async with database(read_settings()) as store, store.write() as work:
        chosen = letters if letters is not None else [(one.box, one.id) for one in await work.dead_letters.all()]
        done = 0
        for box, number in chosen:
            if not await work.dead_letters.redrive(box, number, datetime.now(UTC)):
                raise ClaimDeskError(f"{box}:{number} is no dead letter; nothing was put back")
            done += 1
        return done
