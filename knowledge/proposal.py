"""A document that somebody proposes for the office's knowledge folder."""

from dataclasses import dataclass
from datetime import date

from knowledge.passages import Audience


@dataclass(frozen=True, slots=True)
class Proposal:
    """A document that waits. `file` is its name in the folder, `text` its Markdown, empty for a PDF."""

    file: str
    title: str
    topic: str
    owner: str
    audience: Audience
    review_date: date | None
    text: str = ""
