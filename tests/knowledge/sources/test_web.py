import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

import pytest
from aiohttp import web

from knowledge.errors import SourceError
from knowledge.sources.known import Freshness
from knowledge.sources.web import MOST_BYTES, WebFetcher, is_public

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Serve(Protocol):
    async def __call__(self, routes: dict[str, Handler]) -> str: ...


def loopback(address: str) -> bool:
    return address in {"127.0.0.1", "::1"}


def answer(text: str = "<p>hello</p>", status: int = 200, kind: str = "text/html", **headers: str) -> Handler:
    async def handler(_: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(text=text, status=status, content_type=kind, headers=named)

    return handler


async def problem_of(url: str, fetcher: WebFetcher | None = None) -> str:
    with pytest.raises(SourceError) as caught:
        await (fetcher or WebFetcher(allowed=loopback)).fetch(url)
    assert caught.value.source == url
    return caught.value.problem


async def test_a_page_comes_with_what_recognises_it(serve: Serve) -> None:
    url = await serve({"/": answer(ETag='"v1"', Last_Modified="Mon, 02 Nov 2026 10:00:00 GMT")})
    page = await WebFetcher(allowed=loopback).fetch(url)
    assert page is not None
    assert (page.text, page.kind) == ("<p>hello</p>", "text/html")
    assert page.freshness == Freshness('"v1"', "Mon, 02 Nov 2026 10:00:00 GMT")


async def test_an_unchanged_page_is_not_sent_again(serve: Serve) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        assert request.headers["If-None-Match"] == '"v1"'
        return web.Response(status=304)

    url = await serve({"/": handler})
    assert await WebFetcher(allowed=loopback).fetch(url, Freshness(etag='"v1"')) is None


async def test_redirects_are_followed_but_not_for_ever(serve: Serve) -> None:
    url = await serve({"/old": answer(status=301, Location="/new"), "/new": answer("moved here"), "/loop": _loop})
    page = await WebFetcher(allowed=loopback).fetch(f"{url}/old")
    assert page is not None
    assert page.text == "moved here"
    assert "redirects more than" in await problem_of(f"{url}/loop")


async def _loop(_: web.Request) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "/loop"})


async def test_a_private_address_is_refused_by_number_and_by_name(serve: Serve) -> None:
    url = await serve({"/": answer()})
    port = url.rpartition(":")[2]
    for private in (url, f"http://localhost:{port}", "http://10.1.2.3/", "http://[::1]:9/", "http://169.254.169.254/"):
        assert "private network" in await problem_of(private, WebFetcher(seconds=5))


async def test_a_redirect_into_a_private_network_is_refused(serve: Serve) -> None:
    url = await serve({"/": answer(status=302, Location="http://10.0.0.1/admin"), "/f": _to_file})
    assert "private network" in await problem_of(url)
    assert "not http" in await problem_of(f"{url}/f")


async def _to_file(_: web.Request) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "file:///etc/hostname"})


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.1.1", "::1"])
def test_private_and_local_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["0.0.0.0", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "224.0.0.1", "100.64.0.1"]
)
def test_disguised_and_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888"])
def test_addresses_on_the_internet_are_public(address: str) -> None:
    assert is_public(address)


async def test_a_page_that_is_too_large_is_refused(serve: Serve) -> None:
    url = await serve({"/": answer("x" * (MOST_BYTES + 1))})
    assert "larger than 5 MB" in await problem_of(url)


async def test_a_page_that_is_too_slow_is_given_up(serve: Serve) -> None:
    stop = asyncio.Event()

    async def handler(_: web.Request) -> web.StreamResponse:
        await stop.wait()
        return web.Response()

    url = await serve({"/": handler})
    assert "longer than" in await problem_of(url, WebFetcher(allowed=loopback, seconds=0.05))
    stop.set()


@pytest.mark.parametrize(
    ("handler", "problem"),
    [
        (answer(status=404), "answered 404"),
        (answer(status=500), "answered 500"),
        (answer(status=304), "answered 304"),
        (answer(kind="application/pdf"), "holds application/pdf"),
    ],
)
async def test_what_is_no_page_is_named(serve: Serve, handler: Handler, problem: str) -> None:
    url = await serve({"/": handler})
    assert problem in await problem_of(url)


async def test_a_server_that_is_not_there_is_named() -> None:
    assert "could not be reached" in await problem_of("http://127.0.0.1:1/")


async def test_an_unknown_or_wrong_encoding_still_gives_text(serve: Serve) -> None:
    async def handler(_: web.Request) -> web.StreamResponse:
        return web.Response(body=b"caf\xe9", headers={"Content-Type": "text/plain; charset=martian"})

    page = await WebFetcher(allowed=loopback).fetch(await serve({"/": handler}))
    assert page is not None
    assert page.text == "caf�"
