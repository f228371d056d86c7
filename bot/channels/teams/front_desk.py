"""Where in Teams the office's own staff ask, who reads along there, and who of them is answered."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.channels.teams.activities import Activity
from bot.channels.teams.framework import Framework
from bot.domain.errors import DeliveryError, RetryLater, Uncertain
from bot.domain.policy import Staff
from bot.domain.staff import Deed, Membership, barred, stranger
from bot.ports.clock import Clock
from bot.ports.store import Reference

KEPT = timedelta(minutes=1)
"""How long an answer of Teams counts: a guest who was let in must not read along for much longer."""
SECONDS = 8.0
"""For all pages of a roster: who asked waits, and Teams asks again after some fifteen."""
BARRED = "I answer only the office's own staff here: {why}."
OUTSIDERS = (
    "This is a channel of the front desk, but somebody from outside the office's organisation is in it. Until they are "
    "taken out I say nothing about claims here."
)
UNKNOWN = "I cannot see just now who reads along here, so I say nothing about claims. Please try again in a minute."

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Roster:
    """Everybody in a place, by the id that Teams gives them."""

    members: Mapping[str, Membership]

    @property
    def private(self) -> bool:
        """Whether the office's own people alone read along."""
        return bool(self.members) and not any(stranger(member) for member in self.members.values())


class FrontDesk:
    """Knows its channels and chats, and asks Teams who is in them; `bot.domain.staff` decides what each may do.

    To that policy the channel itself is a group of its members. Groups of the directory are none: to read them an app
    must be allowed to read everybody's, which ours does not ask for.
    """

    def __init__(self, framework: Framework, clock: Clock, channels: Collection[str], staff: Staff) -> None:
        self._framework = framework
        self._clock = clock
        self._channels = frozenset(channels)
        self._staff = staff
        self._known: dict[str, tuple[datetime, _Roster]] = {}

    def has(self, thread: str) -> bool:
        """Say whether a channel or chat is one of its own."""
        return thread in self._channels

    async def refusal(self, activity: Activity, place: Reference) -> str:
        """Say to the sender in words why they are not answered as staff; empty when they are."""
        try:
            roster = await self._roster(place)
        except DeliveryError as error:
            log.warning("teams.members_unknown", reason=error.reason)
            return UNKNOWN
        if not roster.private:
            log.warning("teams.front_desk_not_private")
            return OUTSIDERS
        nobody = Membership(activity.sender.id, outsider=True)
        why = barred(roster.members.get(activity.sender.id, nobody), Deed.ASK, self._staff)
        return BARRED.format(why=why) if why else ""

    async def is_private(self, place: Reference) -> bool:
        """Say whether a claim may be spoken of there now; raises `DeliveryError` where Teams cannot say."""
        return self.has(_thread(place)) and (await self._roster(place)).private

    def look_again(self) -> None:
        """Ask Teams anew: somebody came or went."""
        self._known.clear()

    async def _roster(self, place: Reference) -> _Roster:
        known = self._known.get(_thread(place))
        if known is None or self._clock.now() - known[0] > KEPT:
            known = self._known[_thread(place)] = (self._clock.now(), await self._ask(place))
        return known[1]

    async def _ask(self, place: Reference) -> _Roster:
        try:
            async with asyncio.timeout(SECONDS):
                members = await self._framework.members(place.data)
        except Uncertain as error:
            raise RetryLater(error.reason) from None
        except TimeoutError:
            raise RetryLater("Teams did not say in time who reads along") from None
        return _Roster({str(m.get("id")): membership(m, place.tenant, _thread(place)) for m in members})


def membership(member: Mapping[str, Any], tenant: str, thread: str) -> Membership:
    """Return what Teams' record of a member says. Guests have an account in our organisation too, which says so."""
    role = str(member.get("userRole") or "").lower()
    guest = role in {"guest", "anonymous"} or "#ext#" in str(member.get("userPrincipalName") or "").lower()
    return Membership(
        id=str(member.get("aadObjectId") or member.get("id")),
        app=role == "bot",
        outsider=member.get("tenantId") != tenant,
        guest=guest,
        groups=frozenset({thread}),
    )


def _thread(place: Reference) -> str:
    return str(place.data["conversation"]["id"]).partition(";")[0]
