"""A draft on the desk's page: what it says, what its buttons do, and how it ends."""

import asyncio
from dataclasses import replace

import pytest
from playwright.async_api import Locator, Page, expect

from bot.domain.ids import Address, MessageId
from bot.domain.messages import Draft, DraftState, Fate, FateState, InboundMessage, Kind
from tests.bot.channels.browser.test_desk import open_case, say
from tests.fakes.messages import NOON
from tests.fakes.page_checks import faint, nameless, sideways
from tests.fakes.scripted_office import CITATION, STATUS
from tests.fakes.served_office import Served

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

THREAD = Address("case-1001")
DRAFT = Draft(MessageId("draft-1"), STATUS, NOON, (CITATION,))


async def drafted(chat: Page, desk: Page, served: Served) -> Locator:
    await say(chat, "I want to appeal")
    await open_case(desk)
    await expect(desk.locator(".entry", has_text="appeals always go to a person")).to_be_visible()
    await show(served, DRAFT)
    draft = desk.locator(".entry.draft")
    await expect(draft.get_by_role("button", name="Send", exact=True)).to_be_visible()
    return draft


async def done(served: Served, kind: Kind) -> InboundMessage:
    """Return the newest deed of this kind, waiting for it: a page does not wait for its server."""
    async with asyncio.timeout(5):
        while not (found := [deed for deed in served.office.accepted if deed.kind is kind]):
            await asyncio.sleep(0.02)
    return found[-1]


async def show(served: Served, draft: Draft) -> None:
    await served.office.desk.show_draft(THREAD, "", draft)


async def test_a_draft_says_that_the_patient_has_not_seen_it_and_send_names_it(
    chat: Page, desk: Page, served: Served
) -> None:
    draft = await drafted(chat, desk, served)
    await expect(draft.locator(".meta")).to_contain_text("the patient has not seen it")
    await draft.get_by_role("button", name="Send", exact=True).click()
    await show(served, replace(DRAFT, version=2, state=DraftState.SENT, by="Dana Whitfield"))
    await expect(draft.locator(".meta")).to_contain_text("Draft, sent by Dana Whitfield")
    await expect(draft.get_by_role("button")).to_have_text(["Why this answer?"])
    deed = await done(served, Kind.SEND_DRAFT)
    assert (deed.target_id, deed.sender.name) == ("draft-1:1", "Dana Whitfield")
    fate = Fate(DRAFT.message_id, FateState.FAILED, "Call the patient.", NOON)
    await served.office.desk.show_fate(THREAD, DRAFT.message_id, fate)
    await expect(draft.locator(".fate")).to_have_text("Not delivered · Call the patient.")


async def test_edit_sends_the_new_wording(chat: Page, desk: Page, served: Served) -> None:
    draft = await drafted(chat, desk, served)
    await draft.get_by_role("button", name="Edit").click()
    await desk.get_by_label("New wording").fill("It is in process, nothing more is needed.")
    await desk.get_by_role("button", name="Send to patient").last.click()
    await expect(desk.get_by_label("New wording")).to_have_count(0)
    deed = await done(served, Kind.EDIT_DRAFT)
    assert (deed.text, deed.target_id) == ("It is in process, nothing more is needed.", "draft-1:1")


async def test_a_draft_that_was_outrun_says_so_and_can_be_taken_over(chat: Page, desk: Page, served: Served) -> None:
    draft = await drafted(chat, desk, served)
    await show(served, replace(DRAFT, version=2, state=DraftState.STALE, note="The patient wrote again."))
    await expect(draft).to_contain_text("The patient wrote again.")
    await draft.get_by_role("button", name="Send anyway").click()
    await draft.get_by_role("button", name="Take over").click()
    await expect(desk.locator(".case .pill")).to_have_text("Taken")
    assert (await done(served, Kind.SEND_DRAFT)).target_id == "draft-1:2"


async def test_a_draft_can_be_read_by_everybody(chat: Page, desk: Page, served: Served) -> None:
    await drafted(chat, desk, served)
    await show(served, replace(DRAFT, version=2, state=DraftState.STALE, note="The patient wrote again."))
    await expect(desk.get_by_text("The patient wrote again.")).to_be_visible()
    assert (await nameless(desk), await faint(desk), await sideways(desk)) == ([], [], 0)
