"""The chat as a patient meets it."""

import re

import pytest
from playwright.async_api import Browser, Locator, Page, Route, expect

from bot.domain.ids import Address
from bot.domain.messages import Author, AuthorKind
from bot.store.unit_of_work import SqlStore
from tests.fakes.chat_page import prove, say
from tests.fakes.page_checks import faint, nameless, sideways
from tests.fakes.served_office import Served, served_office

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

DANA = Author(AuthorKind.SPECIALIST, "Dana Whitfield")


def address_of(served: Served) -> Address:
    return served.office.accepted[0].address


def answer(page: Page, text: str) -> Locator:
    """The bubble in which the scripted office gives a text back."""
    return page.locator(".list .row.bot .bubble").get_by_text(text, exact=True)


async def test_a_question_is_answered_by_what_says_that_it_is_automated(chat: Page) -> None:
    await say(chat, "What's the status of claim 45012-A?")
    reply = chat.locator(".row.bot", has_text="I can look that up")
    await expect(reply).to_be_visible()
    await expect(reply.locator(".kind")).to_have_text("Automated")
    await expect(chat.locator(".row.patient .bubble")).to_have_text("What's the status of claim 45012-A?")
    await expect(chat.locator(".pending")).to_have_count(0)


async def test_a_suggestion_sends_itself_and_goes(chat: Page, served: Served) -> None:
    await chat.get_by_role("button", name="Talk to a person").click()
    await expect(chat.locator(".row.patient .bubble")).to_have_text("Talk to a person")
    await expect(chat.locator(".suggestion")).to_have_count(0)
    await expect(chat.locator(".pending")).to_have_count(0)
    assert [message.text for message in served.office.accepted] == ["Talk to a person"]


@pytest.mark.parametrize("by", [".chip", ".marker"])
async def test_a_source_opens_with_the_quoted_words_marked(chat: Page, by: str) -> None:
    await prove(chat)
    await chat.locator(by).click()
    source = chat.get_by_role("dialog", name="Claim Status Routing Protocol")
    await expect(source.locator(".place")).to_have_text("In process › What we tell patients · page 3")
    await expect(source.locator("mark")).to_have_text(re.compile(r"^Most plans decide\s+within 30 days .* it\.$"))
    await chat.keyboard.press("Escape")
    await expect(source).to_be_hidden()
    await expect(chat.locator(by)).to_be_focused()


async def test_a_source_that_is_gone_still_shows_what_was_quoted(chat: Page, served: Served) -> None:
    await prove(chat)
    await chat.route(
        "**/chat/passages/**", lambda route: route.fulfill(status=404, json={"error": {"message": "Gone"}})
    )
    await chat.locator(".chip").click()
    await expect(chat.locator(".passage")).to_contain_text("Gone")
    await expect(chat.locator(".passage blockquote")).to_contain_text("Most plans decide within 30 days")


async def test_a_specialist_is_named_and_their_edits_and_deletions_show(chat: Page, served: Served) -> None:
    await say(chat, "Hello")
    await expect(answer(chat, "Hello")).to_be_visible()
    reply = served.office.post(DANA, "It takes 20 days.")
    await served.office.web.send(address_of(served), reply)
    row = chat.locator(".row.specialist")
    await expect(row.locator(".avatar")).to_have_text("DW")
    await expect(row.locator(".kind")).to_have_text("Billing specialist")
    await expect(chat.locator(".presence")).to_have_text("You are talking with Dana Whitfield · billing specialist")
    await served.office.web.edit(address_of(served), reply.message_id, reply.message_id, "It takes **30** days.")
    await expect(row.locator(".bubble")).to_have_text("It takes 30 days.")
    await expect(row.locator(".edited")).to_have_text("edited")
    await served.office.web.delete(address_of(served), reply.message_id, reply.message_id)
    await expect(row.locator(".bubble")).to_have_text("Message removed by Dana Whitfield")
    await served.office.web.send(address_of(served), served.office.post(Author(AuthorKind.BOT, "Bot"), "Back again"))
    await expect(chat.locator(".presence")).to_have_text("Automated · a person can join")


async def test_typing_shows_until_the_answer_comes(chat: Page, served: Served) -> None:
    await say(chat, "think")
    await expect(chat.locator(".typing")).to_be_visible()
    await served.office.web.send(address_of(served), served.office.post(DANA, "Done"))
    await expect(chat.locator(".typing")).to_be_hidden()


async def test_a_reload_keeps_the_history_in_its_order(chat: Page) -> None:
    await say(chat, "What's the status of my claim?")
    await prove(chat)
    before = await chat.locator(".list .bubble").all_inner_texts()
    await chat.reload()
    await expect(chat.get_by_text("As of 9:14 AM")).to_be_visible()
    assert await chat.locator(".list .bubble").all_inner_texts() == before


async def test_what_was_redacted_is_a_quiet_mark_after_a_reload(chat: Page, served: Served) -> None:
    await prove(chat)
    message = served.office.accepted[0]
    async with served.store.write() as work:
        data = {
            "message_id": message.external_id,
            "author": {"kind": "patient", "name": ""},
            "text": "Rosa Delgado, born [date of birth]",
            "at": message.sent_at.isoformat(),
            "citations": [],
            "suggestions": [],
            "internal": False,
        }
        await work.timeline.redact("web", message.address, message.external_id, data)
    await chat.reload()
    await expect(chat.locator(".row.patient .redacted")).to_have_text("date of birth")


async def test_a_forged_session_starts_a_new_chat_and_says_so(chat: Page, served: Served) -> None:
    await say(chat, "Hello")
    await expect(answer(chat, "Hello")).to_be_visible()
    await chat.evaluate("for (const key in localStorage) if (key.includes('session')) localStorage[key] = '\"forged\"'")
    await chat.reload()
    await expect(chat.get_by_text("Your earlier chat session has ended. This is a new one.")).to_be_visible()
    await expect(chat.locator(".row.patient")).to_have_count(0)
    await say(chat, "Again")
    await expect(answer(chat, "Again")).to_be_visible()


async def test_ending_the_chat_clears_it_from_the_device(chat: Page) -> None:
    await say(chat, "Something private")
    await expect(answer(chat, "Something private")).to_be_visible()
    chat.once("dialog", lambda dialog: dialog.accept())
    await chat.get_by_role("button", name="End chat and clear it from this device").click()
    await expect(chat.get_by_text("Something private")).to_have_count(0)
    await chat.reload()
    await expect(chat.get_by_text("What can I do for you?")).to_be_visible()
    await expect(chat.get_by_text("Something private")).to_have_count(0)


async def test_ending_the_chat_clears_the_screen_even_without_a_server(chat: Page, served: Served) -> None:
    await say(chat, "Something private")
    await expect(answer(chat, "Something private")).to_be_visible()
    await served.stop()
    chat.once("dialog", lambda dialog: dialog.accept())
    await chat.get_by_role("button", name="End chat and clear it from this device").click()
    await expect(chat.get_by_text("Something private")).to_have_count(0)


async def test_a_chat_ended_in_one_tab_is_ended_in_the_other(chat: Page, served: Served) -> None:
    other = await chat.context.new_page()
    await other.goto(served.url)
    await say(chat, "Something private")
    await expect(answer(other, "Something private")).to_be_visible()
    chat.once("dialog", lambda dialog: dialog.accept())
    await chat.get_by_role("button", name="End chat and clear it from this device").click()
    for tab in (chat, other):
        await expect(tab.get_by_text("Something private")).to_have_count(0)
    await say(other, "A new matter")
    await expect(answer(other, "A new matter")).to_be_visible()


async def test_a_message_written_before_the_session_stands_waits_for_that_session(page: Page, served: Served) -> None:
    sessions: list[Route] = []

    def hold(route: Route) -> None:
        sessions.append(route)

    await page.route("**/chat/session", hold)
    await page.goto(served.url)
    await say(page, "Hasty")
    await expect(page.locator(".row.pending")).to_have_text(re.compile("Hasty"))
    assert len(sessions) == 1
    await sessions[0].continue_()
    await expect(answer(page, "Hasty")).to_be_visible()
    assert (len(sessions), len(served.office.accepted)) == (1, 1)


async def test_a_chat_that_its_page_moves_goes_on(chat: Page, served: Served) -> None:
    await say(chat, "Before")
    await expect(answer(chat, "Before")).to_be_visible()
    await chat.evaluate("document.body.append(document.querySelector('claimdesk-chat'))")
    await served.office.web.send(address_of(served), served.office.post(DANA, "After"))
    await expect(chat.locator(".row.specialist .bubble")).to_have_text("After")


async def test_without_a_server_messages_wait_and_go_out_once_when_it_is_back(
    chat: Page, served: Served, sqlite_store: SqlStore
) -> None:
    await say(chat, "Before")
    await expect(answer(chat, "Before")).to_be_visible()
    await served.stop()
    await expect(chat.locator(".banner")).to_contain_text("Connection lost. Trying again in")
    await say(chat, "Meanwhile")
    await say(chat, "And another")
    await expect(chat.locator(".row.pending .status").first).to_have_text("Not sent yet. We keep trying.")
    port = int(served.url.rpartition(":")[2])
    async with served_office(sqlite_store, port=port) as back:
        await expect(answer(chat, "And another")).to_be_visible(timeout=15_000)
        await expect(chat.locator(".banner")).to_be_hidden()
        await expect(chat.locator(".pending")).to_have_count(0)
        assert [message.text for message in back.office.accepted] == ["Meanwhile", "And another"]
        said = await chat.locator(".row.patient .bubble").all_inner_texts()
        assert said == ["Before", "Meanwhile", "And another"]


async def test_a_message_that_was_not_sent_outlives_a_reload(chat: Page, served: Served) -> None:
    await chat.route("**/chat/messages", lambda route: route.abort())
    await say(chat, "Do not lose me")
    status = chat.locator(".row.pending .status")
    await expect(status).to_have_text("Not sent yet. We keep trying.")
    await expect(status).to_be_in_viewport(ratio=1)
    await chat.unroute("**/chat/messages")
    await chat.reload()
    await expect(answer(chat, "Do not lose me")).to_be_visible()
    assert [message.text for message in served.office.accepted] == ["Do not lose me"]


async def test_an_answer_that_got_lost_on_the_way_does_not_double_the_message(chat: Page, served: Served) -> None:
    async def swallow(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await chat.route("**/chat/messages", swallow)
    await say(chat, "Once only")
    await expect(answer(chat, "Once only")).to_be_visible()
    await expect(chat.locator(".row.patient")).to_have_count(1)
    await expect(chat.locator(".row.patient .status")).to_have_count(0)
    assert len(served.office.accepted) == 1


async def test_who_writes_too_fast_is_told_kindly_and_keeps_the_text(chat: Page) -> None:
    held = chat.locator(".row.pending .status")
    last = ""
    # Twenty a minute: on a slow machine some more are let pass while the first are on their way.
    for number in range(60):
        last = f"Message {number}"
        await say(chat, last)
        if number >= 20 and await held.count():
            break
    await expect(held.first).to_have_text(re.compile("That was quick! We'll send this in . s."))
    await expect(chat.locator(".row.patient .bubble").last).to_have_text(last)


async def test_a_refused_message_goes_back_into_the_composer(chat: Page) -> None:
    refusal = {"error": {"code": "empty", "message": "The message is empty."}}
    await chat.route("**/chat/messages", lambda route: route.fulfill(status=400, json=refusal))
    await say(chat, "Take me back")
    await expect(chat.locator(".status.refused")).to_contain_text("Not sent. The message is empty.")
    await chat.get_by_role("button", name="Change it").click()
    await expect(chat.get_by_label("Your message")).to_have_value("Take me back")
    await expect(chat.locator(".row.patient")).to_have_count(0)


async def test_a_text_that_is_too_long_cannot_be_sent_and_says_how_long_it_is(chat: Page, served: Served) -> None:
    await say(chat, "a" * 4001)
    await expect(chat.locator(".count")).to_have_text("4,001 of 4,000 characters")
    await expect(chat.get_by_role("button", name="Send", exact=True)).to_be_disabled()
    assert served.office.accepted == []


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        "**<b onclick=alert(1)>bold</b>**",
        "[press](javascript:alert(1))",
        "[press](data:text/html,<script>alert(1)</script>)",
        '[press](https://x.example/"onmouseover="alert(1))',
        "> <iframe src=https://evil.example></iframe>",
        "- <svg onload=alert(1)>",
    ],
)
async def test_markup_in_a_message_stays_text(chat: Page, text: str) -> None:
    alerts: list[str] = []
    chat.on("dialog", lambda dialog: alerts.append(dialog.message))
    await say(chat, text)
    shown = chat.locator(".list .row.bot .bubble").last
    await expect(chat.locator(".list .row.bot")).to_have_count(2)
    await expect(shown).to_contain_text("alert" if "alert" in text else "iframe")
    assert await chat.locator(".bubble").locator("img, script, iframe, svg, b, [onclick], [onmouseover]").count() == 0
    links = await shown.locator("a").evaluate_all("all => all.map((a) => a.protocol)")
    assert [link for link in links if link != "https:"] == []
    assert alerts == []


async def test_the_small_markdown_is_shown(chat: Page) -> None:
    await say(
        chat,
        "**bold** and *italic*\n\n1. one\n2. two\n\n- dot\n\n> said\n\n[us](tel:+12085550100) [site](https://x.example/a)",
    )
    shown = chat.locator(".list .row.bot .bubble").last
    await expect(shown.locator("strong")).to_have_text("bold")
    await expect(shown.locator("em")).to_have_text("italic")
    await expect(shown.locator("ol li")).to_have_text(["one", "two"])
    await expect(shown.locator("ul li")).to_have_text(["dot"])
    await expect(shown.locator("blockquote")).to_have_text("said")
    targets = await shown.locator("a").evaluate_all("all => all.map((a) => [a.textContent, a.href, a.rel])")
    safe = "noopener noreferrer"
    assert targets == [["us", "tel:+12085550100", safe], ["site", "https://x.example/a", safe]]


async def test_everything_works_with_the_keyboard_alone(bubble: Page, served: Served) -> None:
    page = bubble
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Open chat: Billing help")).to_be_focused()
    await page.keyboard.press("Enter")
    field = page.get_by_label("Your message")
    await expect(field).to_be_focused()
    await page.keyboard.type("First line")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("born 1984")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("As of 9:14 AM")).to_be_visible()
    assert [message.text for message in served.office.accepted] == ["First line\nborn 1984"]
    for _ in range(12):
        await page.keyboard.press("Shift+Tab")
        if await page.locator(".chip").evaluate("one => one.matches(':focus')"):
            break
    await page.keyboard.press("Enter")
    await expect(page.locator("dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator(".panel")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator(".panel")).to_be_hidden()
    await expect(page.locator(".launcher")).to_be_focused()


async def test_on_another_site_a_closed_chat_counts_what_is_new(bubble: Page, served: Served) -> None:
    page = bubble
    await page.locator(".launcher").click()
    await say(page, "Hello")
    await expect(answer(page, "Hello")).to_be_visible()
    await page.get_by_role("button", name="Close chat").click()
    await served.office.web.send(address_of(served), served.office.post(DANA, "Are you still there?"))
    await expect(page.locator(".badge")).to_have_text("1")
    await page.get_by_role("button", name="Open chat: Billing help, 1 new").click()
    await expect(page.locator(".badge")).to_be_hidden()
    await expect(page.get_by_text("Are you still there?")).to_be_visible()


async def test_a_site_gives_the_chat_its_own_colours(bubble: Page) -> None:
    await bubble.add_style_tag(content="claimdesk-chat { --claimdesk-accent: rgb(90, 20, 90); }")
    assert (
        await bubble.locator(".launcher").evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(90, 20, 90)"
    )


async def test_on_a_phone_the_chat_is_the_whole_screen_and_nothing_zooms(phone_bubble: Page) -> None:
    await phone_bubble.locator(".launcher").tap()
    await expect(phone_bubble.get_by_text("What can I do for you?")).to_be_visible()
    assert (
        await phone_bubble.locator(".panel").evaluate("one => one.getAnimations().forEach((a) => a.finish())") is None
    )
    box = await phone_bubble.locator(".panel").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    size = await phone_bubble.get_by_label("Your message").evaluate("one => getComputedStyle(one).fontSize")
    assert (size, await sideways(phone_bubble)) == ("16px", 0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
async def test_everything_has_a_name_enough_contrast_and_fits(
    browser: Browser, served: Served, scheme: str, width: int
) -> None:
    context = await browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    page = await context.new_page()
    await page.goto(served.url)
    await prove(page)
    await served.office.web.send(address_of(served), served.office.post(DANA, "Hello [1]"))
    gone = served.office.post(DANA, "Oops")
    await served.office.web.send(address_of(served), gone)
    await served.office.web.delete(address_of(served), gone.message_id, gone.message_id)
    await expect(page.locator(".removed")).to_be_visible()
    assert await nameless(page) == []
    assert await faint(page) == []
    assert await sideways(page) == 0
    await page.locator(".chip").click()
    await expect(page.locator("mark")).to_be_visible()
    assert await faint(page) == []
    await context.close()


async def test_the_conversation_is_a_polite_log_that_is_not_read_out_again_on_loading(chat: Page) -> None:
    log = chat.get_by_role("log", name="Conversation")
    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(log).to_have_attribute("aria-busy", "false")
