"""What stands in Slack where the office lets nothing of a patient stand there, or everything."""

from bot.domain.messages import AuthorKind

WITHHELD = "(This office keeps what is said about patients and claims out of Slack.)"


def withheld(text: str, author: AuthorKind) -> str:
    """Return the `Words` of `phi: none`: what we say ourselves of a case's state, and nothing that was said in it."""
    return text if author is AuthorKind.SYSTEM else WITHHELD


def letter_by_letter(text: str, author: AuthorKind) -> str:
    """Return the `Words` of `phi: full`. Private details that nobody needs again were taken out before."""
    del author
    return text
