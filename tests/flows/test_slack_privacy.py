"""Everything that reached Slack in a whole run, looked through for what may not stand there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.local_slack import DANA, LocalSlack, local_slack
from tests.fakes.slack_office import Office, slack_office, until

INTRODUCED = (
    "I am Rosa Delgado, born 12 March 1984, phone ending 0142, member ID NHP-4471902, SSN 078-05-1120, "
    "MBI 1EG4-TE5-MK73."
)
PRIVATE = {
    "patient's name": re.compile(r"Rosa|Delgado", re.IGNORECASE),
    "date of birth": re.compile(r"12 March 1984|03/12/1984|1984-03-12|1984"),
    "phone": re.compile(r"0142|208-555"),
    "member ID": re.compile(r"4471902"),
    "SSN": re.compile(r"078-?05-?1120"),
    "MBI": re.compile(r"1EG4-?TE5-?MK73", re.IGNORECASE),
    # 45012-A is the example in the office's own words.
    "full claim number": re.compile(r"4501[013-9]-?A", re.IGNORECASE),
}
CASE = re.compile(r"Northwind|appeal|denied|CO-\d+|\$\s?\d", re.IGNORECASE)


@pytest.fixture(scope="module")
def slack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSlack]:
    with local_slack(tmp_path_factory.mktemp("slack")) as running:
        yield running


async def whole_run(office: Office) -> None:
    """Everything that a case can bring into Slack: proof, look-up, appeal, files, notes, edits, the story, the end."""
    page, slack = office.page, office.slack
    await page.say(f"{INTRODUCED} Where is claim 45014-A?")
    await page.shows(lambda line: "45014-A" in line.text and line.author != "", "the look-up")
    await page.say("I want to appeal claim 45014-A with Northwind Health. My name is Rosa Delgado and I paid $240.00")
    thread = await office.thread()
    await page.say("Are you there, at 208-555-0142?")
    await until(lambda: slack.in_thread(thread), lambda told: len(told) > 1, "the question in the thread")
    if office.takes_files:
        assert await page.visitor.send_file("Rosa Delgado 1984 claim 45014-A.pdf", b"%PDF-1.7 signed") == 202
        await office.files_in(thread)
    await slack.press(DANA, thread, "take_over")
    await page.reads("dana from our billing team has joined")
    await slack.say(DANA, "note: call the payer", thread)
    reply = await slack.say(DANA, "I will look into it today.", thread)
    await page.reads("I will look into it today.")
    await office.marked(reply, "white_check_mark")
    await page.say("Thanks! I'm Rosa Delgado, call 208-555-0142 about 45014A")
    if office.takes_files:
        await slack.press(DANA, thread, "tell_me_more")
        await office.thread_says(thread, "from its beginning")
    await slack.open_home(DANA)
    await slack.press(DANA, thread, "resolve")
    await page.reads("dana has closed this case")
    await office.card_says(thread, "is resolved")


@pytest.mark.parametrize("phi", ["masked", "none"])
async def test_nothing_private_reached_slack_in_a_whole_run(slack: LocalSlack, tmp_path: Path, phi: str) -> None:
    await slack.forget()
    async with slack_office(slack, tmp_path, phi=phi, patient_files=phi == "masked") as office:
        await whole_run(office)
        carried = await slack.sent_by_bot()
    print(carried)  # noqa: T201
    found = {name: sorted(set(pattern.findall(carried))) for name, pattern in PRIVATE.items()}
    assert {name: words for name, words in found.items() if words} == {}
    assert "case" in carried.casefold()
    if phi == "none":
        assert CASE.findall(carried) == []
