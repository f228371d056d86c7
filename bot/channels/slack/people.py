"""Who is who in the workspace, and who may speak to patients."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.channels.slack.api import SlackApi
from bot.channels.slack.refusals import Gone
from bot.ports.clock import Clock

KEPT = timedelta(minutes=1)
"""How long an answer of Slack counts: a specialist who was let go must not speak to patients for much longer."""


@dataclass(frozen=True, slots=True)
class Person:
    """`name` is how patients know them. `barred` says in words why they may not speak to patients, empty: they may."""

    id: str
    name: str
    barred: str


class People:
    """Full members of the workspace who are in a case's channel may speak to its patient, nobody else."""

    def __init__(self, api: SlackApi, clock: Clock, channels: Sequence[str]) -> None:
        self._api = api
        self._clock = clock
        self._channels = channels
        self._records: dict[str, tuple[datetime, Mapping[str, Any]]] = {}
        self._members: dict[str, tuple[datetime, frozenset[str]]] = {}

    async def person(self, user: str, channel: str = "") -> Person:
        """Return who it is and whether they may speak to patients from a channel's threads, or from any of the desk's.

        Raises `DeliveryError` when Slack cannot say.
        """
        colleague = await self.colleague(user)
        if colleague.barred:
            return colleague
        for one in [channel] if channel else self._channels:
            if user in await self._in(one):
                return colleague
        return replace(colleague, barred="you are not a member of the billing desk's channel")

    async def colleague(self, user: str) -> Person:
        """Return who it is and whether they belong to the office; raises `DeliveryError` when Slack cannot say."""
        record = await self._record(user)
        return Person(user, name_of(record), barred_by(record, (await self._api.me()).team))

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

    async def _in(self, channel: str) -> frozenset[str]:
        now = self._clock.now()
        kept = self._members.get(channel)
        if kept is None or now - kept[0] > KEPT:
            kept = self._members[channel] = (now, await self._api.members(channel))
        return kept[1]


def barred_by(record: Mapping[str, Any], team: str) -> str:
    """Say in words why the workspace's record of a person bars them from patients; empty when it does not."""
    if record.get("deleted"):
        return "your account is deactivated"
    if record.get("is_bot"):
        return "apps do not speak to patients"
    if record.get("is_restricted") or record.get("is_ultra_restricted"):
        return "you are a guest of this workspace"
    if record.get("is_stranger") or record.get("team_id", team) != team:
        return "you belong to another workspace"
    return ""


def name_of(record: Mapping[str, Any]) -> str:
    """Return the name that a person chose to be shown by."""
    profile = record.get("profile") or {}
    return str(profile.get("display_name") or profile.get("real_name") or record.get("real_name") or "A specialist")
