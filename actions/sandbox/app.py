"""The sample billing system as an aiohttp application.

- `GET /api/v1/claims/{number}/status` one claim by its number
- `POST /api/v1/claims/search` with `patientLastName`, `patientBirthDate` and perhaps `serviceDate`: a patient's claims
- `PUT /sandbox/faults/{number}` with the name of a fault as text, or `DELETE`: make one claim misbehave (no key)

All but the last want the header `X-Billing-Key`.
"""

import asyncio
import hmac
from dataclasses import dataclass

from aiohttp import web
from aiohttp.typedefs import Handler

from actions.sandbox import answers
from actions.sandbox.books import Books, load_books
from actions.sandbox.faults import FAULTS

SAMPLE_KEY = "sample-billing-key"
"""The key that the sample system takes unless it is told another."""

_BOOKS = web.AppKey("books", Books)
_SWITCHED = web.AppKey("switched", dict[str, str])
_KEY = web.AppKey("key", str)
_SLOW = web.AppKey("slow", float)


def create_app(*, key: str = SAMPLE_KEY, slow_seconds: float = 4.0) -> web.Application:
    """Return the application. `slow_seconds` is how long the slow payer takes to answer."""
    app = web.Application(middlewares=[_guard])
    app[_BOOKS] = books = load_books()
    app[_SWITCHED] = {
        **books.faults,
        **{number: claim["fault"] for number, claim in books.claims.items() if "fault" in claim},
    }
    app[_KEY] = key
    app[_SLOW] = slow_seconds
    app.router.add_get("/api/v1/claims/{number}/status", _claim_status)
    app.router.add_post("/api/v1/claims/search", _search)
    app.router.add_put("/sandbox/faults/{number}", _set_fault)
    app.router.add_delete("/sandbox/faults/{number}", _clear_fault)
    return app


@dataclass(frozen=True)
class Sandbox:
    """A running sample system. Close it."""

    url: str
    _runner: web.AppRunner

    async def close(self) -> None:
        """Stop it; a call that hangs is broken off."""
        await self._runner.cleanup()


async def start(host: str = "127.0.0.1", port: int = 0, *, key: str = SAMPLE_KEY, slow_seconds: float = 4.0) -> Sandbox:
    """Run the sample system; port 0 takes a free one, `url` tells which."""
    runner = web.AppRunner(create_app(key=key, slow_seconds=slow_seconds), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return Sandbox(f"http://{host}:{runner.addresses[0][1]}", runner)


@web.middleware
async def _guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    given = request.headers.get("X-Billing-Key", "")
    if request.path.startswith("/api/") and not hmac.compare_digest(given.encode(), request.app[_KEY].encode()):
        return web.json_response({"error": "unknown key"}, status=401)
    return await handler(request)


async def _claim_status(request: web.Request) -> web.StreamResponse:
    number = request.match_info["number"]
    if fault := request.app[_SWITCHED].get(number):
        return await FAULTS[fault](request)
    books = request.app[_BOOKS]
    await _take_time(request, [number])
    claims = [answers.claim(books, found) for found in books.answering(number)] or [answers.no_match(number)]
    return web.json_response({"requestId": request.headers.get("X-Request-ID"), "claims": claims})


async def _search(request: web.Request) -> web.StreamResponse:
    asked = await _json(request)
    last_name, born, service = (asked.get(key) for key in ("patientLastName", "patientBirthDate", "serviceDate"))
    if not isinstance(last_name, str) or not isinstance(born, str):
        return web.json_response({"error": "patientLastName and patientBirthDate are required"}, status=422)
    books = request.app[_BOOKS]
    numbers = list(books.found(last_name, born, service))
    await _take_time(request, numbers)
    return web.json_response({"matches": len(numbers), "claims": [answers.claim(books, number) for number in numbers]})


async def _json(request: web.Request) -> answers.Json:
    try:
        asked = await request.json()
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}


async def _take_time(request: web.Request, numbers: list[str]) -> None:
    books = request.app[_BOOKS]
    payers = {books.claims[number]["payer"] for number in numbers if number in books.claims}
    if payers & books.slow_payers:
        await asyncio.sleep(request.app[_SLOW])


async def _set_fault(request: web.Request) -> web.Response:
    name = (await request.text()).strip()
    if name not in FAULTS:
        return web.json_response({"error": "unknown fault", "known": sorted(FAULTS)}, status=422)
    request.app[_SWITCHED][request.match_info["number"]] = name
    return web.Response(status=204)


async def _clear_fault(request: web.Request) -> web.Response:
    request.app[_SWITCHED].pop(request.match_info["number"], None)
    return web.Response(status=204)
