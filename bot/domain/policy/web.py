"""The chat on the office's website."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bot.domain.policy.strict import STRICT


@dataclass(frozen=True)
class WebChat:
    """Where the chat may stand and how much one person may send.

    `trusted_proxies` are the addresses of your own reverse proxies, whose word on who is calling counts.
    `longest_message` counts in Teams too.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    allowed_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    messages_per_minute: int = 20
    longest_message: int = 4000
