"""What a run leaves behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file that goes with a report; `alt` says what a picture shows to who cannot see it."""

    name: str
    content: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A run's outcome for people and for the next run.

    `headline`, `lines` and `details` are small Markdown: the message, and what stands below it in its thread. With an
    empty headline nobody is told. `data` is kept with the run, as JSON.
    """

    headline: str = ""
    lines: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    files: tuple[ReportFile, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
