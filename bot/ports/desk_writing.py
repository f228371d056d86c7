"""What a model writes for the desk: a summary of a case, and translations. Drafts by a stranger, checked like any."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    """A case as it may be sent: why it is on the desk, what was checked, and who said what, oldest first."""

    reason: str
    checked: str
    said: tuple[tuple[str, str], ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a specialist reads first."""

    asked: str
    checked: str
    unknown: str
    next_step: str
