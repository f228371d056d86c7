"""What an action gives back, in plain types."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

FieldValue = str | Decimal | date | tuple[str, ...] | None
"""A mapped field. `None`: the system gave nothing or something unreadable (never a guess)."""


class Outcome(StrEnum):
    """How a look-up ended. Only `FOUND` carries records; nothing else may be read as 'no such claim'.

    `NOT_FOUND` the system answered and has no match; `PENDING` it has not finished; `UNAVAILABLE` it or the
    payer is down or too slow; `FAILED` our request or its answer was wrong; `INVALID_INPUT` nothing was sent.
    """

    FOUND = "found"
    NOT_FOUND = "not_found"
    PENDING = "pending"
    UNAVAILABLE = "unavailable"
    FAILED = "failed"
    INVALID_INPUT = "invalid_input"


@dataclass(frozen=True, slots=True)
class Exchange:
    """The last request and response with secrets masked, for `claimdesk action test`; never kept or logged."""

    request: str
    response: str


@dataclass(frozen=True, slots=True)
class ActionResult:
    """The end of one run. `records` hold only what the mapping names; everything else was dropped.

    `source` is how people know the system ("our billing system"); `detail` is for staff and holds neither
    secrets nor patient data; `invalid` names the input at fault and the words to say, for `INVALID_INPUT`.
    """

    action: str
    outcome: Outcome
    records: tuple[Mapping[str, FieldValue], ...]
    source: str
    as_of: datetime
    detail: str
    attempts: int
    took_ms: float
    invalid: tuple[str, str] | None = None
    exchange: Exchange | None = None
