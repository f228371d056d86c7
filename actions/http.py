"""The one place that talks HTTP: send, read no more than we want, and name what went wrong."""

import aiohttp
from yarl import URL

from actions.outgoing import Outgoing
from actions.reply import Reply

LARGEST = 1024 * 1024
"""The most bytes of an answer that are read; claim answers are a few kilobytes."""


class NoReply(Exception):
    """No answer came. `sent` is False when the system certainly never saw the request; `again` allows a retry."""

    def __init__(self, detail: str, *, sent: bool = True, again: bool = True) -> None:
        super().__init__(detail)
        self.detail = detail
        self.sent = sent
        self.again = again


def open_session() -> aiohttp.ClientSession:
    """Return a session that keeps no cookies, so that nothing of one look-up is carried into another."""
    return aiohttp.ClientSession(
        cookie_jar=aiohttp.DummyCookieJar(),
        connector=aiohttp.TCPConnector(limit=20),
        headers={"User-Agent": "ClaimDesk"},
    )


async def send(session: aiohttp.ClientSession, request: Outgoing, connect_seconds: float) -> Reply:
    """Send once and read the answer; raises `NoReply`. The caller holds the deadline of the whole."""
    try:
        async with session.request(
            request.method,
            URL(request.url, encoded=True),
            headers=request.headers,
            data=request.body,
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=connect_seconds),
        ) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Reply(response.status, headers, await _read(response))
    except aiohttp.ClientSSLError:
        raise NoReply(
            "no secure connection was possible; look at its address and its certificate", sent=False, again=False
        ) from None
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
        raise NoReply("it could not be reached", sent=False) from None
    except (aiohttp.ClientPayloadError, aiohttp.ClientConnectionError, OSError):
        raise NoReply("the connection broke off") from None
    except (aiohttp.ClientError, ValueError):
        raise NoReply("it does not speak proper HTTP, or a setting cannot be sent", again=False) from None


async def _read(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(64 * 1024):
        body += chunk
        if len(body) > LARGEST:
            response.close()
            raise NoReply("its answer is larger than 1 MB", again=False)
    return bytes(body)
