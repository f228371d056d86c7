"""The HTTP application: mounts the routes it is given, and does for all of them what each would forget.

Every answer carries security headers and a request id; every error is JSON with a code and plain words; bodies are
limited; logs hold the pattern of the path but never what fills it in, the query, the body or a header.
"""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from uuid import uuid4

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

BODY_LIMIT = 64 * 1024
"""Bytes that one request may carry."""

STOP_SECONDS = 10.0
"""How long running requests may take to end when the process stops."""

REQUEST_ID = web.RequestKey("request_id", str)

Probe = Callable[[], Awaitable[bool]]
Counters = Callable[[], Awaitable[Mapping[str, float]]]

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
_log = structlog.get_logger()


def create_app(
    routes: Sequence[web.AbstractRouteDef],
    *,
    probes: Mapping[str, Probe],
    counters: Counters,
    body_limit: int = BODY_LIMIT,
) -> web.Application:
    """Return the application. `probes` say by name whether a part is ready; `counters` are metric names and values."""
    app = web.Application(middlewares=[_recorded, _worded], client_max_size=body_limit)
    app.on_response_prepare.append(_protect)
    app.add_routes(
        [web.get("/healthz", _alive), web.get("/readyz", _ready(probes)), web.get("/metrics", _show(counters))]
    )
    app.add_routes(routes)
    return app


@asynccontextmanager
async def serving(app: web.Application, host: str, port: int) -> AsyncIterator[str]:
    """Serve `app` inside the block and yield its base URL; port 0 takes a free one. Leaving drains requests."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@web.middleware
async def _recorded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Give the request an id and write one log line about it."""
    request[REQUEST_ID] = uuid4().hex[:16]
    started = time.perf_counter()
    status = 500
    with structlog.contextvars.bound_contextvars(request_id=request[REQUEST_ID]):
        try:
            response = await handler(request)
            status = response.status
            return response
        finally:
            took = round((time.perf_counter() - started) * 1000, 1)
            _log.debug("request", method=request.method, path=_path(request), status=status, took_ms=took)


@web.middleware
async def _worded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn whatever goes wrong into JSON that a page and a person can read."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400 or error.content_type == "application/json":
            raise
        kept = {name: error.headers[name] for name in ("Allow", "Retry-After") if name in error.headers}
        return _error(error.status, error.reason, kept)
    except (ConnectionError, TimeoutError):
        raise
    except Exception as error:
        # The type alone: an error's text may quote what a patient wrote.
        _log.error("request_failed", path=_path(request), error=type(error).__name__, where=_where(error))
        return _error(
            500, f"Something went wrong on our side. Please try again; our log has it as {request[REQUEST_ID]}."
        )


def _error(status: int, message: str, headers: Mapping[str, str] | None = None) -> web.Response:
    code = {404: "not_found", 405: "method_not_allowed", 413: "too_large", 500: "internal"}.get(status, "refused")
    words = {
        404: "There is nothing at this address.",
        405: "This address does not take that method.",
        413: "This is too large to be taken.",
    }.get(status, message)
    return web.json_response({"error": {"code": code, "message": words}}, status=status, headers=headers)


def _path(request: web.Request) -> str:
    """Return the address as it is declared: what fills it in opens a file, or names one."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else ""


def _where(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"


async def _protect(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["X-Request-Id"] = request.get(REQUEST_ID, "")


async def _alive(_request: web.Request) -> web.Response:
    return web.json_response({"alive": True})


def _ready(probes: Mapping[str, Probe]) -> Handler:
    async def ready(_request: web.Request) -> web.Response:
        parts = {name: await _holds(name, probe) for name, probe in probes.items()}
        whole = all(parts.values())
        return web.json_response({"ready": whole, "parts": parts}, status=200 if whole else 503)

    return ready


async def _holds(name: str, probe: Probe) -> bool:
    try:
        return await probe()
    except Exception as error:  # a probe that fails is an answer: not ready
        _log.warning("probe_failed", part=name, error=type(error).__name__)
        return False


def _show(counters: Counters) -> Handler:
    async def metrics(_request: web.Request) -> web.Response:
        lines = [f"{name} {value:g}\n" for name, value in sorted((await counters()).items())]
        return web.Response(text="".join(lines), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    return metrics
