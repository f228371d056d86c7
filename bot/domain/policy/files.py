"""Files that patients and specialists send each other."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bot.domain.attachments import MEGABYTE
from bot.domain.policy.strict import STRICT


@dataclass(frozen=True)
class FilePolicy:
    """How large a file may be that passes between a patient and the desk; 0 lets none pass."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    largest_megabytes: int = 10

    def __post_init__(self) -> None:
        """Refuse a size that no chat should carry."""
        if not 0 <= self.largest_megabytes <= 25:
            raise ValueError(
                f"largest_megabytes is {self.largest_megabytes}; it must be 0 to 25, and 0 lets no file pass"
            )

    @property
    def largest(self) -> int:
        """Return the limit in bytes."""
        return self.largest_megabytes * MEGABYTE
