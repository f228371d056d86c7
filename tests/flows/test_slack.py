"""The billing desk in Slack, end to end: over Socket Mode and over signed HTTP, against the local Slack server."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.local_slack import DANA, FRAN, LocalSlack
from tests.fakes.slack_office import Office, slack_office

INTRODUCED = "I am Rosa Delgado, born 12 March 1984, phone ending 0142, SSN 078-05-1120, MBI 1EG4-TE5-MK73."
FORM, SIGNED = b"%PDF-1.7 the form", b"%PDF-1.7 the signed form"
PRIVATE = ("Rosa", "Delgado", "1984", "45014", "0142", "078-05", "1EG4", "MK73", "45014A")


@pytest.fixture
async def office(slack: LocalSlack, port: int, tmp_path: Path) -> AsyncIterator[Office]:
    await slack.forget()
    async with slack_office(slack, tmp_path, port=port, patient_files=True) as served:
        yield served


async def test_a_patient_and_a_specialist_talk_through_a_thread(office: Office) -> None:
    page, slack = office.page, office.slack
    await page.say(f"{INTRODUCED} I want to appeal claim 45014-A")
    await page.reads("billing specialist")
    thread = await office.thread()
    await office.card_says(thread, "is waiting for a specialist")
    await office.thread_says(thread, "I want to appeal claim …14-A")

    await slack.press(DANA, thread, "take_over")
    await page.reads("dana from our billing team has joined")
    await office.card_says(thread, "is with dana")

    reply = await slack.say(DANA, "Your letter goes out on *Tuesday* &amp; I'll call.", thread)
    line = await page.reads("Your letter goes out on **Tuesday** & I'll call.")
    assert line.author == "dana"
    await office.marked(reply, "white_check_mark")

    await slack.edit(DANA, reply, "Your letter goes out on *Wednesday*.")
    line = await page.shows(lambda line: line.edited, "the edit")
    assert line.text == "Your letter goes out on **Wednesday**."

    await slack.upload(DANA, thread, "Appeal form.pdf", FORM, "Please sign this form.")
    line = await page.shows(lambda line: bool(line.files), "the file")
    assert (line.author, line.text, line.files[0]["name"]) == ("dana", "Please sign this form.", "Appeal form.pdf")
    assert await page.saves(line) == FORM
    await slack.upload(DANA, thread, "Colleagues only.pdf", FORM, "note: do not send this one")

    note = await slack.say(DANA, "note: she sounds worried", thread)
    aside = await slack.say(DANA, f"<@{FRAN}> have you seen her letter?", thread)
    wrong = await slack.say(DANA, "This is for another case", thread)
    await page.reads("This is for another case")
    await slack.delete(DANA, wrong)
    await page.shows(lambda line: line.removed, "the deletion")

    await page.say("Thank you, please call 208-555-0142")
    await office.thread_says(thread, "Thank you, please call [phone]")

    assert await page.visitor.send_file("Rosa Delgado 1984 signed.pdf", SIGNED) == 202
    [file] = await office.files_in(thread)
    assert await slack.file(file) == SIGNED

    await slack.press(DANA, thread, "resolve")
    await page.reads("dana has closed this case")
    await office.card_says(thread, "is resolved")

    assert not any("worried" in text or "her letter" in text for text in page.texts)
    assert [line.files[0]["name"] for line in page.lines.values() if line.author == "dana" and line.files] == [
        "Appeal form.pdf"
    ]
    carried = await slack.sent_by_bot()
    assert [word for word in PRIVATE if word in carried] == []
    told = {m["ts"]: m for m in await slack.in_thread(thread)}
    assert [told[ts].get("reactions", []) for ts in (note, aside)] == [[], []]


async def test_a_colleague_outside_the_desks_channel_is_told_that_nothing_was_sent(office: Office) -> None:
    await office.page.say("I want to appeal a denial")
    thread = await office.thread()
    await office.slack.say(FRAN, "I can answer that", thread)
    await office.slack.say(DANA, "I am on it", thread)
    await office.page.reads("I am on it")
    assert "I can answer that" not in office.page.texts
    [(whom, why)] = await office.slack.whispers()
    assert whom == FRAN
    assert "you are not a member of the billing desk's channel" in why


async def test_a_note_from_the_form_stays_in_the_thread(office: Office) -> None:
    await office.page.say("I want to appeal a denial")
    thread = await office.thread()
    await office.slack.press(DANA, thread, "note")
    await office.slack.submit(DANA, {"note": {"note": {"type": "plain_text_input", "value": "Call <before> noon"}}})
    await office.thread_says(thread, "Call &lt;before&gt; noon")
    await office.slack.press(DANA, thread, "resolve")
    await office.page.reads("dana has closed this case")
    assert not any("noon" in text for text in office.page.texts)


async def test_with_no_phi_slack_holds_a_case_number_and_nothing_that_was_said(
    slack: LocalSlack, port: int, tmp_path: Path
) -> None:
    await slack.forget()
    async with slack_office(slack, tmp_path, port=port, phi="none") as office:
        await office.page.say(f"{INTRODUCED} I want to appeal claim 45014-A with Northwind")
        thread = await office.thread()
        await office.page.say("Are you there? I was billed $240.00")
        await slack.press(DANA, thread, "resolve")
        await office.page.reads("dana has closed this case")
        await office.card_says(thread, "is resolved")
        carried = await slack.sent_by_bot()
        said = (*PRIVATE, "appeal", "Appeal", "Northwind", "billed", "$240")
        assert [word for word in said if word in carried] == []
        assert "Case 1001" in carried


async def test_where_replies_are_chosen_only_the_chosen_one_reaches_the_patient(
    slack: LocalSlack, port: int, tmp_path: Path
) -> None:
    await slack.forget()
    async with slack_office(slack, tmp_path, port=port, relay="explicit") as office:
        await office.page.say("I want to appeal a denial")
        thread = await office.thread()
        await slack.say(DANA, "Has anybody seen her letter?", thread)
        chosen = await slack.say(DANA, "Your letter goes out on Tuesday.", thread)
        await slack.react(DANA, chosen, "white_check_mark")
        await office.page.reads("Your letter goes out on Tuesday.")
        assert "Has anybody seen her letter?" not in office.page.texts
