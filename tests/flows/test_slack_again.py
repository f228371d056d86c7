"""A reply that perhaps did not arrive: everybody on the desk sees so, and only a person sends it a second time."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.slack.again import SEND_AGAIN
from tests.fakes.fake_teams import ROSAS_CHAT, Fault
from tests.fakes.local_slack import DANA, FRAN, LocalSlack
from tests.fakes.slack_faults import LOST, FaultProxy, fault_proxy
from tests.fakes.slack_office import until
from tests.fakes.teams_and_slack import Both, copies, teams_and_slack

PERHAPS = "may or may not have reached the patient"


@pytest.fixture
async def proxy(slack: LocalSlack) -> AsyncIterator[FaultProxy]:
    await slack.forget()
    async with fault_proxy(slack.api) as running:
        yield running


@pytest.fixture
async def both(slack: LocalSlack, proxy: FaultProxy, port: int, tmp_path: Path) -> AsyncIterator[Both]:
    async with teams_and_slack(slack, tmp_path, port=port, api=proxy.api) as served:
        yield served


async def lines_with_button(both: Both, thread: str) -> list[dict[str, Any]]:
    told = await both.desk.slack.in_thread(thread)
    return [m for m in told if any(b["type"] == "actions" and SEND_AGAIN in str(b) for b in m.get("blocks", ()))]


async def press(both: Both, who: str, line: dict[str, Any]) -> None:
    [button] = [b["elements"][0] for b in line["blocks"] if b["type"] == "actions"]
    await both.desk.slack.press(who, line["ts"], SEND_AGAIN, button["value"])


async def test_an_uncertain_reply_goes_a_second_time_exactly_when_a_person_presses(
    both: Both, proxy: FaultProxy
) -> None:
    await both.writes("I want to appeal claim 45014-A")
    thread = await both.desk.thread()
    both.teams.faults.append(Fault(0, delivers=True))
    # Slack is no better: the answers to our mark and to our line in the thread are lost as well.
    proxy.then("reactions.add", LOST)
    proxy.then("chat.postMessage", LOST)
    reply = await both.desk.slack.say(DANA, "Your letter is here.", thread)
    await both.desk.marked(reply, "question")
    [line] = await until(lambda: lines_with_button(both, thread), bool, "the line in the thread")
    assert PERHAPS in str(line["blocks"])
    assert "letter is here" not in str(line["blocks"])
    assert copies("Your letter is here.", 1)(both.teams.chats[ROSAS_CHAT])

    await press(both, FRAN, line)  # who is not on the desk
    await until(both.desk.slack.whispers, lambda told: [w for w, text in told if w == FRAN], "a word to Fran")
    assert copies("Your letter is here.", 1)(both.teams.chats[ROSAS_CHAT])

    await press(both, DANA, line)
    await press(both, DANA, line)
    await both.sees(copies("Your letter is here.", 2), "the second copy")
    await both.desk.marked(reply, "white_check_mark")
    await both.desk.thread_says(thread, "nothing of that message waits to be sent again")
    await both.desk.slack.say(DANA, "And this is new.", thread)
    await both.sees(copies("And this is new.", 1), "what was written after it")
    assert copies("Your letter is here.", 2)(both.teams.chats[ROSAS_CHAT])
    assert len(await lines_with_button(both, thread)) == 1
