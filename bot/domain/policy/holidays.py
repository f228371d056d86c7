"""Days on which the office is closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, ClassVar

from bot.domain.policy.strict import STRICT

_OBSERVED = " (observed)"


@dataclass(frozen=True)
class Holidays:
    """The public holidays of a country and a part of it, and the office's own days.

    `country` and `subdivision` are the codes of ISO 3166, such as US and ID; empty: no public holidays. `closed` are
    further days on which nobody works, `open` are public holidays on which the office works, `worked` the names of
    those on which it does so every year.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    country: str = ""
    subdivision: str = ""
    closed: tuple[date, ...] = ()
    open: tuple[date, ...] = ()
    worked: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a country or a part of one that nobody knows the holidays of."""
        try:
            _public(self.country, "")
        except NotImplementedError:
            raise ValueError(
                f"country {self.country!r} is not known; write a code such as US, or leave it empty"
            ) from None
        try:
            _public(self.country, self.subdivision)
        except NotImplementedError:
            raise ValueError(
                f"subdivision {self.subdivision!r} is no part of {self.country or 'no country'}; "
                "write a code such as ID for Idaho, or leave it out"
            ) from None
        known = _names(self.country, self.subdivision) if self.worked else frozenset()
        for name in self.worked:
            if name not in known:
                raise ValueError(f"worked names {name!r}, which is no holiday there; {_listed(known)}")

    def __contains__(self, day: date) -> bool:
        """Say whether the office is closed for a holiday on `day`."""
        if day in self.closed:
            return True
        name = _public(self.country, self.subdivision).get(day, "").removesuffix(_OBSERVED)
        return bool(name) and name not in self.worked and day not in self.open


@cache
def _public(country: str, subdivision: str) -> Mapping[date, str]:
    """Return the public holidays by day; the calendars of the world take a while to load, so only for who has any."""
    if country:
        from holidays import country_holidays

        found: Mapping[date, str] = country_holidays(country, subdiv=subdivision or None)
        return found
    if subdivision:
        raise NotImplementedError
    return {}


@cache
def _names(country: str, subdivision: str) -> frozenset[str]:
    """Return the names of a country's holidays, as any of some years had them."""
    from holidays import country_holidays

    if not country:
        return frozenset()
    found = country_holidays(country, subdiv=subdivision or None, years=range(2022, 2028))
    return frozenset(name.removesuffix(_OBSERVED) for name in found.values())


def _listed(names: frozenset[str]) -> str:
    return f"use one of {', '.join(sorted(names))}" if names else "name a country first"
