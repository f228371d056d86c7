"""What to do after a failure. Pure: time and chance come in as values, the decision goes out as one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.domain.errors import DeliveryError, LockedOut, RetryLater, Undeliverable


@dataclass(frozen=True, slots=True)
class Retry:
    """Try again, not before `at`."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Bury:
    """Give up: a dead letter in this state."""

    state: Literal["dead", "uncertain"]
    reason: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How often and how long to try. The wait doubles from `first` up to `longest`."""

    attempts: int
    age: timedelta
    first: timedelta
    longest: timedelta


DELIVERY = Limits(12, timedelta(hours=24), timedelta(seconds=5), timedelta(hours=1))
"""A platform may be down for an hour and more; nobody is helped by an answer of the day before."""
LOCKED_OUT = timedelta(days=7)
"""How long parcels wait for a new key: a desk whose token was revoked must not lose its cases and reports."""
KNOCK = timedelta(minutes=5)
"""Between two looks whether we are let in again."""
TURN = Limits(5, timedelta(hours=24), timedelta(seconds=1), timedelta(minutes=1))
"""A patient is waiting: after some seconds a person must take over."""


def backoff(attempts: int, jitter: float, limits: Limits) -> timedelta:
    """Return the wait after the `attempts`-th try: full jitter, a share (0 to 1) of the doubled wait."""
    doubled = limits.first * (1 << min(attempts - 1, 32))
    return min(doubled, limits.longest) * jitter


def after_delivery_failure(
    error: DeliveryError, attempts: int, since: datetime, now: datetime, jitter: float, limits: Limits = DELIVERY
) -> Retry | Bury:
    """Decide what becomes of a parcel that is on its way since `since` and failed its `attempts`-th try.

    Only what certainly was not delivered is tried again; a platform's own waiting time is kept. Where we are locked out
    everything waits in its order until somebody has renewed our key.
    """
    if isinstance(error, LockedOut) and now + KNOCK <= since + LOCKED_OUT:
        return Retry(now + KNOCK)
    if isinstance(error, Undeliverable):
        return Bury("dead", error.reason)
    if not isinstance(error, RetryLater):
        return Bury("uncertain", error.reason)
    at = now + max(backoff(attempts, jitter, limits), timedelta(seconds=error.after or 0))
    if attempts >= limits.attempts or at > since + limits.age:
        return Bury("dead", f"given up after {attempts} attempts: {error.reason}")
    return Retry(at)


def after_turn_failure(reason: str, attempts: int, now: datetime, jitter: float, limits: Limits = TURN) -> Retry | Bury:
    """Decide what becomes of messages whose turn failed for the `attempts`-th time."""
    if attempts >= limits.attempts:
        return Bury("dead", f"given up after {attempts} attempts: {reason}")
    return Retry(now + backoff(attempts, jitter, limits))
