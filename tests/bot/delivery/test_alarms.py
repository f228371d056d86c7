"""What is buried is seen: in the case's thread, or by whoever leads the desk."""

from datetime import timedelta

from bot.domain.conversation import Conversation
from bot.domain.errors import Undeliverable
from bot.domain.escalation import Escalation
from bot.domain.ids import MessageId
from bot.domain.messages import AuthorKind, Fate, FateState, Post, Revision
from tests.bot.delivery.conftest import Office
from tests.fakes.messages import NOON, open_case, post, to_desk, to_patient

ARCHIVED = Undeliverable("the channel is archived: unarchive it")
GONE = Undeliverable("blocked by the patient")


def alarms(office: Office) -> list[str]:
    return [call[2] for call in office.desk.calls if call[0] == "announce"]


async def test_a_case_that_cannot_be_opened_is_an_alarm_that_says_what_to_do(office: Office, case: Escalation) -> None:
    office.desk.script.then(ARCHIVED)
    await office.put(to_desk(open_case(case.case, case.conversation), case.case, case.conversation))
    await office.deliver_all()
    assert alarms(office) == ["Case 1001: a new case did not arrive"]


async def test_what_one_broken_channel_takes_along_is_one_alarm_an_hour(office: Office, case: Escalation) -> None:
    await office.put(to_desk(open_case(case.case, case.conversation), case.case, case.conversation))
    await office.deliver_all()
    office.desk.script.then(ARCHIVED, ARCHIVED, None, ARCHIVED)
    for name in ("m1", "m2"):
        await office.put(to_desk(post(name), case.case, case.conversation))
    await office.deliver_all()
    assert len(alarms(office)) == 1
    office.clock.advance(timedelta(hours=1))
    await office.put(to_desk(post("m3"), case.case, case.conversation))
    await office.deliver_all()
    assert len(alarms(office)) == 2


async def test_an_alarm_that_cannot_be_shown_alarms_nobody_and_is_kept(office: Office, case: Escalation) -> None:
    office.desk.script.then(ARCHIVED, ARCHIVED)
    await office.put(to_desk(open_case(case.case, case.conversation), case.case, case.conversation))
    await office.deliver_all()
    assert len(alarms(office)) == 1
    assert [kind for kind, _, _ in await office.letters()] == ["open_case", "bulletin"]


async def test_an_answer_of_the_bot_that_did_not_arrive_is_said_in_the_cases_thread(
    office: Office, conversation: Conversation, case: Escalation
) -> None:
    await office.put(to_desk(open_case(case.case, conversation.id), case.case, conversation.id))
    await office.deliver_all()
    office.web.script.then(GONE, GONE)
    await office.put(to_patient(post("m1"), conversation.id))
    await office.put(to_patient(post("m2", kind=AuthorKind.SYSTEM), conversation.id))
    parcels = []
    while (row := await office.relay.claim()) is not None:
        parcels.append(row.parcel.content)
        await office.relay.work(row)
    lines = [(content.text, content.internal) for content in parcels if isinstance(content, Post)][2:]
    assert lines == [
        ("The assistant's message to the patient did not arrive: blocked by the patient.", True),
        ("A message to the patient did not arrive: blocked by the patient.", True),
    ]
    assert alarms(office) == []


async def test_an_answer_that_did_not_arrive_where_there_is_no_case_is_an_alarm(
    office: Office, conversation: Conversation
) -> None:
    office.web.script.then(GONE)
    await office.put(to_patient(post("m1"), conversation.id))
    await office.deliver_all()
    [alarm] = alarms(office)
    assert alarm == "No case: a message did not arrive"


async def test_a_mark_that_cannot_be_shown_is_an_alarm_too(office: Office, case: Escalation) -> None:
    office.desk.script.then(None, ARCHIVED)
    mark = Fate(MessageId("m1"), FateState.DELIVERED, "Delivered.", NOON)
    await office.put(
        to_desk(open_case(case.case, case.conversation), case.case, case.conversation),
        to_desk(mark, case.case, case.conversation),
    )
    await office.deliver_all()
    [alarm] = alarms(office)
    assert alarm == "Case 1001: a change did not arrive"


async def test_a_failed_change_of_the_bots_own_message_is_told_like_any(
    office: Office, conversation: Conversation, case: Escalation
) -> None:
    await office.put(to_desk(open_case(case.case, conversation.id), case.case, conversation.id))
    await office.put(to_patient(Revision(MessageId("m1"), "Corrected.", NOON), conversation.id))
    await office.deliver_all()
    assert [call[0] for call in office.desk.calls] == ["open_case", "show_fate"]
