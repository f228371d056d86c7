"""Fetch web pages with bounds on size, time, kind and place.

An address comes from a file that an office edits, and redirects come from strangers, so every hop is resolved first
and refused when it leads into a private network; the connection goes to the very address that was checked.
"""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from knowledge.errors import SourceError
from knowledge.sources.known import Freshness

MOST_BYTES = 5 << 20
MOST_REDIRECTS = 5
KINDS = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown"})
HEADERS = {"User-Agent": "ClaimDesk-ingest", "Accept": "text/html,application/xhtml+xml,text/plain,text/markdown"}


@dataclass(frozen=True, slots=True)
class WebPage:
    """A fetched page. `kind` is its content type without parameters."""

    text: str
    kind: str
    freshness: Freshness


def is_public(address: str) -> bool:
    """Say whether an IP address is out on the internet: neither private, loopback, link-local nor reserved."""
    ip = ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    ip = mapped or ip
    return ip.is_global and not ip.is_multicast


class _Refused(OSError):
    """A name leads into a private network."""


class _CheckedResolver(AbstractResolver):
    def __init__(self, allowed: Callable[[str], bool]) -> None:
        self._allowed = allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM)
        results: list[ResolveResult] = []
        for resolved_family, _, proto, _, address in found:
            if not self._allowed(str(address[0])):
                raise _Refused
            results.append(
                ResolveResult(
                    hostname=host, host=str(address[0]), port=port, family=resolved_family, proto=proto,
                    flags=socket.AI_NUMERICHOST,
                )
            )  # fmt: skip
        return results

    async def close(self) -> None:
        """Keep nothing open."""


class WebFetcher:
    """Fetches pages. `allowed` decides which IP addresses may be asked; `seconds` bounds one page altogether."""

    def __init__(self, *, allowed: Callable[[str], bool] = is_public, seconds: float = 20.0) -> None:
        self._allowed = allowed
        self._seconds = seconds

    async def fetch(self, url: str, known: Freshness | None = None) -> WebPage | None:
        """Return the page, or None when the server says that it is as `known`. Raises `SourceError`."""
        try:
            async with (
                asyncio.timeout(self._seconds),
                aiohttp.ClientSession(
                    connector=aiohttp.TCPConnector(resolver=_CheckedResolver(self._allowed)), headers=HEADERS
                ) as session,
            ):
                return await self._follow(session, url, known or Freshness())
        except TimeoutError:
            problem = f"the web page took longer than {self._seconds:g} s"
            raise SourceError(url, problem, "Try again later; its earlier text stays.") from None
        except _Refused:
            raise _private(url) from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if isinstance(error.__cause__, _Refused) or isinstance(getattr(error, "os_error", None), _Refused):
                raise _private(url) from None
            problem = f"the web page could not be reached ({type(error).__name__})"
            raise SourceError(url, problem, "Check the address; its earlier text stays.") from None

    async def _follow(self, session: aiohttp.ClientSession, url: str, known: Freshness) -> WebPage | None:
        conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        place = url
        for _ in range(MOST_REDIRECTS + 1):
            self._refuse_literal(url, place)
            async with session.get(place, allow_redirects=False, headers=headers) as response:
                if response.status in {301, 302, 303, 307, 308} and "Location" in response.headers:
                    place = urljoin(place, response.headers["Location"])
                    continue
                if response.status == 304 and headers:
                    return None
                return await _page(response, url)
        raise SourceError(url, f"the web page redirects more than {MOST_REDIRECTS} times", "Use its final address.")

    def _refuse_literal(self, url: str, place: str) -> None:
        """Check an address written as numbers, which is never resolved, and the scheme of a redirect."""
        parts = urlsplit(place)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SourceError(
                url, "the web page leads to an address that is not http or https", "Use its final address."
            )
        try:
            allowed = self._allowed(parts.hostname) if ip_address(parts.hostname) else False
        except ValueError:
            return
        if not allowed:
            raise _private(url)


def _private(url: str) -> SourceError:
    return SourceError(url, "the web page leads into a private network", "Save the page as a file in the folder.")


async def _page(response: aiohttp.ClientResponse, url: str) -> WebPage:
    if response.status != 200:
        cure = "Check the address; its earlier text stays."
        raise SourceError(url, f"the web server answered {response.status}", cure)
    if response.content_type not in KINDS:
        cure = "Download it into the knowledge folder instead."
        raise SourceError(url, f"the address holds {response.content_type}, not a web page", cure)
    body = bytearray()
    async for part in response.content.iter_chunked(1 << 16):
        body += part
        if len(body) > MOST_BYTES:
            raise SourceError(url, f"the web page is larger than {MOST_BYTES >> 20} MB", "Save the part that matters.")
    encoding = response.charset or "utf-8"
    freshness = Freshness(response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))
    return WebPage(_decoded(bytes(body), encoding), response.content_type, freshness)


def _decoded(body: bytes, encoding: str) -> str:
    try:
        return body.decode(encoding, errors="replace")
    except LookupError:
        return body.decode("utf-8", errors="replace")
