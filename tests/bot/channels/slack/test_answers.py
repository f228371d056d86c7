"""Answers to the front desk: for the asker alone, and corrected as far as Slack lets us."""

from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from bot.channels.slack.answers import SHARE, SlackAnswers
from bot.channels.slack.api import SlackApi
from bot.channels.slack.places import Asker, ts_of
from bot.domain.ids import Address, MessageId
from bot.domain.messages import AuthorKind, Citation
from tests.fakes.local_slack import BOT_TOKEN, FRAN, FRONT, TEAM, LocalSlack
from tests.fakes.messages import post
from tests.fakes.slack_faults import FaultProxy, refusal

IN_CHANNEL = Asker(TEAM, FRONT, "1.000001", FRAN).address
SOURCE = Citation(1, "p1", "protocol.pdf", "Protocol", "In process", 3, "The plan works on it.")


@pytest.fixture
def answers(api: SlackApi) -> SlackAnswers:
    return SlackAnswers(api, lambda text, _: text)


@pytest.fixture
async def direct(slack: LocalSlack, proxy: FaultProxy) -> Address:
    async with (
        aiohttp.ClientSession(headers={"Authorization": f"Bearer {BOT_TOKEN}"}) as http,
        http.post(f"{slack.api}/conversations.open", json={"users": FRAN}) as answer,
    ):
        return Asker(TEAM, (await answer.json())["channel"]["id"], "", FRAN).address


def shown(message: dict[str, Any]) -> str:
    return str(message["blocks"])


async def test_an_answer_shows_its_source_and_can_be_shared(answers: SlackAnswers, slack: LocalSlack) -> None:
    await answers.send(IN_CHANNEL, replace(post("m1", "It is **in process** [1]"), citations=(SOURCE,)))
    [message] = await slack.messages(FRONT)
    assert (message["ephemeral_to"], message["thread_ts"]) == (FRAN, "1.000001")
    assert "It is *in process* [1]" in shown(message)
    assert "[1] Protocol, In process, page 3" in shown(message)
    assert SHARE in shown(message)


async def test_a_repeat_is_shown_once(answers: SlackAnswers, slack: LocalSlack) -> None:
    first = await answers.send(IN_CHANNEL, post("m1"))
    assert await answers.send(IN_CHANNEL, post("m1")) == first
    assert len(await slack.messages(FRONT)) == 1


async def test_a_specialist_is_named_and_their_words_are_not_for_sharing(
    answers: SlackAnswers, slack: LocalSlack
) -> None:
    await answers.send(IN_CHANNEL, post("m1", "I have the letter", AuthorKind.SPECIALIST))
    [message] = await slack.messages(FRONT)
    assert "*Ana*" in shown(message)
    assert SHARE not in shown(message)


async def test_a_whisper_is_corrected_by_another(answers: SlackAnswers, slack: LocalSlack) -> None:
    external = await answers.send(IN_CHANNEL, post("m1", "20 days"))
    await answers.edit(IN_CHANNEL, external, MessageId("m1"), "30 days")
    await answers.delete(IN_CHANNEL, external, MessageId("m1"))
    _, edited, removed = await slack.messages(FRONT)
    assert "_Edited_" in shown(edited)
    assert "30 days" in shown(edited)
    assert "This message was removed." in shown(removed)


async def test_a_direct_message_is_changed_in_place(answers: SlackAnswers, slack: LocalSlack, direct: Address) -> None:
    external = await answers.send(direct, post("m1", "20 days"))
    assert await answers.edit(direct, external, MessageId("m1"), "30 days") == external
    [message] = await slack.messages(direct.split("/")[1])
    assert message["ts"] == ts_of(external)
    assert "30 days" in shown(message)
    assert "20 days" not in shown(message)
    await answers.delete(direct, external, MessageId("m1"))
    [message] = await slack.messages(direct.split("/")[1])
    assert "30 days" not in shown(message)


async def test_where_the_app_cannot_whisper_the_answer_comes_as_a_direct_message(
    answers: SlackAnswers, slack: LocalSlack, proxy: FaultProxy, direct: Address
) -> None:
    proxy.then("chat.postEphemeral", refusal("channel_not_found"))
    await answers.send(IN_CHANNEL, post("m1", "20 days"))
    [message] = await slack.messages(direct.split("/")[1])
    assert "20 days" in shown(message)


async def test_typing_is_nothing_in_slack(answers: SlackAnswers) -> None:
    await answers.typing(IN_CHANNEL)
