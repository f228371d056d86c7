"""Errors that say what to do next: try again or not, and whether we are certain that nothing was delivered."""


class ClaimDeskError(Exception):
    """Base of every error that a person should read rather than a stack trace."""


class DeliveryError(ClaimDeskError):
    """A channel did not confirm a delivery. `reason` is for staff and holds no patient text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RetryLater(DeliveryError):
    """Certainly not delivered; a retry is safe, not before `after` seconds when the platform named a time."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Undeliverable(DeliveryError):
    """Certainly not delivered, and a retry cannot help: a person must act."""


class LockedOut(Undeliverable):
    """Certainly not delivered: the platform takes our key no longer. Once a person has renewed it, a retry succeeds."""


class Uncertain(DeliveryError):
    """The platform may or may not have it; a retry could double it, so a person decides."""


class LibraryClosed(ClaimDeskError):
    """The knowledge folder cannot be written to; the text says why, and what to do."""


class Conflict(ClaimDeskError):
    """The conversation moved while a turn was computed: redo the turn from fresh state."""


class LeaseLost(ClaimDeskError):
    """Another worker has this row now; drop the work, nothing was written."""


class InvalidTransition(ClaimDeskError):
    """The state table of `bot.domain.conversation` has no such step."""
