"""Questions with what a good answer must and must not say: the file of `claimdesk eval answers`, and its figures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, ClassVar, Literal

from bot.domain.checks import KEYWORDS_ALLOWED
from bot.domain.conversation import IdentityAnswers
from bot.domain.routes import Route


@dataclass(frozen=True)
class AnswerCase:
    """One question. What is left out is not measured.

    `facts` must stand in the answer. `cites` are the titles or files that it must cite, and it may cite no other;
    `carries` are words that the quoted passages must hold, so that a reader finds the answer there. `forbidden` must
    not stand in the answer. `unknown`: nothing is known, so the answer must cite nothing and tell of no claim.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = KEYWORDS_ALLOWED
    id: str
    question: str
    as_: Literal["patient", "staff"] = "patient"
    identity: IdentityAnswers | None = None
    route: Route | None = None
    facts: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    carries: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    unknown: bool = False


MEASURES = ("route", "facts", "citation", "sufficient", "forbidden", "refusal")
"""What can be wrong with an answer, in the order of the table."""


@dataclass(frozen=True, slots=True)
class GradedAnswer:
    """One answer: whether each measure held (None: not asked for), what was wrong in words, and what it cost."""

    id: str
    question: str
    held: dict[str, bool | None]
    wrong: tuple[str, ...]
    in_its_words: bool
    tokens: int
    took_ms: float


@dataclass(frozen=True, slots=True)
class AnswerScore:
    """All answers of one model, or of none."""

    name: str
    graded: Sequence[GradedAnswer] = field(default=())

    @property
    def passed(self) -> int:
        """Answers with nothing wrong."""
        return sum(not one.wrong for one in self.graded)

    @property
    def share(self) -> float:
        """The share of them; of no answers it is whole."""
        return self.passed / len(self.graded) if self.graded else 1.0

    def measure(self, name: str) -> tuple[int, int]:
        """Return how often a measure held, and how often it was asked for."""
        asked = [one.held[name] for one in self.graded if one.held[name] is not None]
        return sum(map(bool, asked)), len(asked)

    @property
    def in_its_words(self) -> int:
        """Answers that a model wrote and that passed the check."""
        return sum(one.in_its_words for one in self.graded)

    @property
    def tokens(self) -> int:
        """Tokens read and written."""
        return sum(one.tokens for one in self.graded)

    @property
    def median_ms(self) -> float:
        """The median time of an answer."""
        return median(one.took_ms for one in self.graded) if self.graded else 0.0
