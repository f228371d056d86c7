"""Teams and the billing desk in Slack: what each side changes or takes back, and what became of every reply."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from time import perf_counter

import pytest

from bot.channels.slack.again import SEND_AGAIN
from bot.channels.slack.posts import REMOVED
from bot.domain.ids import Address
from bot.store.unit_of_work import open_store
from tests.fakes.fake_teams import APP, FRED, FRONT_DESK, GUS, TENANT, Fault
from tests.fakes.local_slack import DANA, DESK, LocalSlack, local_slack
from tests.fakes.teams_and_slack import Both, copies, teams_and_slack


@pytest.fixture(scope="module")
def slack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSlack]:
    with local_slack(tmp_path_factory.mktemp("slack")) as server:
        yield server


@pytest.fixture
async def both(slack: LocalSlack, tmp_path: Path) -> AsyncIterator[Both]:
    await slack.forget()
    async with teams_and_slack(slack, tmp_path) as served:
        yield served


async def test_a_reply_with_an_unknown_end_is_sent_again_only_when_its_author_says_so(
    both: Both, record_property: Callable[[str, object], None]
) -> None:
    await both.writes("I want to appeal claim 45014-A")
    thread = await both.desk.thread()
    started = perf_counter()
    await both.desk.slack.say(DANA, "All is well.", thread)
    await both.sees(copies("All is well.", 1), "the reply")
    record_property("teams: from Slack's event to the patient's chat, ms", round((perf_counter() - started) * 1000))

    both.teams.faults.append(Fault(500, "ServiceError", delivers=True))
    await both.desk.slack.say(DANA, "Your letter is here.", thread)
    whisper = await both.told("may or may not have reached the patient")
    await both.sees(copies("Your letter is here.", 1), "one copy")
    await both.desk.slack.press_whisper(DANA, whisper, SEND_AGAIN, DESK)
    await both.sees(copies("Your letter is here.", 2), "the second copy, which its author chose")

    both.teams.faults.append(Fault(403, "BotNotInConversationRoster"))
    await both.desk.slack.say(DANA, "Please call us.", thread)
    await both.told("has removed the app or never installed it: reach them another way")
    await both.sees(copies("Please call us.", 0), "nothing")

    both.teams.faults += [Fault(429, headers={"Retry-After": "1"}), Fault(412), Fault(502)]
    await both.desk.slack.say(DANA, "Slow but sure.", thread)
    await both.sees(copies("Slow but sure.", 1), "the reply, after three refusals")


async def test_what_each_side_changes_or_takes_back_reaches_the_other(both: Both) -> None:
    written = await both.writes("I want to appeal claim 45014-A")
    thread = await both.desk.thread()
    await both.changes(written, "messageUpdate", "editMessage", "I want to appeal the denial of my claim")
    await both.desk.thread_says(thread, "the denial of my claim")
    await both.changes(written, "messageDelete", "softDeleteMessage", "")
    await both.desk.thread_says(thread, REMOVED)
    await both.changes(written, "messageUpdate", "undeleteMessage", "I want to appeal what my insurance decided")
    await both.desk.thread_says(thread, "what my insurance decided")

    reply = await both.desk.slack.say(DANA, "We sent it on Tuesdy.", thread)
    await both.sees(copies("We sent it on Tuesdy.", 1), "the reply")
    await both.desk.slack.edit(DANA, reply, "We sent it on Tuesday.")
    await both.sees(copies("**dana**\n\nWe sent it on Tuesday.", 1), "the edit, still under her name")
    await both.desk.slack.delete(DANA, reply)
    await both.sees(copies("We sent it", 0), "the deletion")


async def test_who_of_the_front_desk_asked_about_which_claim_is_in_the_audit_as_for_slack(both: Both) -> None:
    chat = f"{FRONT_DESK};messageid=1764"
    both.teams.members[chat] = [
        {"id": who, "aadObjectId": f"aad-{who[3:]}", "tenantId": TENANT, "userRole": "user"} for who in (FRED, GUS)
    ]
    mention = {"type": "mention", "text": "<at>ClaimDesk</at>", "mentioned": {"id": f"28:{APP}"}}
    place = {"id": chat, "conversationType": "channel", "tenantId": TENANT}
    for who in (GUS, FRED):
        text = "<at>ClaimDesk</at> Where is claim 45012-A?"
        await both.writes(text, who=who, chat=chat, conversation=place, entities=[mention])
    await both.sees(lambda shown: any("Claim 45012-A: In process" in each.text for each in shown), "the answer", chat)
    assert sum("those whom the office has named" in text for text in both.teams.texts(chat)) == 1
    store = await open_store(f"sqlite:///{both.desk.data}/claimdesk.db")
    async with store.read() as work:
        asked = await work.conversations.find("teams", Address(f"{TENANT}/{chat}"))
        assert asked is not None
        lines = [line for line in await work.audit.of(asked.id) if line["action"] == "claim_asked"]
    await store.close()
    [line] = lines
    assert (line["actor"], line["detail"]["by"], line["detail"]["found"]) == ("Fred", f"{TENANT}/aad-fred", True)
    assert "45012-A" not in str(line)
