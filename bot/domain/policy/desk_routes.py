"""Which of several channels a case of the desk belongs in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.domain.policy.strict import STRICT

CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{2,}")


@dataclass(frozen=True)
class DeskRoute:
    """Sends cases into `channel` that fit everything it names: one of its payers, of its topics, of its locations.

    A topic is a never-answer subject or a card's "Why", such as `appeal` or `claim denied`. Case and punctuation do
    not count.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    channel: str
    payers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a channel's name in place of its id, and a route that would take every case."""
        if not CHANNEL_ID.fullmatch(self.channel):
            raise ValueError(
                f"channel {self.channel!r} is not a channel's id; copy it from the end of the channel's details in "
                "Slack, such as C0123456789"
            )
        if not (self.payers or self.topics or self.locations):
            raise ValueError("payers, topics and locations are all empty; name at least one, or take the route out")

    def takes(self, payer: str, reason: str, tags: Iterable[str]) -> bool:
        """Say whether a case with this card goes there."""
        known = set(tags)
        return (
            (not self.payers or slug(payer) in map(slug, self.payers))
            and (not self.topics or any(slug(t) == slug(reason) or f"topic:{slug(t)}" in known for t in self.topics))
            and (not self.locations or any(f"location:{slug(place)}" in known for place in self.locations))
        )


def slug(text: str) -> str:
    """Return a name as tags write it."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
