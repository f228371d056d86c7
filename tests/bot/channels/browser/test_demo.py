"""The demo's start page."""

import pytest
from playwright.async_api import Page, expect

from tests.fakes.page_checks import faint, nameless, sideways
from tests.fakes.served_office import Served

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_chat_and_desk_stand_side_by_side_and_talk(chat: Page) -> None:
    await chat.get_by_role("button", name="I want to appeal").click()
    await chat.get_by_label("Your message").press("Enter")
    desk = chat.frame_locator("iframe")
    await desk.locator(".row").click()
    await desk.get_by_label("Your text").fill("I am here")
    await desk.get_by_label("Your text").press("Enter")
    await expect(chat.locator(".row.specialist .bubble")).to_have_text("I am here")


async def test_the_guide_fills_the_composer_and_leaves_sending_to_the_person(chat: Page, served: Served) -> None:
    await chat.get_by_role("button", name="What's the status of claim 45012-A?").click()
    field = chat.get_by_label("Your message")
    await expect(field).to_have_value("What's the status of claim 45012-A?")
    await expect(field).to_be_focused()
    assert served.office.accepted == []


async def test_on_a_phone_two_tabs_take_turns(phone: Page, served: Served) -> None:
    await phone.goto(served.url)
    await expect(phone.locator("iframe")).to_be_hidden()
    await phone.get_by_role("tab", name="Billing desk").tap()
    await expect(phone.locator("iframe")).to_be_visible()
    await expect(phone.get_by_label("Your message")).to_be_hidden()
    await phone.keyboard.press("ArrowLeft")
    await expect(phone.get_by_label("Your message")).to_be_visible()
    assert (await nameless(phone), await faint(phone), await sideways(phone)) == ([], [], 0)
