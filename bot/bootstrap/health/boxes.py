"""Whether the database answers, and whether anything lies in it that nobody delivers."""

from collections.abc import Iterator, Sequence

from bot.bootstrap.health.parts import HealthParts
from bot.ports.store import DeadLetter
from scheduler.health_check import Finding, Probe

_REDRIVE = "Read them with claimdesk dead-letters, then claimdesk redrive"


def box_probes(parts: HealthParts) -> Iterator[Probe]:
    """Yield the probes of the database and of the dead letters."""
    technical = parts.owners.technical

    async def database() -> Sequence[Finding]:
        async with parts.store.write() as work:
            await work.runs.recent(1)
        return [Finding("database", True, "reads and writes")]

    async def letters() -> Sequence[Finding]:
        async with parts.store.read() as work:
            found = await work.dead_letters.all()
        return [_letters(found, technical)]

    yield Probe("database", database, technical, "See whether the database server is up and its disk has room")
    yield Probe("dead letters", letters, technical, _REDRIVE)


def _letters(found: Sequence[DeadLetter], owner: str) -> Finding:
    if not found:
        return Finding("dead letters", True, "none")
    reasons = sorted({letter.reason.rstrip(".") for letter in found})
    more = f" and {len(reasons) - 2} more reasons" if len(reasons) > 2 else ""
    says = f"{len(found)}, the oldest of {found[0].at:%d %B}: {'; '.join(reasons[:2])}{more}"
    return Finding("dead letters", False, says, _REDRIVE, owner)
