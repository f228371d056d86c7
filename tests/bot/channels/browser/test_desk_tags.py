"""Tags on the desk's page: what a specialist sees, and what their correction sends."""

import pytest
from playwright.async_api import Page, expect

from bot.domain.messages import Kind
from tests.bot.channels.browser.test_desk import open_case, say
from tests.fakes.page_checks import faint, nameless, sideways
from tests.fakes.served_office import Served

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_specialist_takes_a_tag_off_and_puts_one_on(chat: Page, desk: Page, served: Served) -> None:
    await say(chat, "I want to appeal")
    await open_case(desk)
    await desk.get_by_role("button", name="Tags", exact=True).click()
    form = desk.locator(".retag")
    await expect(form.get_by_label("payer northwind health").or_(form.get_by_label("northwind health"))).to_be_checked()
    await expect(form.get_by_label("denial")).not_to_be_checked()
    assert await faint(desk) == []
    assert await nameless(desk) == []
    assert not await sideways(desk)
    await form.get_by_label("northwind health").uncheck()
    await form.get_by_label("denial").check()
    async with desk.expect_response("**/case-1001/tag"):
        await form.get_by_role("button", name="Keep").click()
    await expect(form).to_have_count(0)
    deed = served.office.accepted[-1]
    assert (deed.kind, deed.sender.name) == (Kind.TAG, "Dana Whitfield")
    assert deed.text == "+about:denial\n-payer:northwind-health"


async def test_leaving_the_form_changes_nothing(chat: Page, desk: Page, served: Served) -> None:
    await say(chat, "I want to appeal")
    await open_case(desk)
    before = len(served.office.accepted)
    await desk.get_by_role("button", name="Tags", exact=True).click()
    await desk.keyboard.press("Escape")
    await expect(desk.locator(".retag")).to_have_count(0)
    await expect(desk.get_by_role("button", name="Tags", exact=True)).to_be_focused()
    assert len(served.office.accepted) == before
