"""How an office writes claim numbers."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.domain.policy.strict import STRICT


@dataclass(frozen=True)
class ClaimNumberFormat:
    """How this office writes claim numbers. `words` and `example` are what a person reads when theirs does not fit."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    pattern: str
    example: str
    words: str

    def __post_init__(self) -> None:
        """Refuse a pattern that does not compile or does not match its own example."""
        try:
            matches = re.fullmatch(self.pattern, self.example)
        except re.error as error:
            raise ValueError(
                f"pattern is not a regular expression ({error}); correct it or copy the one of the sample office"
            ) from error
        if not matches:
            raise ValueError(
                f"pattern {self.pattern} does not match its own example {self.example}; correct one of the two"
            )
