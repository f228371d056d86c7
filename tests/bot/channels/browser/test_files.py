"""Files in the chat and on the desk, as people meet them."""

from dataclasses import replace

import pytest
from playwright.async_api import FilePayload, Page, expect

from bot.domain.attachments import Attachment
from bot.domain.ids import FileId
from bot.domain.messages import Author, AuthorKind
from tests.fakes.page_checks import nameless, sideways
from tests.fakes.served_office import Served

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

DANA = Author(AuthorKind.SPECIALIST, "Dana Whitfield")
PDF = b"%PDF-1.7 a letter"


async def choose(page: Page, name: str, content: bytes) -> None:
    picked = FilePayload(name=name, mimeType="application/octet-stream", buffer=content)
    await page.locator("claimdesk-chat input[type=file]").set_input_files([picked])


async def saved(page: Page, name: str) -> bytes:
    async with page.expect_download() as download:
        await page.get_by_role("button", name=f"Save file {name}").click()
    path = await (await download.value).path()
    return path.read_bytes()


async def test_a_patient_sends_a_file_and_can_save_it_again(chat: Page, served: Served) -> None:
    await expect(chat.get_by_role("button", name="Send a file")).to_be_visible()
    await choose(chat, "my letter.pdf", PDF)
    await expect(chat.locator(".row.patient .chip")).to_contain_text("my letter.pdf")
    assert await saved(chat, "my letter.pdf") == PDF
    assert [message.attachments[0].size for message in served.office.accepted] == [len(PDF)]
    assert await nameless(chat) == []
    assert not await sideways(chat)


async def test_a_file_that_may_not_pass_says_why_and_can_be_taken_away(chat: Page, served: Served) -> None:
    await choose(chat, "setup.exe", b"MZ\x90\x00")
    await expect(chat.locator(".refused")).to_contain_text("neither a PDF, a picture nor plain text")
    await chat.get_by_role("button", name="Take it away").click()
    await expect(chat.locator(".row.patient")).to_have_count(0)
    assert served.office.accepted == []


async def test_a_specialists_file_is_there_to_save_until_it_is_taken_back(chat: Page, served: Served) -> None:
    await choose(chat, "my letter.pdf", PDF)
    await expect(chat.locator(".pending")).to_have_count(0)
    address, file = served.office.accepted[0].address, FileId("f1")
    async with served.store.write() as work:
        await work.files.keep(file, PDF, served.office.accepted[0].sent_at)
    form = Attachment(file, "form.pdf", "application/pdf", len(PDF))
    post = replace(served.office.post(DANA, "Please sign this."), attachments=(form,))
    await served.office.web.send(address, post)
    assert await saved(chat, "form.pdf") == PDF
    await served.office.web.delete(address, post.message_id, post.message_id)
    await expect(chat.get_by_role("button", name="Save file form.pdf")).to_have_count(0)
