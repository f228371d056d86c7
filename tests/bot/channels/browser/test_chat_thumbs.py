"""A patient says whether an answer helped."""

import pytest
from playwright.async_api import Page, expect

from tests.fakes.chat_page import prove
from tests.fakes.served_office import Served

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_an_answer_can_be_rated_and_the_thumb_is_still_there_after_a_reload(chat: Page, served: Served) -> None:
    await prove(chat)
    await expect(chat.get_by_role("group", name="Did this answer help?")).to_have_count(1)
    down, up = (chat.get_by_role("button", name=name) for name in ("This did not help", "This helped"))
    await down.click()
    await chat.get_by_label("What was wrong?").fill("The date is old")
    await chat.keyboard.press("Enter")
    await expect(chat.get_by_label("What was wrong?")).to_have_count(0)
    await expect(chat.get_by_text("Thank you")).to_be_visible()
    await chat.reload()
    await expect(down).to_have_attribute("aria-pressed", "true")
    await up.click()
    await expect(up).to_have_attribute("aria-pressed", "true")
    await expect(down).to_have_attribute("aria-pressed", "false")
    thumbs = [(m.kind.value, m.text) for m in served.office.accepted[1:]]
    assert thumbs == [("thumb_down", ""), ("thumb_down", "The date is old"), ("thumb_up", "")]


async def test_a_thumb_that_was_not_kept_is_not_shown(chat: Page) -> None:
    await prove(chat)
    await chat.route("**/chat/feedback", lambda route: route.fulfill(status=503, json={}))
    await chat.get_by_role("button", name="This helped").click()
    await expect(chat.get_by_text("Not saved. Please try again.")).to_be_visible()
    await expect(chat.get_by_role("button", name="This helped")).to_have_attribute("aria-pressed", "false")
