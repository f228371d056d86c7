"""Who is who in the workspace, and who may speak to patients."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.channels.slack.api import SlackApi
from bot.channels.slack.refusals import Gone
from bot.domain.errors import Undeliverable
from bot.domain.policy import Staff
from bot.domain.staff import Deed, Membership, barred
from bot.ports.clock import Clock

log = structlog.get_logger(__name__)
KEPT = timedelta(minutes=1)
"""How long an answer of Slack counts: a specialist who was let go must not speak to patients for much longer."""


@dataclass(frozen=True, slots=True)
class Person:
    """`name` is how patients know them. `barred` says in words why they may not speak to patients, empty: they may."""

    id: str
    name: str
    barred: str


EVERYBODY = Staff()
"""An office that names nobody in particular."""


class People:
    """Asks Slack who somebody is; what they may do is decided by `bot.domain.staff`."""

    def __init__(self, api: SlackApi, clock: Clock, channels: Sequence[str], staff: Staff = EVERYBODY) -> None:
        self._api = api
        self._clock = clock
        self._channels = channels
        self._staff = staff
        self._records: dict[str, tuple[datetime, Mapping[str, Any]]] = {}
        self._members: dict[str, tuple[datetime, frozenset[str]]] = {}

    async def person(self, user: str, channel: str = "") -> Person:
        """Return who it is and whether they may speak to patients from a channel's threads, or from any of the desk's.

        Raises `DeliveryError` when Slack cannot say.
        """
        who = await self._membership(user)
        if not barred(who, Deed.ASK, EVERYBODY):
            who = replace(who, on_desk=await self._on_desk(user, channel))
        return Person(user, name_of(await self._record(user)), barred(who, Deed.ANSWER, self._staff))

    async def colleague(self, user: str) -> Person:
        """Return who it is and whether they may ask about claims; raises `DeliveryError` when Slack cannot say."""
        why = barred(await self._membership(user), Deed.ASK, self._staff)
        return Person(user, name_of(await self._record(user)), why)

    async def outsiders_read(self, channel: str) -> bool:
        """Say whether a guest or somebody from elsewhere is in a channel; raises `DeliveryError` when Slack cannot."""
        me = await self._api.me()
        known = {str(record["id"]): membership(record, me.team) for record in await self._api.everybody()}
        others = [known.get(user, Membership(user, outsider=True)) for user in await self._in(channel) - {me.user}]
        return any(who.guest or who.outsider for who in others if not who.app)

    async def names(self, users: frozenset[str]) -> dict[str, str]:
        """Return the names of people whom a text mentions."""
        return {user: name_of(await self._record(user)) for user in users}

    async def _record(self, user: str) -> Mapping[str, Any]:
        now = self._clock.now()
        kept = self._records.get(user)
        if kept is None or now - kept[0] > KEPT:
            kept = self._records[user] = (now, await self._found(user))
        return kept[1]

    async def _found(self, user: str) -> Mapping[str, Any]:
        try:
            return await self._api.user(user)
        except Gone:
            return {"is_stranger": True}

    async def _membership(self, user: str) -> Membership:
        who = membership(await self._record(user), (await self._api.me()).team)
        groups = [group for group in sorted(self._staff.groups) if user in await self._in(group)]
        return replace(who, id=user, groups=frozenset(groups))

    async def _on_desk(self, user: str, channel: str) -> bool:
        for one in [channel] if channel else self._channels:
            if user in await self._in(one):
                return True
        return False

    async def _in(self, place: str) -> frozenset[str]:
        """Return who is in a channel or a user group; a group that cannot be read has nobody in it."""
        now = self._clock.now()
        kept = self._members.get(place)
        if kept is None or now - kept[0] > KEPT:
            kept = self._members[place] = (now, await self._read(place))
        return kept[1]

    async def _read(self, place: str) -> frozenset[str]:
        if not place.startswith("S"):
            return await self._api.members(place)
        try:
            return await self._api.group(place)
        except Undeliverable as error:
            log.error("slack.group_not_read", group=place, reason=error.reason)  # noqa: TRY400
            return frozenset()


def membership(record: Mapping[str, Any], team: str) -> Membership:
    """Return what the workspace's record of a person says of them."""
    return Membership(
        id=str(record.get("id", "")),
        active=not record.get("deleted"),
        app=bool(record.get("is_bot")),
        guest=bool(record.get("is_restricted") or record.get("is_ultra_restricted")),
        outsider=bool(record.get("is_stranger")) or record.get("team_id", team) != team,
    )


def name_of(record: Mapping[str, Any]) -> str:
    """Return the name that a person chose to be shown by."""
    profile = record.get("profile") or {}
    return str(profile.get("display_name") or profile.get("real_name") or record.get("real_name") or "A specialist")
