"""Who reads a channel of the front desk: members of the office's own organisation alone, or others too."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.channels.teams.activities import Activity
from bot.channels.teams.framework import Framework
from bot.domain.errors import DeliveryError
from bot.ports.clock import Clock
from bot.ports.store import Reference

KEPT = timedelta(minutes=5)

log = structlog.get_logger(__name__)


class Rosters:
    """Asks Teams for a place's members, at most every five minutes. What cannot be checked is not private."""

    def __init__(self, framework: Framework, clock: Clock) -> None:
        self._framework = framework
        self._clock = clock
        self._known: dict[str, tuple[datetime, frozenset[str]]] = {}

    async def is_own(self, activity: Activity, place: Reference) -> bool:
        """Say whether everybody in the place, and the sender among them, belongs to the place's organisation."""
        known = self._known.get(activity.thread)
        if known is None or self._clock.now() - known[0] > KEPT:
            known = (self._clock.now(), await self._members(activity, place))
            self._known[activity.thread] = known
        return activity.sender.id in known[1]

    async def _members(self, activity: Activity, place: Reference) -> frozenset[str]:
        """Return the ids of the members; none where one of them is from outside, or nobody could be asked."""
        try:
            members = await self._framework.members(place.data)
        except DeliveryError as error:
            log.warning("teams.members_unknown", reason=error.reason)
            return frozenset()
        outside = sum(not _belongs(member, activity.tenant) for member in members)
        if outside:
            log.warning("teams.front_desk_not_private", outside=outside)
            return frozenset()
        return frozenset(str(member.get("id")) for member in members)


def _belongs(member: Mapping[str, Any], tenant: str) -> bool:
    """Guests have an account in our organisation too, which says so."""
    role = str(member.get("userRole") or "").lower()
    guest = role in {"guest", "anonymous"} or "#ext#" in str(member.get("userPrincipalName") or "").lower()
    return member.get("tenantId") == tenant and not guest
