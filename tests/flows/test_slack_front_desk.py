"""The front desk asks in Slack: by command, by mention, in a direct message; the answer is for the asker alone."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.fakes.local_slack import BOT_TOKEN, DANA, FRAN, FRONT, LocalSlack, local_slack
from tests.fakes.slack_office import Office, slack_office, until


@pytest.fixture(scope="module")
def slack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSlack]:
    with local_slack(tmp_path_factory.mktemp("slack")) as running:
        yield running


@pytest.fixture
async def office(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[Office]:
    await slack.forget()
    async with slack_office(slack, tmp_path) as served:
        await until(lambda: _log(slack), lambda log: "socket connected" in log, "a connection")
        yield served


async def _log(slack: LocalSlack) -> str:
    async with aiohttp.ClientSession() as http, http.get(f"{slack.url}/_control/log") as answer:
        return await answer.text()


async def whispered(slack: LocalSlack, count: int = 1, channel: str = FRONT) -> list[dict[str, Any]]:
    async def whispers() -> list[dict[str, Any]]:
        return [m for m in await slack.messages(channel) if m.get("subtype") == "ephemeral"]

    return await until(whispers, lambda found: len(found) >= count, f"{count} whispers")


async def test_a_command_is_answered_to_the_asker_alone_and_shared_when_they_say_so(office: Office) -> None:
    slack = office.slack
    await slack.command(FRAN, "45012-A")
    [answer] = await whispered(slack)
    assert answer["ephemeral_to"] == FRAN
    assert "In process" in str(answer["blocks"])
    assert "45012-A" not in str(answer)
    assert "Delgado" not in str(answer)

    await slack.press_whisper(FRAN, answer, "share_answer")
    shown = await until(
        lambda: slack.messages(FRONT), lambda told: any("shared an answer" in str(m) for m in told), "the shared answer"
    )
    assert "In process" in str(shown[-1]["blocks"])


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


async def test_a_direct_message_is_answered_in_place(office: Office) -> None:
    slack = office.slack
    async with (
        aiohttp.ClientSession(headers={"Authorization": f"Bearer {BOT_TOKEN}"}) as http,
        http.post(f"{slack.api}/conversations.open", json={"users": FRAN}) as answer,
    ):
        direct = (await answer.json())["channel"]["id"]
    await slack.say(FRAN, "What's the status of claim 45012-A?", channel=direct)
    told = await until(lambda: slack.messages(direct), lambda found: len(found) == 2, "the answer")
    assert "In process" in str(told[-1]["blocks"])


async def test_the_front_desk_hands_a_question_to_the_billing_desk(office: Office) -> None:
    slack = office.slack
    await slack.command(FRAN, "I want to appeal claim 45014-A")
    thread = await office.thread()
    await slack.say(DANA, "I have the letter here.", thread)
    answers = await whispered(slack, 2)
    assert "I have the letter here." in str(answers[-1]["blocks"])
    assert "*dana*" in str(answers[-1]["blocks"])
    assert answers[-1]["ephemeral_to"] == FRAN
