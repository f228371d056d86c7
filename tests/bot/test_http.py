"""What the application does for every route, whoever mounts it."""

from collections.abc import AsyncIterator, Mapping

import aiohttp
import pytest
import structlog
from aiohttp import web
from structlog.testing import capture_logs

from bot.http import Probe, create_app, serving


async def echo(request: web.Request) -> web.Response:
    return web.Response(text=await request.text())


async def broken(_request: web.Request) -> web.Response:
    raise ValueError("Rosa Delgado, born 12 March 1984")


async def hasty(_request: web.Request) -> web.Response:
    raise web.HTTPTooManyRequests(headers={"Retry-After": "7"})


async def two_counters() -> Mapping[str, float]:
    return {"claimdesk_cases_waiting": 2, 'claimdesk_outbox_rows{state="dead"}': 0.5}


@pytest.fixture
def probes() -> dict[str, Probe]:
    return {}


@pytest.fixture
async def http(probes: dict[str, Probe]) -> AsyncIterator[aiohttp.ClientSession]:
    routes = [
        web.post("/echo", echo),
        web.get("/broken", broken),
        web.get("/hasty", hasty),
        web.get("/files/{token}", hasty),
    ]
    app = create_app(routes, probes=probes, counters=two_counters)
    async with serving(app, "127.0.0.1", 0) as url, aiohttp.ClientSession(url) as session:
        yield session


async def test_a_living_process_says_so(http: aiohttp.ClientSession) -> None:
    async with http.get("/healthz") as response:
        assert (response.status, await response.json()) == (200, {"alive": True})


async def test_ready_means_that_every_part_is(http: aiohttp.ClientSession, probes: dict[str, Probe]) -> None:
    async def yes() -> bool:
        return True

    async def no() -> bool:
        return False

    async def raises() -> bool:
        raise OSError("no such folder")

    probes["store"] = yes
    async with http.get("/readyz") as response:
        assert (response.status, await response.json()) == (200, {"ready": True, "parts": {"store": True}})
    probes.update(index=no, desk=raises)
    async with http.get("/readyz") as response:
        parts = {"store": True, "index": False, "desk": False}
        assert (response.status, await response.json()) == (503, {"ready": False, "parts": parts})


async def test_metrics_are_in_the_text_form_of_prometheus(http: aiohttp.ClientSession) -> None:
    async with http.get("/metrics") as response:
        assert response.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        assert await response.text() == 'claimdesk_cases_waiting 2\nclaimdesk_outbox_rows{state="dead"} 0.5\n'


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing-here", 404, "not_found"),
        ("GET", "/echo", 405, "method_not_allowed"),
        ("GET", "/hasty", 429, "refused"),
        ("GET", "/broken", 500, "internal"),
    ],
)
async def test_every_error_is_json_with_a_code_and_words(
    http: aiohttp.ClientSession, method: str, path: str, status: int, code: str
) -> None:
    async with http.request(method, path) as response:
        answer = await response.json()
    assert (response.status, answer["error"]["code"]) == (status, code)
    assert answer["error"]["message"]


async def test_headers_that_say_what_to_do_next_are_kept(http: aiohttp.ClientSession) -> None:
    async with http.get("/hasty") as response:
        assert response.headers["Retry-After"] == "7"


async def test_a_body_over_the_limit_is_refused(http: aiohttp.ClientSession) -> None:
    async with http.post("/echo", data=b"a" * 1_000_000) as response:
        assert (response.status, (await response.json())["error"]["code"]) == (413, "too_large")
    async with http.post("/echo", data=b"a" * 60_000) as response:
        assert response.status == 200


async def test_a_failure_shows_and_logs_its_place_but_never_its_text(http: aiohttp.ClientSession) -> None:
    with capture_logs() as logs:
        async with http.get("/broken") as response:
            shown = await response.text()
    [failure] = [line for line in logs if line["event"] == "request_failed"]
    assert failure["error"] == "ValueError"
    assert failure["where"].partition(":")[0] == __name__
    assert response.headers["X-Request-Id"] in shown
    assert "Rosa" not in shown + str(logs)


async def test_the_log_has_the_path_but_not_the_query(http: aiohttp.ClientSession) -> None:
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as logs:
        async with http.get("/healthz?name=Rosa", headers={"X-Secret": "12345"}) as response:
            pass
    [line] = logs
    assert (line["path"], line["status"]) == ("/healthz", 200)
    assert line["request_id"] == response.headers["X-Request-Id"]
    assert "Rosa" not in str(line)
    assert "12345" not in str(line)


async def test_the_log_does_not_have_what_fills_a_path_in(http: aiohttp.ClientSession) -> None:
    with capture_logs() as logs:
        for path in ("/files/EOB-of-Rosa.pdf", "/nothing/Rosa"):
            async with http.get(path):
                pass
    assert [line["path"] for line in logs] == ["/files/{token}", ""]


@pytest.mark.parametrize("path", ["/healthz", "/nothing-here", "/broken"])
async def test_every_answer_carries_the_security_headers(http: aiohttp.ClientSession, path: str) -> None:
    async with http.get(path) as response:
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert response.headers["Cache-Control"] == "no-store"
