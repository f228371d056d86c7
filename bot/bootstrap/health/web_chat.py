"""Whether a patient could chat now: the script is served, a session starts and its events come, and pages are up."""

from collections.abc import AsyncIterator, Sequence
from http import HTTPStatus
from time import perf_counter
from urllib.parse import urlsplit

import aiohttp

from bot.bootstrap.health.parts import HealthParts
from bot.domain.errors import ClaimDeskError
from scheduler.health_check import Finding

PART = "web chat"
_TIMEOUT = aiohttp.ClientTimeout(total=10.0)
_LOG = "See what the log of claimdesk serve says, and start it again"


class NotServed(ClaimDeskError):
    """A step of the chat did not do what it should; the text says which."""


async def web_findings(parts: HealthParts) -> Sequence[Finding]:
    """Go the way of a patient's browser up to the first message; nothing of it is kept."""
    owner = parts.owners.technical
    async with aiohttp.ClientSession(timeout=_TIMEOUT) as http:
        pages = [each async for each in _pages(http, parts)]
        address, asked = parts.serving or _usual(parts), perf_counter()
        try:
            await _round_trip(http, address)
        except aiohttp.ClientConnectorError:
            if parts.serving:
                return [Finding(PART, False, "does not answer", _LOG, owner), *pages]
            # A command may well run beside no desk, or far from it.
            says = f"was not tried: no claimdesk serve answers at {address}"
            return [Finding(PART, True, says), *pages]
        except (NotServed, aiohttp.ClientError, TimeoutError, ValueError, KeyError) as error:
            says = str(error) if isinstance(error, NotServed) else f"failed ({type(error).__name__})"
            return [Finding(PART, False, says, _LOG, owner), *pages]
    took = (perf_counter() - asked) * 1000
    return [Finding(PART, True, f"script, session and events, there and back in {took:.0f} ms"), *pages]


def _usual(parts: HealthParts) -> str:
    settings = parts.place.settings
    return f"http://{settings.host}:{settings.port}"


async def _round_trip(http: aiohttp.ClientSession, address: str) -> None:
    async with http.get(f"{address}/widget.js") as script:
        if script.status != HTTPStatus.OK or "javascript" not in script.content_type:
            raise NotServed(f"the script of the chat is not served ({script.status})")
    async with http.post(f"{address}/chat/session", json={}) as session:
        if session.status != HTTPStatus.CREATED:
            raise NotServed(f"no session can be started ({session.status})")
        token = (await session.json())["token"]
    async with http.get(f"{address}/chat/events", headers={"Authorization": f"Bearer {token}"}) as events:
        if events.status != HTTPStatus.OK or events.content_type != "text/event-stream":
            raise NotServed(f"the answers of a session do not come ({events.status})")


async def _pages(http: aiohttp.ClientSession, parts: HealthParts) -> AsyncIterator[Finding]:
    """Look at the sites that hold the chat."""
    for origin in parts.office.web.allowed_origins:
        part, cure = f"page {urlsplit(origin).hostname}", "See whether the site is up; patients find the chat on it"
        try:
            async with http.get(origin) as answer:
                says, well = f"answers {answer.status}", answer.status < HTTPStatus.INTERNAL_SERVER_ERROR
        except (aiohttp.ClientError, TimeoutError) as error:
            says, well = f"cannot be reached ({type(error).__name__})", False
        yield Finding(part, well, says, "" if well else cure, "" if well else parts.owners.technical)
