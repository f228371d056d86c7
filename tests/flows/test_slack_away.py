"""The bot is away, or Slack is: what is written meanwhile reaches the other side once, in order."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.local_slack import DANA, LocalSlack, free_port, local_slack
from tests.fakes.slack_faults import LOST, fault_proxy
from tests.fakes.slack_office import slack_office, until


@pytest.fixture(scope="module")
def slack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSlack]:
    with local_slack(tmp_path_factory.mktemp("slack")) as running:
        yield running


async def test_what_specialists_wrote_while_the_bot_was_away_reaches_the_patient_once_and_in_order(
    slack: LocalSlack, tmp_path: Path
) -> None:
    await slack.forget()
    async with slack_office(slack, tmp_path) as office:
        await office.page.say("I want to appeal a denial")
        thread = await office.thread()
        token = office.page.visitor.token
        await slack.say(DANA, "reply 0", thread)
        regretted = await slack.say(DANA, "This is for another case", thread)
        await office.page.reads("This is for another case")
        await office.marked(regretted, "white_check_mark")
    first = await slack.say(DANA, "reply 1", thread)
    await slack.say(DANA, "note: between us", thread)
    gone = await slack.say(DANA, "reply that she deleted again", thread)
    await slack.say(DANA, "reply 2", thread)
    await slack.edit(DANA, first, "reply 1, corrected")
    await slack.delete(DANA, gone)
    await slack.delete(DANA, regretted)
    async with slack_office(slack, tmp_path, token=token) as office:
        await slack.say(DANA, "reply 3", thread)
        await office.page.reads("reply 3")
        await office.page.shows(lambda line: line.removed, "the deletion")
        shown = [line.text for line in office.page.lines.values() if line.author == "dana"]
        assert shown == ["reply 0", "", "reply 1, corrected", "reply 2", "reply 3"]


async def test_a_case_whose_answer_slack_lost_is_opened_once_and_answered(slack: LocalSlack, tmp_path: Path) -> None:
    await slack.forget()
    async with fault_proxy(slack.api) as proxy, slack_office(slack, tmp_path, api=proxy.api) as office:
        proxy.then("chat.postMessage", LOST)
        await office.page.say("I want to appeal a denial")
        thread = await office.thread()
        await slack.say(DANA, "I am on it", thread)
        assert (await office.page.reads("I am on it")).author == "dana"
        roots = [m["ts"] for m in await slack.messages() if m["ts"] == m.get("thread_ts", m["ts"])]
        assert roots == [thread]


async def test_a_patient_is_answered_while_slack_is_gone_and_the_case_is_there_when_it_is_back(tmp_path: Path) -> None:
    port = free_port()
    with local_slack(tmp_path, port=port) as gone:
        pass
    async with slack_office(gone, tmp_path / "data") as office:
        await office.page.say("I want to appeal a denial")
        await office.page.reads("billing specialist")
        with local_slack(tmp_path, port=port) as back:
            await until(back.messages, bool, "the case, when Slack is back")


async def test_a_reply_can_still_be_stopped_or_changed_while_it_is_held(slack: LocalSlack, tmp_path: Path) -> None:
    await slack.forget()
    async with slack_office(slack, tmp_path, relay_hold_seconds=5) as office:
        await office.page.say("I want to appeal a denial")
        thread = await office.thread()
        first = await slack.say(DANA, "Your letter goes out on Tuesday.", thread)
        wrong = await slack.say(DANA, "This is for another case.", thread)
        await office.marked(first, "hourglass_flowing_sand")
        await slack.edit(DANA, first, "Your letter goes out on Wednesday.")
        await slack.delete(DANA, wrong)
        line = await office.page.reads("Your letter goes out on Wednesday.")
        await office.marked(first, "white_check_mark")
        await slack.press(DANA, thread, "resolve")
        await office.page.reads("dana has closed this case")
        assert not line.edited
        assert not any("Tuesday" in text or "another case" in text for text in office.page.texts)
