"""The whole way through Microsoft's own stand-in for Teams, in a real browser, with the billing desk on a local Slack.

`CLAIMDESK_SCREENSHOTS` names a folder in which pictures of what a person sees are kept.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.bootstrap.server import running
from bot.domain.feedback import Thumb
from bot.domain.policy import TeamsPolicy
from bot.store.unit_of_work import open_store
from tests.fakes.agents_playground import (
    CHANNEL,
    FRONT,
    GROUP_CHAT,
    PERSONAL_CHAT,
    PlaygroundPage,
    agents_playground,
    playground_page,
)
from tests.fakes.chromium import chromium
from tests.fakes.local_slack import DANA, LocalSlack, local_slack
from tests.fakes.messages import NOON
from tests.fakes.slack_office import Desk, slack_place

pytestmark = pytest.mark.browser
expect.set_options(timeout=15_000)


@pytest.fixture(scope="module")
def slack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSlack]:
    with local_slack(tmp_path_factory.mktemp("slack")) as server:
        yield server


@dataclass
class Both:
    """A patient in Teams, and the desk in Slack."""

    patient: PlaygroundPage
    desk: Desk
    data: Path

    async def looks(self, name: str) -> None:
        if folder := os.environ.get("CLAIMDESK_SCREENSHOTS"):
            await self.patient.page.screenshot(path=Path(folder) / f"teams-{name}.png")
            async with self.patient.on_a_phone() as chat:
                await chat.screenshot(path=Path(folder) / f"teams-{name}-phone.png")


@pytest.fixture
async def both(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[Both]:
    place = slack_place(slack, tmp_path / "data")
    office = replace(place.folder.office, teams=TeamsPolicy((FRONT,)))
    settings = place.settings.model_copy(update={"teams_development": "yes"})
    place = replace(place, settings=settings, folder=replace(place.folder, office=office))
    async with AsyncExitStack() as stack:
        bot = await stack.enter_async_context(running(place, demo=False, port=0))
        playground = agents_playground(tmp_path, bot)
        url = await asyncio.to_thread(stack.enter_context, playground)
        browser = await stack.enter_async_context(chromium())
        page = await stack.enter_async_context(playground_page(browser, url))
        yield Both(page, Desk(slack, data=tmp_path / "data"), tmp_path / "data")


async def test_a_patient_asks_proves_reads_thanks_appeals_and_is_answered_by_a_person(both: Both) -> None:
    patient, page, desk = both.patient, both.patient.page, both.desk
    await patient.open(PERSONAL_CHAT)
    await patient.say("Where is claim 45012-A?")
    await page.get_by_label("Your last name").fill("Delgado")
    await page.get_by_label("Your date of birth").fill("3/12/1984")
    await page.keyboard.press("Escape")
    await page.get_by_label("The last four digits of your phone number").fill("0142")
    await both.looks("identity")
    await page.get_by_role("button", name="Send", exact=True).click()

    status = patient.message("Checked in our billing system")
    await expect(status).to_contain_text("Claim 45012-A: In process")
    await expect(status).to_contain_text("AI generated")
    await expect(status.get_by_role("button", name="1").or_(status.get_by_text("1", exact=True)).first).to_be_visible()
    await expect(patient.message("Northwind Health Plan")).to_contain_text("October 2, 2026")
    await expect(page.get_by_label("Your last name")).to_have_count(0)
    await both.looks("status")

    await page.get_by_role("button", name="Like", exact=True).last.click()
    await page.get_by_role("textbox").last.fill("clear words")
    await page.get_by_role("button", name="Submit").click()
    await page.get_by_role("button", name="Close", exact=True).last.click()
    assert await thumbs(both.data) == [(Thumb.UP, "clear words")]

    await patient.say("I want to appeal claim 45014-A")
    thread = await desk.thread()
    await desk.slack.say(DANA, "I have your letter here, Rosa.", thread)
    reply = patient.message("I have your letter here, Rosa.")
    await expect(reply).to_contain_text("dana")
    await expect(reply).not_to_contain_text("AI generated")
    await both.looks("specialist")

    said = [m for m in await desk.slack.in_thread(thread) if m["user"] == DANA]
    await desk.slack.edit(DANA, said[-1]["ts"], "I have your appeal letter here, Rosa.")
    await expect(patient.message("I have your appeal letter here, Rosa.")).to_contain_text("dana")

    await patient.say("Thank you, Dana")
    await desk.thread_says(thread, "Thank you, Dana")
    await desk.slack.press(DANA, thread, "hand_back")
    await expect(patient.message("has left the conversation")).to_be_visible()
    await both.looks("handed-back")


async def test_a_group_hears_nothing_of_claims_and_the_front_desks_channel_is_answered(both: Both) -> None:
    patient = both.patient
    await patient.open(GROUP_CHAT)
    await patient.say("Where is claim 45012-A?", mention=True)
    await expect(patient.message("I'm answering you in our personal chat")).to_be_visible()
    await both.looks("group")
    await expect(patient.page.get_by_text("In process")).to_have_count(0)
    await patient.open(PERSONAL_CHAT)
    await expect(patient.message("To protect your privacy")).to_be_visible()

    await patient.open(CHANNEL)
    await patient.say("Where is claim 45012-A?", mention=True, post=True)
    page = patient.page
    await expect(page.get_by_text("Checked in our billing system")).to_be_visible()
    await expect(page.get_by_text("Claim 45012-A: In process", exact=True)).to_have_count(2)
    await expect(page.get_by_text("AI generated", exact=True)).to_have_count(2)
    await both.looks("channel")


async def test_a_configuration_that_it_does_not_take_is_said_and_does_not_hang(tmp_path: Path) -> None:
    started = time.monotonic()
    with (
        pytest.raises(AssertionError, match="does not take its configuration"),
        agents_playground(tmp_path, "http://127.0.0.1:1", "version: nonsense\nusers: [1, 2]\n"),
    ):
        pass
    assert time.monotonic() - started < 30


async def thumbs(data: Path) -> list[tuple[Thumb, str]]:
    """Return what is kept of people's thumbs, once there is something."""
    store = await open_store(f"sqlite:///{data}/claimdesk.db")
    try:
        for _ in range(200):
            async with store.read() as work:
                kept = await work.feedback.since(NOON.replace(year=2020))
            if kept:
                return [(each.thumb, each.wrong) for each in kept]
            await asyncio.sleep(0.05)
    finally:
        await store.close()
    return []
