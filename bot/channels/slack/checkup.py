"""Look whether Slack still lets us do our work: both tokens, the scopes, the desk's channels, and a round trip."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from bot.channels.slack.api import SlackApi
from bot.domain.errors import DeliveryError, Undeliverable

SCOPES = frozenset(
    {
        "app_mentions:read",
        "assistant:write",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:write",
        "reactions:read",
        "reactions:write",
        "usergroups:read",
        "users:read",
    }
)
"""What `manifest.yml` asks for; a test holds the two to each other."""
_TRYING = "ClaimDesk is checking that it can write here; this line goes away by itself."


@dataclass(frozen=True, slots=True)
class Looked:
    """How Slack is; `cure` is empty when it is well."""

    says: str
    cure: str = ""


class Checkup:
    """Looks at one workspace and the desk's channels in it; `guarded` says that patients' data may stand there."""

    def __init__(self, api: SlackApi, channels: Sequence[str], app_token: str, *, guarded: bool) -> None:
        self._api = api
        self._channels = channels
        self._app_token = app_token
        self._guarded = guarded

    async def look(self) -> Looked:
        """Take every step until one fails; the round trip's message is deleted again."""
        try:
            granted = await self._api.granted()
            if granted is not None and (missing := sorted(SCOPES - granted)):
                raise Undeliverable(
                    f"The app lacks the scopes {', '.join(missing)}: add them (see manifest.yml) and install it again"
                )
            if self._app_token:
                await self._api.socket_allowed(self._app_token)
            for channel in self._channels:
                await self._look_at(channel)
            took = await self._round_trip()
        except DeliveryError as error:
            says, _, cure = error.reason.partition(": ")
            return Looked(says, f"{cure[:1].upper()}{cure[1:]}" or "Look at status.slack.com, and run this check again")
        return Looked(f"the token, its scopes and the desk's channel are good; there and back in {took * 1000:.0f} ms")

    async def _look_at(self, channel: str) -> None:
        if (await self._api.me()).user not in await self._api.members(channel):
            raise Undeliverable(
                f"The app is not in the desk's channel {channel}: invite it there with /invite @ClaimDesk"
            )
        about = await self._api.channel(channel) if self._guarded else {}
        if about.get("is_ext_shared") or about.get("is_pending_ext_shared"):
            raise Undeliverable(
                f"The desk's channel {channel} is shared with another organisation: end that, or move it"
            )
        if not about.get("is_private", True):
            raise Undeliverable(f"The desk's channel {channel} is open to the whole workspace: make it a private one")

    async def _round_trip(self) -> float:
        started, channel = perf_counter(), self._channels[0]
        ts = await self._api.post(channel, _TRYING, [])
        try:
            if not await self._api.is_there(channel, ts):
                raise Undeliverable("What we post in the desk's channel cannot be read back: see the app's scopes")
            return perf_counter() - started
        finally:
            await self._api.delete(channel, ts)
