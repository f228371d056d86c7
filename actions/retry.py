"""When to try again: pure."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def backoff(tries: int, first: float, asked: float | None, spread: float) -> float:
    """Return the seconds to wait after `tries` tries: `first`, doubled each time, of which half is jitter.

    `spread` is a random number from 0 to 1. What the system `asked` for (Retry-After) is the least.
    """
    return max(asked or 0.0, first * float(2 ** (tries - 1)) * (0.5 + spread / 2))


def retry_after(header: str | None, now: datetime) -> float | None:
    """Read a Retry-After header, in seconds or as a date (RFC 9110, 10.2.3); None when there is no sense in it."""
    if header is None:
        return None
    if header.strip().isascii() and header.strip().isdigit():
        return float(header[:9])
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())
