"""Errors that are for people, told without a stack trace."""

from bot.domain.errors import ClaimDeskError


def told(error: Exception) -> str | None:
    """Return the words of an error that names its own cure; None for one that is a bug."""
    from actions.errors import ActionFileError
    from knowledge.errors import KnowledgeError

    if isinstance(error, ClaimDeskError | KnowledgeError | ActionFileError):
        return str(error)
    return None
