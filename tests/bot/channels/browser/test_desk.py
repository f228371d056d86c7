"""The desk as a billing specialist meets it, with a patient in the chat beside it."""

import pytest
from playwright.async_api import Browser, Locator, Page, Route, expect

from bot.domain.messages import Author, AuthorKind, FateState
from tests.fakes.page_checks import faint, nameless, sideways
from tests.fakes.served_office import Served

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def say(page: Page, text: str) -> None:
    field = page.get_by_label("Your message")
    await field.fill(text)
    await field.press("Enter")


async def write(desk: Page, text: str) -> None:
    await desk.get_by_label("Your text").fill(text)
    await desk.get_by_label("Your text").press("Enter")


async def open_case(desk: Page) -> None:
    await desk.locator(".row").first.click()
    await expect(desk.get_by_role("heading", name="Appeal")).to_be_visible()


def entry(desk: Page, text: str) -> Locator:
    return desk.locator(".entry", has_text=text)


async def test_a_case_appears_by_itself_waiting_and_unread(chat: Page, desk: Page) -> None:
    await expect(desk.get_by_text("Cases appear here")).to_be_visible()
    await say(chat, "I want to appeal")
    row = desk.locator(".row")
    await expect(row.locator("b")).to_have_text("Appeal")
    await expect(row.locator(".pill")).to_have_text("Waiting")
    await expect(row.locator(".tag")).to_have_text(["northwind health", "in process"])
    await expect(desk.get_by_text("1 waiting for a person")).to_be_visible()
    await say(chat, "Are you there?")
    await expect(row.get_by_label("unread")).to_be_visible()
    await row.click()
    await expect(row.get_by_label("unread")).to_have_count(0)
    await expect(entry(desk, "Are you there?")).to_be_visible()
    await expect(entry(desk, "Handed over: appeals always go to a person")).to_be_visible()


async def test_a_specialist_takes_over_answers_corrects_and_takes_back(chat: Page, desk: Page) -> None:
    await say(chat, "I want to appeal")
    await open_case(desk)
    await expect(desk.get_by_role("button", name="Take over and send")).to_be_visible()
    await write(desk, "We have 18 days.")
    said = chat.locator(".row.specialist .bubble")
    await expect(said).to_have_text("We have 18 days.")
    await expect(chat.locator(".presence")).to_have_text("You are talking with Dana Whitfield · billing specialist")
    own = desk.locator(".entry.specialist")
    await expect(own.locator(".fate")).to_have_text("Delivered")
    await expect(desk.locator(".case .pill")).to_have_text("Taken")
    await own.get_by_role("button", name="Edit").click()
    await expect(desk.get_by_label("New wording")).to_be_in_viewport(ratio=1)
    await desk.get_by_label("New wording").fill("We have **180** days.")
    await desk.get_by_label("New wording").press("Enter")
    await expect(said).to_have_text("We have 180 days.")
    await expect(own.locator("i")).to_have_text("edited")
    desk.once("dialog", lambda dialog: dialog.accept())
    await own.get_by_role("button", name="Delete").click()
    await expect(said).to_have_text("Message removed by Dana Whitfield")
    await expect(own.locator(".text")).to_have_text("Removed by Dana Whitfield")
    await expect(own.get_by_role("button")).to_have_count(0)


async def test_taking_over_handing_back_and_resolving_move_the_case(chat: Page, desk: Page, served: Served) -> None:
    await say(chat, "I want to appeal")
    await open_case(desk)
    for button, pill in (("Take over", "Taken"), ("Hand back", "With the bot"), ("Resolve", "Resolved")):
        await desk.get_by_role("button", name=button, exact=True).click()
        await expect(desk.locator(".case .pill")).to_have_text(pill)
        await expect(desk.locator(".row .pill")).to_have_text(pill)
    assert [deed.kind for deed in served.office.accepted[1:]] == ["take_over", "hand_back", "resolve"]


async def test_a_note_is_plainly_internal_and_never_reaches_the_patient(chat: Page, desk: Page) -> None:
    await say(chat, "I want to appeal")
    await open_case(desk)
    await desk.get_by_text("Internal note", exact=True).click()
    await expect(desk.get_by_role("button", name="Save note")).to_be_visible()
    await write(desk, "Check timely filing first")
    note = desk.locator(".entry.note")
    await expect(note).to_contain_text("the patient does not see this")
    await desk.get_by_text("Reply to patient", exact=True).click()
    await write(desk, "One moment please")
    await expect(chat.locator(".row.specialist")).to_have_count(1)
    await expect(chat.get_by_text("Check timely filing first")).to_have_count(0)


@pytest.mark.parametrize("translates", [True, False])
async def test_a_reply_in_their_language_is_offered_only_where_a_model_can_translate(
    chat: Page, desk: Page, translates: bool
) -> None:
    async def told(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, json={**await answer.json(), "translates": translates})

    await desk.route("**/desk/api/cases", told)
    await desk.reload()
    await say(chat, "I want to appeal")
    await open_case(desk)
    offered = desk.get_by_text("Reply in their language", exact=True)
    await (expect(offered).to_be_visible() if translates else expect(offered).to_be_hidden())


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (FateState.FAILED, "Not delivered"),
        (FateState.REFUSED, "Not sent to the patient"),
        (FateState.UNCERTAIN, "Perhaps not delivered"),
        (FateState.HELD, "Held back"),
    ],
)
async def test_a_reply_that_did_not_arrive_says_so_and_why(
    chat: Page, desk: Page, served: Served, state: FateState, words: str
) -> None:
    served.office.fate = state
    await say(chat, "I want to appeal")
    await open_case(desk)
    await write(desk, "Hello")
    fate = desk.locator(".entry.specialist .fate")
    await expect(fate).to_have_text(f"{words} · Teams has no such conversation any more. Call the patient.")


async def test_a_reply_that_the_desk_could_not_hand_in_stays_in_the_box(chat: Page, desk: Page) -> None:
    await say(chat, "I want to appeal")
    await open_case(desk)
    await desk.route("**/desk/api/cases/*/message", lambda route: route.abort())
    await write(desk, "Do not lose me")
    await expect(desk.get_by_role("alert").get_by_text("Try again; nothing happens twice")).to_be_visible()
    await expect(desk.get_by_label("Your text")).to_have_value("Do not lose me")


async def test_a_reply_tried_again_after_a_lost_answer_is_not_doubled(chat: Page, desk: Page, served: Served) -> None:
    async def swallow(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await say(chat, "I want to appeal")
    await open_case(desk)
    await desk.route("**/desk/api/cases/*/message", swallow)
    await write(desk, "Once only")
    await expect(desk.get_by_role("alert").get_by_text("Try again")).to_be_visible()
    await desk.unroute("**/desk/api/cases/*/message")
    await desk.get_by_label("Your text").press("Enter")
    await expect(desk.get_by_label("Your text")).to_have_value("")
    await expect(chat.locator(".row.specialist")).to_have_count(1)
    assert [deed.text for deed in served.office.accepted if deed.text == "Once only"] == ["Once only"]


async def two_cases(chat: Page, desk: Page) -> None:
    await say(chat, "I want to appeal")
    await expect(desk.locator(".row")).to_have_count(1)
    chat.once("dialog", lambda dialog: dialog.accept())
    await chat.get_by_role("button", name="End chat and clear it from this device").click()
    await expect(chat.locator(".row.patient")).to_have_count(0)
    await say(chat, "I want to appeal too")
    await expect(desk.locator(".row")).to_have_count(2)


async def test_each_case_keeps_its_own_draft(chat: Page, desk: Page) -> None:
    await two_cases(chat, desk)
    await desk.locator("[data-thread=case-1001]").click()
    await desk.get_by_label("Your text").fill("half a thought")
    await desk.locator("[data-thread=case-1002]").click()
    await expect(desk.get_by_label("Your text")).to_have_value("")
    await desk.locator("[data-thread=case-1001]").click()
    await expect(desk.get_by_label("Your text")).to_have_value("half a thought")


async def test_a_reply_goes_to_the_case_it_was_written_in_even_when_another_is_opened_meanwhile(
    chat: Page, desk: Page, served: Served
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    await two_cases(chat, desk)
    await desk.route("**/desk/api/cases/*/take_over", hold)
    await desk.locator("[data-thread=case-1001]").click()
    await write(desk, "For the first patient only")
    await expect(desk.get_by_role("button", name="Take over and send")).to_be_disabled()
    await desk.locator("[data-thread=case-1002]").click()
    await desk.get_by_label("Your text").fill("a draft for the second")
    await held[0].continue_()
    await expect(desk.get_by_role("button", name="Take over and send")).to_be_enabled()
    assert [(deed.kind, deed.address) for deed in served.office.accepted if deed.channel == "console"] == [
        ("take_over", "case-1001"),
        ("message", "case-1001"),
    ]
    await expect(desk.get_by_label("Your text")).to_have_value("a draft for the second")


async def test_while_a_case_loads_nothing_of_the_last_one_can_be_answered(chat: Page, desk: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    await two_cases(chat, desk)
    await desk.locator("[data-thread=case-1001]").click()
    await expect(desk.get_by_label("Your text")).to_be_visible()
    await desk.route("**/desk/api/cases/case-1002", hold)
    await desk.locator("[data-thread=case-1002]").click()
    await expect(desk.locator(".reply")).to_be_hidden()
    await expect(desk.locator(".deeds")).to_be_hidden()
    await held[0].continue_()
    await expect(desk.get_by_text("Case 1002 ·").last).to_be_visible()
    await expect(desk.locator(".reply")).to_be_visible()


async def test_a_case_that_cannot_be_loaded_says_so(chat: Page, desk: Page) -> None:
    await say(chat, "I want to appeal")
    await desk.route("**/desk/api/cases/case-1001", lambda route: route.abort())
    await desk.locator(".row").click()
    await expect(desk.locator(".thread.hollow")).to_contain_text("The desk cannot reach its server")


async def test_why_shows_each_step_that_led_to_an_answer(chat: Page, desk: Page) -> None:
    await say(chat, "I want to appeal")
    await open_case(desk)
    await desk.get_by_role("button", name="Why this answer?").click()
    why = desk.get_by_role("complementary", name="Why this answer")
    for words in (
        "lookup",
        "Claim number and status words",
        "→ 45012-A",
        "last name, date of birth, phone",
        "get_claim_status …12-A",
        "confidence 0.82 of 0.45 needed",
        "Claim Status Routing Protocol",
        "Every number, date and source stands in the facts.",
        "Time · 96 ms",
    ):
        await expect(why).to_contain_text(words)
    await desk.keyboard.press("Escape")
    await expect(why).to_be_hidden()
    await expect(desk.get_by_role("button", name="Why this answer?")).to_be_focused()


async def test_the_playground_answers_with_its_reasons(desk: Page, served: Served) -> None:
    await desk.get_by_role("tab", name="Playground").click()
    await desk.get_by_label("Question").fill("Where is claim 45012-A?")
    await desk.get_by_label("Asked by").select_option(label="Patient who says who they are")
    await desk.get_by_label("Last name").fill("Delgado")
    await desk.get_by_label("Date of birth").fill("1984-03-12")
    await desk.get_by_label("Phone, last 4").fill("0142")
    await desk.get_by_role("button", name="Ask", exact=True).click()
    answer = desk.get_by_role("region", name="Answer")
    await expect(answer).to_contain_text("Claim 45012-A with Northwind Health is in process.")
    await expect(answer).to_contain_text("[1] Claim Status Routing Protocol, p. 3")
    await expect(answer.locator("h4", has_text="Passages")).to_be_visible()
    [question] = served.office.asked
    identity = question.identity
    assert (question.speaker, identity.last_name, identity.date_of_birth) == ("patient", "Delgado", "1984-03-12")


async def test_the_specialists_name_and_the_open_case_are_remembered(chat: Page, desk: Page) -> None:
    await say(chat, "I want to appeal")
    await open_case(desk)
    await desk.get_by_label("You are").fill("Priya Raman")
    await desk.get_by_label("You are").press("Tab")
    await desk.reload()
    await expect(desk.get_by_label("You are")).to_have_value("Priya Raman")
    await expect(desk.get_by_role("heading", name="Appeal")).to_be_visible()
    await write(desk, "Hello from me")
    await expect(chat.locator(".row.specialist .name")).to_have_text("Priya Raman")


async def test_markup_from_a_patient_stays_text_on_the_desk(chat: Page, desk: Page, served: Served) -> None:
    alerts: list[str] = []
    desk.on("dialog", lambda dialog: alerts.append(dialog.message))
    await say(chat, "I want to appeal")
    await open_case(desk)
    nasty = "<img src=x onerror=alert(1)> [a](javascript:alert(1)) **<script>alert(1)</script>**"
    await served.office.desk.send(
        served.office.desk_thread(), served.office.post(Author(AuthorKind.PATIENT, "<b>Rosa</b>"), nasty)
    )
    await expect(entry(desk, "onerror")).to_contain_text("<b>Rosa</b>")
    await expect(desk.locator(".preview")).to_contain_text("<img src=x onerror=alert(1)>")
    assert await desk.locator(".story").locator("img, script, a, [onerror]").count() == 0
    assert alerts == []


async def test_the_desk_says_that_it_lost_its_line_and_catches_up(chat: Page, desk: Page, served: Served) -> None:
    await say(chat, "I want to appeal")
    await open_case(desk)
    await desk.route("**/desk/api/events", lambda route: route.abort())
    served.streams.end_all()
    await expect(desk.get_by_text("Connection lost. What you see may be old; trying again…")).to_be_visible()
    await say(chat, "Said while the line was down")
    await desk.unroute("**/desk/api/events")
    await expect(entry(desk, "Said while the line was down")).to_be_visible(timeout=15_000)
    await expect(desk.locator("#line")).to_be_hidden()


async def test_on_a_narrow_screen_the_list_and_the_case_take_turns(phone: Page, served: Served) -> None:
    await phone.goto(served.url)
    await say(phone, "I want to appeal")
    await expect(phone.get_by_text("Appeals are handled by")).to_be_visible()
    await phone.goto(f"{served.url}/desk")
    await open_case(phone)
    await expect(phone.locator(".list")).to_be_hidden()
    await phone.get_by_role("button", name="‹ All cases").click()
    await expect(phone.locator(".list")).to_be_visible()
    await expect(phone.locator(".case")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 700, 1440])
async def test_everything_has_a_name_enough_contrast_and_fits(
    browser: Browser, served: Served, scheme: str, width: int
) -> None:
    context = await browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    page = await context.new_page()
    await page.goto(served.url)
    await say(page, "I want to appeal")
    await expect(page.get_by_text("Appeals are handled by")).to_be_visible()
    await page.goto(f"{served.url}/desk")
    await open_case(page)
    served.office.fate = FateState.FAILED
    await write(page, "Hello")
    await expect(page.locator(".fate.failed")).to_be_visible()
    await page.get_by_text("Internal note", exact=True).click()
    await write(page, "A note")
    await expect(page.locator(".entry.note")).to_be_visible()
    assert (await nameless(page), await faint(page), await sideways(page)) == ([], [], 0)
    await page.get_by_role("button", name="Why this answer?").click()
    await expect(page.get_by_text("Time · 96 ms")).to_be_visible()
    assert (await nameless(page), await faint(page), await sideways(page)) == ([], [], 0)
    await page.goto("about:blank")
    await page.goto(f"{served.url}/desk")
    await page.get_by_role("tab", name="Playground").click()
    await page.get_by_label("Question").fill("Where is it?")
    await page.get_by_role("button", name="Ask", exact=True).click()
    await expect(page.get_by_text("Time · 96 ms")).to_be_visible()
    assert (await nameless(page), await faint(page), await sideways(page)) == ([], [], 0)
    await context.close()


async def test_a_patient_cannot_dress_up_a_link_for_the_desk(chat: Page, desk: Page) -> None:
    dressed = "I want to appeal. [Open the case](https://claims.example.net/login) **now**"
    await say(chat, dressed)
    await open_case(desk)
    await expect(entry(desk, "Open the case").locator(".text")).to_have_text(dressed)
    await expect(desk.locator(".case a, .entry.patient a")).to_have_count(0)
