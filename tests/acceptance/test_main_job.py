"""The main job in a real browser: ask, prove, read the status, ask for a person, be answered by one."""

from collections.abc import AsyncIterator, Callable
from time import perf_counter

import pytest
from playwright.async_api import Locator, Page, expect

from tests.acceptance.conftest import DeskProcess
from tests.fakes.chromium import chromium, watch

pytestmark = pytest.mark.browser


@pytest.fixture
async def page(desk: DeskProcess) -> AsyncIterator[Page]:
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        faults = watch(page)
        await page.goto(desk.url)
        yield page
        assert faults == []


async def test_a_patient_asks_about_a_claim_and_an_appeal_and_a_specialist_answers_in_the_same_chat(
    page: Page, record_property: Callable[[str, object], None]
) -> None:
    chat, desk = page.locator("claimdesk-chat"), page.frame_locator("iframe")
    log, box = chat.get_by_role("log"), chat.get_by_role("textbox")

    took: list[float] = []

    async def shows(where: Locator, text: str) -> None:
        started = perf_counter()
        await expect(where).to_contain_text(text)
        took.append(round(perf_counter() - started, 3))

    async def say(text: str) -> None:
        await box.fill(text)
        await box.press("Enter")

    await say("What's the status of claim 45012-A?")
    await expect(log).to_contain_text("To protect your privacy")
    await expect(log).not_to_contain_text("Northwind")

    await say("Rosa Delgado, born 12 March 1984, phone ending 0142")
    await expect(log).to_contain_text("Claim 45012-A: In process")
    await expect(log).to_contain_text("Northwind Health Plan")
    await expect(log).to_contain_text("The plan has accepted the claim and is working on it.")

    await chat.get_by_role("button", name="Source 1: Claim Status Routing Protocol").click()
    source = chat.get_by_role("dialog")
    await expect(source).to_contain_text("The plan has accepted the claim")
    await expect(source.locator("mark")).to_contain_text(
        "You do not need to do anything unless the plan writes to you."
    )
    await chat.get_by_role("button", name="Close source").click()

    await say("I want to appeal claim 45014-A")
    await expect(log).to_contain_text("I'm connecting you with a billing specialist")

    await desk.get_by_role("button", name="Appeal").click()
    story = desk.get_by_role("log")
    await expect(story).to_contain_text("I want to appeal claim 45014-A")
    await expect(story).not_to_contain_text("1984")

    await desk.get_by_role("button", name="Why this answer?").last.click()
    await expect(desk.get_by_role("heading", name="Route")).to_be_visible()
    await desk.locator("body").press("Escape")

    await desk.get_by_role("button", name="Take over", exact=True).click()
    await shows(log, "Dana Whitfield from our billing team has joined")

    reply = desk.get_by_role("textbox", name="Your text")
    await reply.fill("I have your appeal letter ready on Tuesday.")
    await reply.press("Enter")
    await shows(log, "I have your appeal letter ready on Tuesday.")
    await expect(log.locator(".row.specialist").last).to_contain_text("Dana Whitfield")
    await expect(story).to_contain_text("Delivered")

    await desk.get_by_text("Internal note", exact=True).click()
    await reply.fill("Patient sounds worried.")
    await reply.press("Enter")
    await expect(story).to_contain_text("Patient sounds worried.")

    await desk.get_by_role("button", name="Edit").first.click()
    wording = desk.get_by_role("textbox", name="New wording")
    await wording.fill("I have your appeal letter ready on Wednesday.")
    await wording.press("Enter")
    await shows(log, "ready on Wednesday.")
    await expect(log).to_contain_text("edited")
    await expect(log).not_to_contain_text("ready on Tuesday")

    await desk.get_by_text("Reply to patient", exact=True).click()
    await reply.fill("This line is for another case.")
    await reply.press("Enter")
    await shows(log, "This line is for another case.")
    page.on("dialog", lambda dialog: dialog.accept())
    await desk.get_by_role("button", name="Delete").last.click()
    await shows(log, "Message removed")
    await expect(log).not_to_contain_text("This line is for another case.")

    await say("Thank you, Dana!")
    await shows(story, "Thank you, Dana!")

    await desk.get_by_role("button", name="Hand back").click()
    await shows(log, "Dana Whitfield has left the conversation")
    await say("How long does insurance take to pay?")
    await expect(log).to_contain_text("Payer Processing Times")
    await expect(log).not_to_contain_text("Patient sounds worried.")

    await page.reload()
    for line in ("Claim 45012-A: In process", "ready on Wednesday.", "Message removed", "Payer Processing Times"):
        await expect(log).to_contain_text(line)
    await expect(log).not_to_contain_text("1984")
    record_property("seconds_until_shown", took)
