"""The front desk asks in Slack, by every way there is, over Socket Mode and over signed HTTP."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap.parts import database
from bot.channels.slack.answer_blocks import ASK_DESK, RATE, SHARE
from bot.channels.slack.forms import LOOK_UP, WRONG
from bot.channels.slack.front_desk import NOT_HERE
from bot.domain.feedback import Feedback, Thumb
from bot.domain.policy import Staff
from bot.settings import Settings
from tests.fakes.local_slack import DANA, DESK, FRAN, FRONT, LocalSlack, free_port, local_slack
from tests.fakes.messages import NOON
from tests.fakes.slack_office import Office, slack_office, until
from tests.fakes.slack_shortcuts import shortcut_line

PRIVATE = ("45012-A", "45014-A", "Delgado", "1984")


@pytest.fixture(scope="module")
def ports() -> tuple[int, int]:
    return free_port(), free_port()


@pytest.fixture(scope="module", params=["socket mode", "signed http"])
def slack(
    request: pytest.FixtureRequest, ports: tuple[int, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LocalSlack]:
    requests_to = f"http://127.0.0.1:{ports[0]}/slack/events" if request.param == "signed http" else ""
    with local_slack(tmp_path_factory.mktemp("slack"), requests_to=requests_to) as running:
        yield running


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One index for all tests: the first one reads the documents into it."""
    return tmp_path_factory.mktemp("index")


@asynccontextmanager
async def served(slack: LocalSlack, ports: tuple[int, int], data: Path, **more: Any) -> AsyncIterator[Office]:
    await slack.forget()
    line, desk = ports
    async with (
        shortcut_line(slack, line, desk) as between,
        slack_office(slack, data, port=desk, api=between.api, **more) as office,
    ):
        if not slack.requests_to:
            await until(slack.log, lambda log: "socket connected" in log, "a connection")
        yield office


@pytest.fixture
async def office(slack: LocalSlack, ports: tuple[int, int], tmp_path: Path, index: Path) -> AsyncIterator[Office]:
    async with served(slack, ports, tmp_path, index=index) as running:
        yield running


async def whispered(slack: LocalSlack, count: int = 1, channel: str = FRONT) -> list[dict[str, Any]]:
    async def whispers() -> list[dict[str, Any]]:
        return [m for m in await slack.messages(channel) if m.get("subtype") == "ephemeral"]

    return await until(whispers, lambda found: len(found) >= count, f"{count} whispers")


async def test_a_command_is_answered_to_the_asker_alone_and_shared_when_they_say_so(office: Office) -> None:
    slack = office.slack
    await slack.command(FRAN, "45012-A")
    [answer] = await whispered(slack)
    assert answer["ephemeral_to"] == FRAN
    shown = str(answer["blocks"])
    assert "In process" in shown
    assert "Checked in" in shown
    assert "[1] Claim Status Routing Protocol" in shown
    await slack.press_whisper(FRAN, answer, SHARE)
    told = await until(
        lambda: slack.messages(FRONT), lambda told: any("shared an answer" in str(m) for m in told), "the shared answer"
    )
    assert "In process" in str(told[-1]["blocks"])
    carried = await slack.sent_by_bot()
    assert [word for word in PRIVATE if word in carried] == []


async def test_a_mention_is_answered_in_its_thread_and_a_follow_up_needs_none(office: Office) -> None:
    slack = office.slack
    asked = await slack.say(FRAN, "<@U0BOT> What's the status of claim 45012-A?", channel=FRONT)
    [answer] = await whispered(slack)
    assert (answer["ephemeral_to"], answer["thread_ts"]) == (FRAN, asked)
    await slack.say(FRAN, "How long does insurance take to pay?", asked, channel=FRONT)
    answers = await whispered(slack, 2)
    assert "Payer Processing Times" in str(answers[-1]["blocks"])


async def test_talk_that_is_not_for_us_is_left_alone(office: Office) -> None:
    await office.slack.say(FRAN, "Lunch?", channel=FRONT)
    await office.slack.command(FRAN, "What is CO-16?")
    assert len(await whispered(office.slack)) == 1


async def test_three_quick_direct_messages_get_one_answer_where_the_last_was_written(office: Office) -> None:
    slack = office.slack
    direct = await slack.direct(FRAN)
    for text in ("hello", "what's the status of claim", "45012-A please?"):
        last = await slack.say(FRAN, text, channel=direct)
    told = await until(lambda: slack.messages(direct), lambda found: len(found) == 4, "the answer")
    assert "In process" in str(told[-1]["blocks"])
    assert told[-1]["thread_ts"] == last
    await slack.command(FRAN, "What is CO-16?")
    await whispered(slack)
    assert len(await slack.messages(direct)) == 4


async def test_the_shortcut_asks_in_a_form_and_answers_in_the_direct_messages(office: Office) -> None:
    slack = office.slack
    await slack.shortcut(FRAN, "look_up_claim")
    await until(slack.log, lambda log: "views.open" in log, "the form")
    await slack.submit(FRAN, {LOOK_UP: {LOOK_UP: {"type": "plain_text_input", "value": "45012-A"}}})
    direct = await slack.direct(FRAN)
    told = await until(lambda: slack.messages(direct), bool, "the answer")
    assert "In process" in str(told[-1]["blocks"])


async def test_the_billing_desk_answers_whoever_pressed_the_button(office: Office) -> None:
    slack = office.slack
    await slack.command(FRAN, "What is CO-16?")
    [answer] = await whispered(slack)
    await slack.press_whisper(FRAN, answer, ASK_DESK)
    thread = await office.thread()
    await office.thread_says(thread, "What is CO-16?")
    told = await whispered(slack, 2)
    assert ASK_DESK not in str(told[-1]["blocks"])
    await slack.say(DANA, "Send it again with the NPI.", thread)
    *_, reply = await whispered(slack, 3)
    assert "Send it again with the NPI." in str(reply["blocks"])
    assert "*dana*" in str(reply["blocks"])
    assert reply["ephemeral_to"] == FRAN


async def test_a_thumb_is_kept_with_what_was_wrong_and_shows_as_pressed(office: Office, tmp_path: Path) -> None:
    slack = office.slack
    await slack.command(FRAN, "What is CO-16?")
    [answer] = await whispered(slack)
    await slack.press_whisper(FRAN, answer, RATE[Thumb.DOWN])
    await until(slack.log, lambda log: "views.open" in log, "the form")
    await slack.submit(FRAN, {WRONG: {WRONG: {"type": "plain_text_input", "value": "It is out of date"}}})

    async with database(Settings.model_validate({"CLAIMDESK_DATA": tmp_path})) as store:

        async def kept() -> list[Feedback]:
            async with store.read() as work:
                return list(await work.feedback.since(NOON.replace(year=2020)))

        [said] = await until(kept, lambda found: bool(found and found[0].wrong), "the thumb")
    assert (said.thumb, said.person, said.wrong) == (Thumb.DOWN, FRAN, "It is out of date")


async def test_other_channels_than_those_named_are_refused(
    slack: LocalSlack, ports: tuple[int, int], tmp_path: Path, index: Path
) -> None:
    async with served(slack, ports, tmp_path, index=index, changes={"staff": Staff(channels=(DESK,))}):
        await slack.command(FRAN, "45012-A")
        [told] = await whispered(slack)
        assert told["text"] == NOT_HERE.format(there=f"<#{DESK}>")


async def test_the_front_desk_hands_a_question_to_the_billing_desk(office: Office) -> None:
    slack = office.slack
    await slack.command(FRAN, "I want to appeal claim 45014-A")
    thread = await office.thread()
    await slack.say(DANA, "I have the letter here.", thread)
    answers = await whispered(slack, 2)
    assert "I have the letter here." in str(answers[-1]["blocks"])
    assert "*dana*" in str(answers[-1]["blocks"])
    assert answers[-1]["ephemeral_to"] == FRAN


@pytest.mark.parametrize("phi", ["masked", "none"])
async def test_nothing_private_reaches_slack_by_any_way_of_the_front_desk(
    slack: LocalSlack, ports: tuple[int, int], tmp_path: Path, index: Path, phi: str
) -> None:
    async with served(slack, ports, tmp_path, index=index, phi=phi) as office:
        await slack.command(FRAN, "Rosa Delgado, born 12 March 1984, SSN 078-05-1120: where is claim 45013-A?")
        [answer] = await whispered(slack)
        await slack.press_whisper(FRAN, answer, SHARE)
        await slack.press_whisper(FRAN, answer, RATE[Thumb.DOWN])
        await slack.press_whisper(FRAN, answer, ASK_DESK)
        await slack.shortcut(FRAN, "look_up_claim")
        thread = await office.thread()
        await slack.press(DANA, thread, "take_over")
        await office.card_says(thread, "is with dana")
        await slack.open_home(DANA)
        await until(slack.log, lambda log: "0 waiting, 1 taken" in log, "the page")
        carried = await slack.sent_by_bot()
        named = ["45013-A", "Delgado", "1984", "Rosa", "078-05"]
        shown = [*named, *(["Billed", "Checked in"] if phi == "none" else [])]
        assert [word for word in shown if word in carried] == []
        assert "an answer was shared" in carried.lower()


async def test_the_home_page_follows_what_happens(office: Office) -> None:
    slack = office.slack
    await slack.open_home(DANA)
    await until(slack.log, lambda log: "Open cases: 0 waiting" in log, "the page")
    await slack.command(FRAN, "I want to appeal claim 45014-A")
    await until(slack.log, lambda log: "Open cases: 1 waiting" in log, "the case on the page")
