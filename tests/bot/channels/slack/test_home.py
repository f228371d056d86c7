from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.channels.slack.home import MOST, WELCOME, age, case_blocks
from bot.domain.escalation import CaseState, Escalation, Reason
from bot.domain.ids import Address, CaseNumber, ConversationId
from tests.bot.channels.slack.conftest import Edge
from tests.fakes.local_slack import DANA, FRAN, LocalSlack

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CASE = Escalation(
    CaseNumber(1001),
    ConversationId("c1"),
    Reason.DENIED,
    "Asks about a denial",
    CaseState.WAITING,
    "slack",
    NOW - timedelta(minutes=75),
    patient="W. T.",
    claim="…12-A",
    payer="Example Health",
    thread=Address("T01TEST/C02DESK/1795479807.000001"),
)


def lines(*cases: Escalation) -> list[str]:
    return [block["text"]["text"] for block in case_blocks(cases, "https://billing.example/", NOW)]


def test_what_waits_comes_before_what_is_taken_each_oldest_first() -> None:
    taken = replace(CASE, case=CaseNumber(1000), state=CaseState.TAKEN, owner_name="Dana <!here>")
    later = replace(CASE, case=CaseNumber(1002), opened_at=NOW)
    assert lines(taken, CASE, later) == [
        "2 waiting, 1 taken",
        "*<https://billing.example/archives/C02DESK/p1795479807000001|Case 1001>* · 1 h · nobody yet",
        "*<https://billing.example/archives/C02DESK/p1795479807000001|Case 1002>* · 0 min · nobody yet",
        "*<https://billing.example/archives/C02DESK/p1795479807000001|Case 1000>* · 1 h · Dana &lt;!here&gt;",
    ]


def test_a_case_without_its_thread_yet_has_no_link() -> None:
    assert lines(replace(CASE, thread=Address("")))[1] == "*Case 1001* · 1 h · nobody yet"


def test_nothing_of_the_patient_stands_there() -> None:
    shown = " ".join(lines(CASE))
    assert [word for word in ("W. T.", "12-A", "Example Health", "denial", "Denied") if word in shown] == []


def test_a_page_that_slack_would_refuse_is_cut_and_says_so() -> None:
    shown = lines(*[CASE] * (MOST + 5))
    assert len(shown) == MOST + 2
    assert shown[-1] == "… and 5 more"


@pytest.mark.parametrize(
    ("seconds", "words"), [(59, "0 min"), (3599, "59 min"), (3600, "1 h"), (172_799, "47 h"), (172_800, "2 days")]
)
def test_an_age_is_said_as_people_say_it(seconds: int, words: str) -> None:
    assert age(seconds) == words


async def published(slack: LocalSlack) -> list[dict[str, Any]]:
    async with aiohttp.ClientSession() as http, http.get(f"{slack.url}/_control/log") as answer:
        log = (await answer.json())["log"]
    return [line["detail"] for line in log if line["summary"].startswith("views.publish")]


async def test_those_who_work_on_cases_see_them_and_others_a_welcome(edge: Edge, slack: LocalSlack) -> None:
    for user, tab in ((DANA, "home"), (FRAN, "home"), (FRAN, "messages")):
        assert await edge.send({"type": "app_home_opened", "user": user, "tab": tab, "channel": "D01"}) == 200
    dana, fran = await published(slack)
    assert "Case 1001" in str(dana)
    assert WELCOME in str(fran)
    assert "Case 1001" not in str(fran)
