"""The demo page, the chat and the desk in a real browser, on the scripted office.

One browser serves all tests, therefore they and these fixtures share one event loop.
"""

from collections.abc import AsyncIterator

import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, BrowserContext, Page, expect

from bot.http import serving
from bot.store.unit_of_work import SqlStore, open_store
from tests.fakes.chromium import chromium, watch
from tests.fakes.served_office import Served, served_office

expect.set_options(timeout=5000)


async def stand_bubble(page: Page, served: Served, site: str) -> None:
    await page.goto(site)
    await page.add_script_tag(url=f"{served.url}/widget.js")
    await page.evaluate("document.body.append(document.createElement('claimdesk-chat'))")


@pytest_asyncio.fixture(loop_scope="session")
async def partner() -> AsyncIterator[str]:
    """Somebody else's site, which may use the chat."""

    async def page(_request: web.Request) -> web.Response:
        head = "<meta name=viewport content='width=device-width'><link rel=icon href='data:,'><title>A site</title>"
        return web.Response(text=f"<!doctype html><html lang=en>{head}<p>Our site</p>", content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/", page)])
    async with serving(app, "127.0.0.1", 0) as url:
        yield url


@pytest_asyncio.fixture(loop_scope="session")
async def sqlite_store(sqlite_url: str) -> AsyncIterator[SqlStore]:
    store = await open_store(sqlite_url)
    yield store
    await store.close()


@pytest_asyncio.fixture(loop_scope="session")
async def served(sqlite_store: SqlStore, partner: str) -> AsyncIterator[Served]:
    async with served_office(sqlite_store, partner=partner) as office:
        yield office


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(context: BrowserContext) -> AsyncIterator[Page]:
    page = await context.new_page()
    faults = watch(page)
    yield page
    assert faults == []


@pytest_asyncio.fixture(loop_scope="session")
async def chat(page: Page, served: Served) -> Page:
    """The chat, open on the demo page."""
    await page.goto(served.url)
    await expect(page.get_by_text("What can I do for you?")).to_be_visible()
    return page


@pytest_asyncio.fixture(loop_scope="session")
async def bubble(page: Page, served: Served, partner: str) -> Page:
    """The closed chat on somebody else's site."""
    await stand_bubble(page, served, partner)
    return page


@pytest_asyncio.fixture(loop_scope="session")
async def desk(context: BrowserContext, served: Served) -> AsyncIterator[Page]:
    """The desk in a window of its own."""
    page = await context.new_page()
    faults = watch(page)
    await page.goto(f"{served.url}/desk")
    yield page
    assert faults == []


@pytest_asyncio.fixture(loop_scope="session")
async def phone(browser: Browser, served: Served) -> AsyncIterator[Page]:
    """A phone's browser, on nothing yet."""
    context = await browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = await context.new_page()
    faults = watch(page)
    yield page
    await context.close()
    assert faults == []


@pytest_asyncio.fixture(loop_scope="session")
async def phone_bubble(phone: Page, served: Served, partner: str) -> Page:
    """The closed chat on somebody else's site, on a phone."""
    await stand_bubble(phone, served, partner)
    return phone
