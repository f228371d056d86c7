"""Answers to the front desk: for the asker alone, and corrected as far as Slack lets us."""

from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from bot.channels.slack.agent_view import STATUS, AgentView
from bot.channels.slack.answer_blocks import ASK_DESK, RATE, SHARE
from bot.channels.slack.answers import SlackAnswers
from bot.channels.slack.api import SlackApi
from bot.channels.slack.places import Asker, asker_at, ts_of
from bot.domain.errors import RetryLater
from bot.domain.ids import Address, MessageId
from bot.domain.messages import AuthorKind, Citation
from tests.fakes.local_slack import BOT_TOKEN, FRAN, FRONT, TEAM, LocalSlack
from tests.fakes.messages import LETTER, post
from tests.fakes.slack_faults import BROKEN, LOST, TOO_MANY, Answer, FaultProxy, refusal

IN_CHANNEL = Asker(TEAM, FRONT, "1.000001", FRAN).address
FINE = Answer(body={"ok": True})
SOURCE = Citation(1, "p1", "protocol.pdf", "Protocol", "In process", 3, "The plan works on it.")


@pytest.fixture
def answers(api: SlackApi) -> SlackAnswers:
    return SlackAnswers(api, AgentView(api, "45012-A"), lambda text, _: text)


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
    for action in (SHARE, ASK_DESK, *RATE.values()):
        assert action in shown(message)


async def test_a_repeat_is_shown_once(answers: SlackAnswers, slack: LocalSlack) -> None:
    first = await answers.send(IN_CHANNEL, post("m1"))
    assert await answers.send(IN_CHANNEL, post("m1")) == first
    assert len(await slack.messages(FRONT)) == 1


@pytest.mark.parametrize("threaded", [False, True])
async def test_a_direct_message_whose_answer_was_lost_is_found_and_not_posted_again(
    answers: SlackAnswers, slack: LocalSlack, proxy: FaultProxy, direct: Address, *, threaded: bool
) -> None:
    channel = direct.split("/")[1]
    question = await slack.say(FRAN, "Is the letter there?", channel=channel)
    if threaded:
        answers.asked_at(asker_at(direct), question)
    proxy.then("chat.postMessage", LOST)
    with pytest.raises(RetryLater):
        await answers.send(direct, post("m1", "I have the letter", AuthorKind.SPECIALIST))
    external = await answers.send(direct, post("m1", "I have the letter", AuthorKind.SPECIALIST))
    assert [message["ts"] for message in await slack.messages(channel)] == [question, ts_of(external)]


async def test_a_direct_message_that_slack_did_not_take_is_posted(
    answers: SlackAnswers, slack: LocalSlack, proxy: FaultProxy, direct: Address
) -> None:
    proxy.then("chat.postMessage", TOO_MANY)
    with pytest.raises(RetryLater):
        await answers.send(direct, post("m1", "I have the letter"))
    await answers.send(direct, post("m1", "I have the letter"))
    assert len(await slack.messages(direct.split("/")[1])) == 1


async def test_a_specialist_is_named_and_their_words_are_not_for_sharing(
    answers: SlackAnswers, slack: LocalSlack
) -> None:
    await answers.send(IN_CHANNEL, post("m1", "I have the letter", AuthorKind.SPECIALIST))
    [message] = await slack.messages(FRONT)
    assert "*Ana*" in shown(message)
    assert SHARE not in shown(message)


async def test_what_came_with_a_reply_is_named_because_a_whisper_encloses_nothing(
    answers: SlackAnswers, slack: LocalSlack
) -> None:
    sent = replace(post("m1", "Here it is", AuthorKind.SPECIALIST), attachments=(LETTER,))
    await answers.send(IN_CHANNEL, sent)
    [message] = await slack.messages(FRONT)
    assert "Ana sent this along; ask them for it, it stands in the desk's thread: letter.pdf (PDF, 1 KB)" in shown(
        message
    )


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
    assert ASK_DESK in shown(message)
    assert SHARE not in shown(message)


async def test_a_line_of_the_system_has_no_author_and_no_buttons(answers: SlackAnswers, slack: LocalSlack) -> None:
    await answers.send(IN_CHANNEL, post("m1", "A specialist will answer here.", AuthorKind.SYSTEM))
    [message] = await slack.messages(FRONT)
    assert [block["type"] for block in message["blocks"]] == ["section"]


async def test_a_status_shows_while_an_answer_is_worked_on_and_goes_with_it(
    answers: SlackAnswers, proxy: FaultProxy
) -> None:
    proxy.always("assistant.threads.setStatus", FINE)
    await answers.typing(IN_CHANNEL)
    await answers.send(IN_CHANNEL, post("m1"))
    told = [
        (body["channel_id"], body["thread_ts"], body["status"]) for body in proxy.bodies("assistant.threads.setStatus")
    ]
    assert told == [(FRONT, "1.000001", STATUS), (FRONT, "1.000001", "")]


async def test_where_there_is_no_status_it_is_asked_for_once(answers: SlackAnswers, proxy: FaultProxy) -> None:
    for _ in range(2):
        await answers.typing(IN_CHANNEL)
    assert proxy.calls.count("assistant.threads.setStatus") == 1


async def test_a_status_that_fails_for_now_is_tried_with_the_next_answer(
    answers: SlackAnswers, proxy: FaultProxy
) -> None:
    proxy.then("assistant.threads.setStatus", TOO_MANY, FINE)
    for _ in range(2):
        await answers.typing(IN_CHANNEL)
    assert proxy.calls.count("assistant.threads.setStatus") == 2


async def test_a_direct_message_is_answered_in_the_thread_where_it_was_written(
    answers: SlackAnswers, slack: LocalSlack, direct: Address
) -> None:
    answers.asked_at(asker_at(direct), "1.000007")
    await answers.send(direct, post("m1", "20 days"))
    [message] = await slack.messages(direct.split("/")[1])
    assert message["thread_ts"] == "1.000007"


async def test_an_answer_appears_part_by_part_where_slack_can_show_it(
    answers: SlackAnswers, proxy: FaultProxy, direct: Address
) -> None:
    proxy.always("chat.startStream", Answer(body={"ok": True, "ts": "9.000001"}))
    proxy.always("chat.appendStream", FINE)
    proxy.always("chat.stopStream", FINE)
    answers.asked_at(asker_at(direct), "1.000007")
    external = await answers.send(
        direct, replace(post("m1", "**In process**\n\nFor <!channel> [1]"), citations=(SOURCE,))
    )
    assert ts_of(external) == "9.000001"
    [begun], [added], [ended] = (proxy.bodies(f"chat.{name}Stream") for name in ("start", "append", "stop"))
    assert (begun["thread_ts"], begun["recipient_user_id"], begun["markdown_text"]) == (
        "1.000007",
        FRAN,
        "**In process**\n\n",
    )
    assert added["markdown_text"] == "For &lt;!channel&gt; [1]\n\n"
    assert [block["type"] for block in ended["blocks"]] == ["context", "actions"]
    assert "chat.postMessage" not in proxy.calls


async def test_half_an_answer_is_taken_away_and_given_whole(
    answers: SlackAnswers, slack: LocalSlack, proxy: FaultProxy, direct: Address
) -> None:
    proxy.always("chat.startStream", Answer(body={"ok": True, "ts": "9.000001"}))
    proxy.then("chat.appendStream", BROKEN)
    answers.asked_at(asker_at(direct), "1.000007")
    await answers.send(direct, post("m1", "20 days\n\nor 30"))
    assert [body["ts"] for body in proxy.bodies("chat.delete")] == ["9.000001"]
    [message] = await slack.messages(direct.split("/")[1])
    assert "or 30" in shown(message)


async def test_where_nothing_streams_the_answer_is_a_plain_message_and_it_is_not_tried_again(
    answers: SlackAnswers, slack: LocalSlack, proxy: FaultProxy, direct: Address
) -> None:
    answers.asked_at(asker_at(direct), "1.000007")
    for number in range(2):
        await answers.send(direct, post(f"m{number}"))
    assert proxy.calls.count("chat.startStream") == 1
    assert len(await slack.messages(direct.split("/")[1])) == 2
