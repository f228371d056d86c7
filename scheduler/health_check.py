"""Look at every part at once, each within its own time, and say what is wrong, who should do what about it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `cure` and `owner` say what to do and who should; empty when it is well.

    `part` is the same from week to week for the same thing. Nothing here names a patient.
    """

    part: str
    well: bool
    says: str
    cure: str = ""
    owner: str = ""


Look = Callable[[], Awaitable[Sequence[Finding]]]


@dataclass(frozen=True, slots=True)
class Probe:
    """A way to look at one part. `cure` is for when it does not answer within `limit` seconds, or breaks."""

    part: str
    look: Look
    owner: str
    cure: str
    limit: float = 20.0


@dataclass(frozen=True, slots=True)
class HealthReport:
    """All findings of one check."""

    at: datetime
    findings: tuple[Finding, ...]

    @property
    def broken(self) -> tuple[Finding, ...]:
        """What needs a person."""
        return tuple(finding for finding in self.findings if not finding.well)

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        findings = [asdict(finding) for finding in self.findings]
        return {"ok": not self.broken, "at": self.at.isoformat(), "findings": findings}

    @staticmethod
    def from_json(values: Mapping[str, Any]) -> "HealthReport":
        """Return what `to_json` gave."""
        return HealthReport(
            datetime.fromisoformat(values["at"]), tuple(Finding(**finding) for finding in values["findings"])
        )


async def check(probes: Sequence[Probe], now: datetime) -> HealthReport:
    """Ask all probes side by side. One that is slow or breaks is a finding of its own, and delays no other."""
    found = await asyncio.gather(*map(_asked, probes))
    return HealthReport(now, tuple(finding for findings in found for finding in findings))


async def _asked(probe: Probe) -> Sequence[Finding]:
    try:
        async with asyncio.timeout(probe.limit):
            return await probe.look()
    except TimeoutError:
        says = f"did not answer within {probe.limit:g} s"
    except Exception as error:
        # The type alone: an error's text may quote a patient or a secret.
        says = f"could not be looked at ({type(error).__name__})"
    return [Finding(probe.part, False, says, probe.cure, probe.owner)]
