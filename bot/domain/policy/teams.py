"""The office in Microsoft Teams."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.domain.policy.strict import STRICT


@dataclass(frozen=True)
class TeamsPolicy:
    """Where in Teams the office's own staff ask. Everybody else is answered in a personal chat only.

    `front_desk_channels` are ids of channels and group chats. There the bot answers as staff, and only while nobody
    from outside the office's organisation is in them. `public_address` is where Teams reaches this desk: the app's
    package names it, and files that specialists send are links to it. Teams shows the other three addresses to
    everybody who installs the app.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    front_desk_channels: tuple[str, ...] = ()
    public_address: str = ""
    website: str = ""
    privacy_notice: str = ""
    terms_of_use: str = ""

    def __post_init__(self) -> None:
        """Refuse a channel's name in place of its id, and an address that Teams would not open."""
        if self.public_address and not re.fullmatch(r"https://[^/\s?#@]+/?", self.public_address):
            raise ValueError(
                f"public_address {self.public_address!r} is not the address of a server; write https:// and its name, "
                "such as https://desk.example.org"
            )
        for name in ("website", "privacy_notice", "terms_of_use"):
            if (page := getattr(self, name)) and not re.fullmatch(r"https://\S+", page):
                raise ValueError(f"{name} {page!r} is not the address of a page; write one that begins with https://")
        for channel in self.front_desk_channels:
            if not re.fullmatch(r"19:[^;\s]+@(thread|unq)\.[\w.]+", channel):
                raise ValueError(
                    f"front_desk_channels holds {channel!r}, which is not the id of a channel or group chat; copy the "
                    "channel's link in Teams: the id stands in it, such as 19:abc@thread.tacv2 (%3A is a colon and "
                    "%40 an at sign)"
                )
