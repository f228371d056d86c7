"""The app's home page: the office's state for those who work on the desk, and true without being opened again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.channels.slack.document_forms import APPROVE
from bot.channels.slack.home import HomeRefresh
from bot.channels.slack.home_blocks import (
    MOST_CASES,
    MOST_DOCUMENTS,
    NONE_YET,
    WELCOME,
    Filter,
    Office,
    office_blocks,
)
from bot.domain.errors import RetryLater
from bot.domain.escalation import CaseState, Escalation, Reason
from bot.domain.ids import Address, CaseNumber, ConversationId
from bot.ports.health import LastCheck
from bot.ports.library import DocumentDue, Unread
from bot.store.unit_of_work import SqlStore
from knowledge.proposal import Proposal
from tests.bot.channels.slack.conftest import Edge
from tests.fakes.local_slack import DANA, DESK, FRAN
from tests.fakes.shelf_library import ShelfLibrary
from tests.fakes.slack_faults import TOO_MANY, Answer, FaultProxy

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
AGO = f"<!date^{int((NOW - timedelta(minutes=75)).timestamp())}^{{ago}}|2026-11-23 10:45 UTC>"
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
TAKEN = replace(CASE, case=CaseNumber(1000), state=CaseState.TAKEN, owner_id=DANA, owner_name="Dana <!here>")
WAITS = Proposal("answer-1.md", "May I pay in <parts>?", "payment plans", "Ana", "patient", None, "# May I?\n\nYes.")
QUIET = Office((), (), (), (), None, decides=False)


def lines(office: Office, chosen: Filter = Filter.ALL) -> list[str]:
    blocks = office_blocks(office, chosen, DANA, "https://billing.example/", DESK)
    return [block["text"]["text"] for block in blocks if "text" in block]


def test_open_cases_stand_oldest_first_with_age_and_owner() -> None:
    link = "https://billing.example/archives/C02DESK/p1795479807000001"
    assert lines(replace(QUIET, cases=(TAKEN, CASE)))[:3] == [
        "Open cases: 1 waiting, 1 taken",
        f"🔵 *<{link}|Case 1000>* · with Dana &lt;!here&gt; · opened {AGO}",
        f"🟠 *<{link}|Case 1001>* · nobody yet · opened {AGO}",
    ]


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [(Filter.ALL, ["1000", "1001", "1002"]), (Filter.WAITING, ["1001"]), (Filter.MINE, ["1000"])],
)
def test_a_filter_leaves_what_somebody_wants_to_see(chosen: Filter, shown: list[str]) -> None:
    anas = replace(TAKEN, case=CaseNumber(1002), owner_id="U0ANA")
    told = lines(replace(QUIET, cases=(TAKEN, CASE, anas)), chosen)
    assert [number for number in ("1000", "1001", "1002") if f"Case {number}" in " ".join(told)] == shown
    assert lines(QUIET, chosen)[1] not in lines(replace(QUIET, cases=(TAKEN, CASE, anas)), chosen)
    styles = office_blocks(QUIET, chosen, DANA, "", DESK)[1]["elements"]
    assert [each["action_id"] for each in styles if each.get("style") == "primary"] == [chosen.value]


def test_a_case_without_its_thread_yet_has_no_link() -> None:
    assert "*Case 1001*" in lines(replace(QUIET, cases=(replace(CASE, thread=Address("")),)))[1]


def test_nothing_of_the_patient_stands_there() -> None:
    shown = " ".join(lines(replace(QUIET, cases=(CASE,))))
    assert [word for word in ("W. T.", "12-A", "Example Health", "denial", "Denied") if word in shown] == []


def test_a_page_that_slack_would_refuse_is_cut_and_says_so() -> None:
    full = Office(
        cases=[CASE] * (MOST_CASES + 5),
        waiting=[WAITS] * 40,
        due=[DocumentDue("T" * 300, date(2026, 12, 1), "")] * 40,
        unread=[Unread("a.pdf", "P" * 3000, "")] * 40,
        checked=LastCheck(NOW, ("B" * 3000,) * 40),
        decides=True,
    )
    blocks = office_blocks(full, Filter.ALL, DANA, "https://billing.example/", DESK)
    assert len(blocks) < 98
    assert all(len(text) <= 3000 for text in lines(full))
    assert "… and 5 more" in lines(full)
    assert sum("… and 30 more" in text for text in lines(full)) == 3
    assert sum(block.get("block_id", "").startswith("decide:") for block in blocks) == MOST_DOCUMENTS


def test_a_quiet_office_says_so() -> None:
    assert lines(QUIET) == [
        "Open cases: 0 waiting, 0 taken",
        "Nobody waits for an answer.",
        "Documents",
        "No document is due for review.",
        "Last health check",
        NONE_YET,
    ]


def test_documents_that_wait_or_are_due_or_were_not_read_are_named() -> None:
    office = replace(
        QUIET,
        waiting=(WAITS,),
        due=(DocumentDue("Timely filing", date(2026, 12, 1), "Ana"), DocumentDue("Old", date(2026, 1, 5), "")),
        unread=(Unread("a.pdf", "it holds pictures", "Send a PDF with text."),),
    )
    assert lines(office)[3:6] == [
        "*Waits for approval:* May I pay in &lt;parts&gt;?\npayment plans · Patients and staff · from Ana",
        "*Due for review*\n• Timely filing · Dec 1, 2026 · Ana\n• Old · Jan 5, 2026",
        "*Could not be read*\n• a.pdf: it holds pictures. Send a PDF with text.",
    ]


@pytest.mark.parametrize(
    ("broken", "says"),
    [((), "✅ All well"), (("a: cure",), "⚠️ 1 thing needs a person"), (("a", "b"), "⚠️ 2 things need a person")],
)
def test_the_last_check_says_first_whether_anything_needs_a_person(broken: tuple[str, ...], says: str) -> None:
    shown = lines(replace(QUIET, checked=LastCheck(NOW, broken)))[-1]
    assert shown.startswith(says)
    assert all(f"• {each}" in shown for each in broken)


def opened(user: str, tab: str = "home") -> dict[str, Any]:
    return {"type": "app_home_opened", "user": user, "tab": tab, "channel": "D01"}


def pages(proxy: FaultProxy) -> list[tuple[str, str]]:
    return [(body["user_id"], str(body["view"]["blocks"])) for body in proxy.bodies("views.publish")]


async def test_those_who_work_on_cases_see_them_and_others_a_welcome(
    edge: Edge, proxy: FaultProxy, library: ShelfLibrary
) -> None:
    await library.propose(WAITS)
    for user, tab in ((DANA, "home"), (FRAN, "home"), (FRAN, "messages")):
        assert await edge.send(opened(user, tab)) == 200
    (_, dana), (_, fran) = pages(proxy)
    assert "Case 1001" in dana
    assert APPROVE in dana
    assert WELCOME.format(example="45012-A") in fran
    assert "Case 1001" not in fran
    assert "May I pay" not in fran


async def test_only_who_may_approve_has_the_buttons(edge: Edge, proxy: FaultProxy, library: ShelfLibrary) -> None:
    await library.propose(WAITS)
    proxy.always("conversations.members", Answer(body={"ok": True, "members": [FRAN]}))
    await edge.send(opened(FRAN))
    [(_, fran)] = pages(proxy)
    assert "May I pay" in fran
    assert APPROVE not in fran


async def test_a_press_on_a_filter_shows_the_page_so(edge: Edge, proxy: FaultProxy) -> None:
    await edge.send(opened(DANA))
    press = {"type": "button", "action_id": Filter.MINE.value, "block_id": "filters", "action_ts": "1.5"}
    view = {"type": "view", "view_id": "V1"}
    status, _ = await edge.press("block_actions", user={"id": DANA}, actions=[press], container=view)
    await edge.send(opened(DANA))
    assert status == 200
    assert ["You have no open case." in page for _, page in pages(proxy)] == [False, True, True]


async def test_a_page_is_published_again_only_when_it_changed_and_its_reader_was_there_lately(
    edge: Edge, proxy: FaultProxy, one_store: SqlStore
) -> None:
    for user in (DANA, FRAN):
        await edge.send(opened(user))
    await edge.home.refresh()
    assert len(pages(proxy)) == 2
    async with one_store.write() as work:
        case = await work.escalations.get(CaseNumber(1001))
        await work.escalations.save(replace(case, state=CaseState.TAKEN, owner_id=DANA, owner_name="Dana"))
    await edge.home.refresh()
    assert [user for user, _ in pages(proxy)] == [DANA, FRAN, DANA]
    assert "with Dana" in pages(proxy)[-1][1]

    async with one_store.write() as work:
        await work.escalations.save(case)
    edge.clock.advance(timedelta(hours=13))
    await edge.home.refresh()
    assert len(pages(proxy)) == 3


async def test_refreshing_goes_on_after_whatever_slack_says(
    edge: Edge, proxy: FaultProxy, one_store: SqlStore, library: ShelfLibrary
) -> None:
    await edge.send(opened(DANA))
    proxy.then("views.publish", replace(TOO_MANY, headers={"Retry-After": "0"}), Answer(body={"ok": False}))
    library.checked = LastCheck(NOW, ())
    async with HomeRefresh(edge.home, one_store, apart=0.01, anyway=0.01).running():
        while len(pages(proxy)) < 4:
            await edge.settle()
    assert "All well" in pages(proxy)[-1][1]
    proxy.then("views.publish", TOO_MANY)
    with pytest.raises(RetryLater):
        await edge.home.show(DANA)
