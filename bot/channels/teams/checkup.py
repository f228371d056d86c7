"""Look whether Teams works both ways: our token, the keys that prove who calls us, the service that we answer at."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

from bot.channels.teams.clouds import Cloud
from bot.channels.teams.places import NAME
from bot.channels.teams.sign_in import SignIn
from bot.channels.teams.tokens import Keys, KeysUnavailable
from bot.domain.errors import DeliveryError
from bot.ports.store import Store

_TIMEOUT = aiohttp.ClientTimeout(total=10.0)
_FIREWALL = "See whether this machine may call {host} over HTTPS"


@dataclass(frozen=True, slots=True)
class Looked:
    """How one side of Teams is; `cure` is empty when it is well."""

    says: str
    cure: str = ""


class Checkup:
    """Looks at one bot in one cloud."""

    def __init__(self, sign_in: SignIn, keys: Keys, cloud: Cloud, store: Store) -> None:
        self._sign_in = sign_in
        self._keys = keys
        self._cloud = cloud
        self._store = store

    async def look(self) -> list[Looked]:
        """Look at each; what is wrong with one says nothing of the others."""
        looked = [await self._token(), await self._signatures(), await self._service()]
        return [each for each in looked if each.cure] or [Looked("; ".join(each.says for each in looked))]

    async def _token(self) -> Looked:
        try:
            await self._sign_in.token()
        except DeliveryError as error:
            says, _, cure = error.reason.partition(": ")
            return Looked(says, f"{cure[:1].upper()}{cure[1:]}" or "See whether Microsoft's sign-in can be reached")
        return Looked("Microsoft takes our secret and gives a token")

    async def _signatures(self) -> Looked:
        try:
            usable = await self._keys.look()
        except KeysUnavailable:
            cure = f"{_FIREWALL.format(host='login.botframework.com')}: until then nobody in Teams is heard"
            return Looked("The keys that prove who calls us cannot be fetched", cure)
        if not usable:
            return Looked("Microsoft lists no key that is good for Teams", "See status.cloud.microsoft, and look again")
        return Looked(f"{usable} of its keys prove who calls us")

    async def _service(self) -> Looked:
        """Look at the address at which the newest conversation is answered."""
        async with self._store.read() as work:
            newest = await work.references.newest(NAME)
        if newest is None:
            return Looked("nobody has written yet")
        address = str(newest.data.get("serviceUrl", ""))
        if not self._cloud.serves(address):
            return Looked("Teams gave an address that is not one of its own", "Tell us of it: nothing is sent there")
        try:
            async with aiohttp.ClientSession(timeout=_TIMEOUT) as http, http.get(address, allow_redirects=False):
                return Looked("its service can be reached")
        except (aiohttp.ClientError, TimeoutError) as error:
            says = f"The service of Teams cannot be reached ({type(error).__name__})"
            return Looked(says, _FIREWALL.format(host=urlsplit(address).hostname))
