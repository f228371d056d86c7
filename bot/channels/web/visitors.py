"""Who is on the other end of a request: its origin, and its network address as far as we may believe it."""

import hashlib
import hmac
import re
from collections.abc import Collection
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from aiohttp import web

from bot.channels.assets import Handler
from bot.channels.bodies import refuse


class Origins:
    """The sites whose pages may use the chat: our own, and those on the list."""

    def __init__(self, allowed: Collection[str]) -> None:
        self._allowed = frozenset(origin.rstrip("/").lower() for origin in allowed)

    def headers(self, request: web.Request) -> dict[str, str]:
        """Return the CORS headers for the request's origin; raises 403 for a site that is not on the list."""
        origin = request.headers.get("Origin")
        if origin is None or urlsplit(origin).netloc == request.host:
            return {"Vary": "Origin"}
        if origin.lower() not in self._allowed:
            raise refuse(
                web.HTTPForbidden,
                "origin_not_allowed",
                "This site may not use the chat. Add it to web.allowed_origins in office.yml.",
            )
        return {
            "Vary": "Origin",
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Expose-Headers": "Retry-After, X-Request-Id",
        }

    def guard(self, handler: Handler) -> Handler:
        """Return `handler` for allowed origins only; it may set the CORS headers of a stream itself."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            headers = self.headers(request)
            try:
                response = await handler(request)
            except web.HTTPException as error:
                error.headers.update(headers)
                raise
            if not response.prepared:
                response.headers.update(headers)
            return response

        return guarded

    async def preflight(self, request: web.Request) -> web.Response:
        """Tell a browser what an allowed site may send."""
        allowed = {
            "Access-Control-Allow-Methods": "GET, POST",
            "Access-Control-Allow-Headers": "Authorization, Content-Type, Last-Event-ID",
            "Access-Control-Max-Age": "600",
        }
        return web.Response(status=204, headers={**self.headers(request), **allowed})


class Visitors:
    """Names a request's network address. `proxies` are the addresses whose `X-Forwarded-For` we believe."""

    def __init__(self, secret: str, proxies: Collection[str]) -> None:
        self._secret = secret.encode()
        self._proxies = frozenset(map(_plain, proxies))

    def key(self, request: web.Request) -> str:
        """Return an opaque, stable id for the request's network; one for a whole IPv6 /64."""
        network = self._network(self._address(request))
        return "visitor-" + hmac.new(self._secret, network.encode(), hashlib.sha256).hexdigest()[:24]

    def _address(self, request: web.Request) -> str:
        """Walk back from the peer over our own proxies; what stands before the first stranger is hearsay."""
        lines = ",".join(request.headers.getall("X-Forwarded-For", ()))
        hops = [*filter(None, map(_plain, lines.split(","))), _plain(request.remote or "")]
        return next((hop for hop in reversed(hops) if hop not in self._proxies), hops[0])

    def _network(self, address: str) -> str:
        try:
            parsed = ip_address(address)
        except ValueError:
            return address
        return parsed.exploded[:19] if isinstance(parsed, IPv6Address) else str(parsed)


def _plain(address: str) -> str:
    """Return an address without the port that some proxies add, and IPv4 as such also from a socket for both."""
    written = address.strip()
    ported = re.fullmatch(r"\[([^\]]+)\](?::\d+)?|([\d.]+):\d+", written)
    bare = (ported[1] or ported[2]) if ported else written
    try:
        parsed = ip_address(bare)
    except ValueError:
        return bare
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return str(mapped or parsed)
