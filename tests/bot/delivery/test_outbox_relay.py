from datetime import timedelta

import pytest

from bot.domain.conversation import Conversation
from bot.domain.errors import RetryLater, Uncertain, Undeliverable
from bot.domain.escalation import Escalation
from bot.domain.ids import MessageId
from bot.domain.messages import (
    Author,
    AuthorKind,
    CardUpdate,
    Destination,
    Fate,
    FateState,
    Parcel,
    Retraction,
    Revision,
)
from bot.ports.store import Entry
from tests.bot.delivery.conftest import Office
from tests.fakes.messages import NOON, card, open_case, post, to_desk, to_patient
from tests.fakes.recording_channel import Script

M1, M2 = MessageId("m1"), MessageId("m2")


def said_by_specialist(message: str, conversation: Conversation) -> Parcel:
    return to_patient(post(message, "We will look into it.", AuthorKind.SPECIALIST), conversation.id)


async def test_a_post_reaches_the_patient_and_its_id_is_kept(office: Office) -> None:
    await office.put(to_patient(post("m1")))
    await office.deliver_all()
    assert office.web.calls == [("send", "w1", "m1")]
    async with office.store.read() as work:
        assert await work.delivered_as(M1, Destination.PATIENT) == "web-m1"


async def test_an_edit_and_a_deletion_name_the_id_under_which_the_message_was_delivered(office: Office) -> None:
    await office.put(
        to_patient(post("m1")), to_patient(Revision(M1, "Corrected.", NOON)), to_patient(Retraction(M1, NOON))
    )
    await office.deliver_all()
    assert office.web.calls[1:] == [("edit", "w1", "web-m1", "m1", "Corrected."), ("delete", "w1", "web-m1", "m1")]


async def test_an_outage_holds_the_lane_and_keeps_the_order(office: Office) -> None:
    office.web.script.then(RetryLater("web is down"))
    await office.put(to_patient(post("m1")), to_patient(post("m2")))
    await office.deliver_all()
    office.clock.advance(timedelta(seconds=4.9))
    await office.deliver_all()
    assert office.web.calls == [("send", "w1", "m1")]
    office.clock.advance(timedelta(seconds=0.1))
    await office.deliver_all()
    assert [call[2] for call in office.web.calls] == ["m1", "m1", "m2"]


async def test_the_platforms_waiting_time_is_kept(office: Office) -> None:
    office.web.script.then(RetryLater("429", after=60))
    await office.put(to_patient(post("m1")))
    await office.deliver_all()
    office.clock.advance(timedelta(seconds=59))
    await office.deliver_all()
    assert len(office.web.calls) == 1
    office.clock.advance(timedelta(seconds=1))
    await office.deliver_all()
    assert len(office.web.calls) == 2
    assert await office.letters() == []


async def test_an_outage_of_the_desk_does_not_delay_the_patient(
    office: Office, conversation: Conversation, case: Escalation
) -> None:
    office.desk.script.then(RetryLater("slack is down"))
    await office.put(
        to_desk(open_case(case.case, conversation.id), case.case, conversation.id),
        to_patient(post("m1"), conversation.id),
    )
    await office.deliver_all()
    assert office.web.calls == [("send", "w1", "m1")]


async def test_what_fails_twelve_times_is_a_dead_letter_and_the_lane_goes_on(office: Office) -> None:
    office.web.script.then(*[RetryLater("web is down")] * 12)
    await office.put(to_patient(post("m1")), to_patient(post("m2")))
    for _ in range(12):
        await office.deliver_all()
        office.clock.advance(timedelta(hours=1))
    assert [call[2] for call in office.web.calls] == ["m1"] * 12 + ["m2"]
    assert await office.letters() == [("post", "dead", "given up after 12 attempts: web is down")]


@pytest.mark.parametrize(
    ("error", "state"), [(Undeliverable("blocked by the patient"), "dead"), (Uncertain("connection cut"), "uncertain")]
)
async def test_what_must_not_be_tried_again_is_a_dead_letter_at_once(
    office: Office, error: Exception, state: str
) -> None:
    office.web.script.then(error)
    await office.put(to_patient(post("m1")), to_patient(post("m2")))
    await office.deliver_all()
    assert [call[2] for call in office.web.calls] == ["m1", "m2"]
    assert await office.letters() == [("post", state, str(error))]


async def test_a_send_without_an_answer_in_time_is_uncertain(office: Office) -> None:
    office.web.script.then(Script.HANG)
    await office.put(to_patient(post("m1")))
    await office.deliver_all()
    assert await office.letters() == [("post", "uncertain", "web did not answer within 0.05 s")]


async def test_an_edit_without_an_answer_in_time_is_tried_again(office: Office) -> None:
    office.web.script.then(None, Script.HANG)
    await office.put(to_patient(post("m1")), to_patient(Revision(M1, "Corrected.", NOON)))
    await office.deliver_all()
    office.clock.advance(timedelta(seconds=5))
    await office.deliver_all()
    assert [call[0] for call in office.web.calls] == ["send", "edit", "edit"]
    assert await office.letters() == []


async def test_an_unforeseen_error_of_a_send_is_uncertain_and_its_text_is_not_kept(office: Office) -> None:
    office.web.script.then(ValueError("Wanda Testcase, born 1980-01-01"))
    await office.put(to_patient(post("m1")))
    await office.deliver_all()
    [(_, state, reason)] = await office.letters()
    assert state == "uncertain"
    assert "ValueError at recording_channel.py" in reason
    assert "Wanda" not in reason


async def test_a_platform_that_is_not_set_up_is_a_dead_letter_that_says_so(office: Office, case: Escalation) -> None:
    elsewhere = to_desk(open_case(case.case, case.conversation), case.case)
    await office.put(
        Parcel("k1", elsewhere.conversation, Destination.PATIENT, "teams", elsewhere.address, post("m1")),
        Parcel("k2", elsewhere.conversation, Destination.DESK, "slack", elsewhere.address, elsewhere.content),
        Parcel("k3", elsewhere.conversation, Destination.PATIENT, "web", elsewhere.address, elsewhere.content),
    )
    await office.deliver_all()
    assert sorted(reason for _, _, reason in await office.letters()) == [
        "a open_case is only for the desk",
        "no channel named teams is set up",
        "no desk named slack is set up",
    ]


async def test_a_change_to_what_the_patient_never_got_is_a_dead_letter(office: Office) -> None:
    office.web.script.then(Undeliverable("blocked by the patient"))
    await office.put(to_patient(post("m1")), to_patient(Revision(M1, "Corrected.", NOON)))
    await office.deliver_all()
    assert [(kind, state) for kind, state, _ in await office.letters()] == [("post", "dead"), ("revision", "dead")]
    assert len(office.web.calls) == 1


async def test_the_thread_of_an_opened_case_is_kept_and_what_follows_goes_there(
    office: Office, conversation: Conversation, case: Escalation
) -> None:
    await office.put(
        to_desk(open_case(case.case, conversation.id), case.case, conversation.id),
        to_desk(post("m1"), case.case, conversation.id),
        to_desk(Revision(M1, "Corrected.", NOON), case.case, conversation.id),
        to_desk(Revision(MessageId("m0"), "Of the story.", NOON), case.case, conversation.id),
        to_desk(Retraction(M1, NOON), case.case, conversation.id),
        to_desk(CardUpdate(card(case.case, conversation.id)), case.case, conversation.id),
    )
    await office.deliver_all()
    thread = f"thread-{case.case}"
    assert office.desk.calls == [
        ("open_case", case.case, ("m0",)),
        ("send", thread, "m1"),
        ("edit", thread, "console-m1", "m1", "Corrected."),
        ("edit", thread, "", "m0", "Of the story."),
        ("delete", thread, "console-m1", "m1"),
        ("update_card", thread, "waiting"),
    ]
    async with office.store.read() as work:
        assert (await work.escalations.get(case.case)).thread == thread
        assert await work.escalations.at("console", (await work.escalations.get(case.case)).thread) is not None


async def test_without_a_thread_what_follows_is_a_dead_letter_that_says_so(
    office: Office, conversation: Conversation, case: Escalation
) -> None:
    office.desk.script.then(Undeliverable("not in the channel"))
    await office.put(
        to_desk(open_case(case.case, conversation.id), case.case, conversation.id),
        to_desk(post("m1"), case.case, conversation.id),
    )
    await office.deliver_all()
    assert await office.letters() == [
        ("open_case", "dead", "not in the channel"),
        ("post", "dead", f"case {case.case} has no thread: redrive its opening first, then this"),
    ]


async def test_redriven_letters_are_delivered_in_their_order(
    office: Office, conversation: Conversation, case: Escalation
) -> None:
    office.desk.script.then(Undeliverable("not in the channel"))
    await office.put(
        to_desk(open_case(case.case, conversation.id), case.case, conversation.id),
        to_desk(post("m1"), case.case, conversation.id),
    )
    await office.deliver_all()
    office.clock.advance(timedelta(hours=30))
    async with office.store.write() as work:
        for letter in await work.dead_letters.all():
            assert await work.dead_letters.redrive(letter.box, letter.id, office.clock.now())
    office.desk.script.then(RetryLater("429", after=1))
    await office.deliver_all()
    office.clock.advance(timedelta(seconds=5))
    await office.deliver_all()
    calls = [call[0] for call in office.desk.calls if call[0] != "announce"]
    assert calls == ["open_case", "open_case", "open_case", "send"]
    assert await office.letters() == []


async def came_in_from_desk(office: Office, conversation: Conversation) -> None:
    async with office.store.write() as work:
        author = Author(AuthorKind.SPECIALIST, "Ana")
        entry = Entry(M1, conversation.id, author, "We will look into it.", NOON, "console", "console-77")
        await work.transcript.add([entry])


@pytest.mark.parametrize(
    ("end", "state", "words"),
    [
        (None, FateState.DELIVERED, "Delivered to the patient."),
        (
            Undeliverable("blocked by the patient"),
            FateState.FAILED,
            (
                "This message did not reach the patient: blocked by the patient. "
                "Send it again once that is put right, or reach them another way."
            ),
        ),
        (
            Uncertain("connection cut"),
            FateState.UNCERTAIN,
            "This message may or may not have reached the patient: connection cut. Ask them before you send it again.",
        ),
    ],
)
async def test_a_specialist_is_told_what_became_of_a_message(
    office: Office, conversation: Conversation, case: Escalation, end: object, state: FateState, words: str
) -> None:
    await came_in_from_desk(office, conversation)
    await office.put(to_desk(open_case(case.case, conversation.id), case.case, conversation.id))
    await office.deliver_all()
    office.web.script.then(end)
    await office.put(said_by_specialist("m1", conversation))
    await office.deliver_all()
    assert office.desk.calls[1:] == [("show_fate", f"thread-{case.case}", "console-77", "m1", state, words)]


async def test_a_specialist_is_told_when_a_deletion_failed_but_not_when_it_worked(
    office: Office, conversation: Conversation, case: Escalation
) -> None:
    await came_in_from_desk(office, conversation)
    await office.put(to_desk(open_case(case.case, conversation.id), case.case, conversation.id))
    office.web.script.then(None, None, Undeliverable("too old to delete"))
    revision = to_patient(Revision(M1, "Corrected.", NOON), conversation.id)
    retraction = to_patient(Retraction(M1, NOON), conversation.id)
    await office.put(said_by_specialist("m1", conversation), revision, retraction)
    await office.deliver_all()
    fates = [(call[4], call[5]) for call in office.desk.calls if call[0] == "show_fate"]
    assert fates == [
        (FateState.DELIVERED, "Delivered to the patient."),
        (
            FateState.FAILED,
            (
                "This deletion did not reach the patient: too old to delete. "
                "Send it again once that is put right, or reach them another way."
            ),
        ),
    ]


async def test_the_bots_own_messages_have_no_fate(office: Office, conversation: Conversation, case: Escalation) -> None:
    await office.put(to_patient(post("m1"), conversation.id))
    await office.deliver_all()
    assert office.desk.calls == []
    assert case.thread == ""


async def test_a_fate_on_the_desk_has_no_fate_itself(office: Office, case: Escalation) -> None:
    office.desk.script.then(None, Undeliverable("gone"))
    await office.put(
        to_desk(open_case(case.case, case.conversation), case.case, case.conversation),
        to_desk(Fate(M1, FateState.DELIVERED, "Delivered.", NOON), case.case, case.conversation),
    )
    await office.deliver_all()
    assert [kind for kind, _, _ in await office.letters()] == ["fate"]


async def test_a_delivery_whose_lease_was_taken_over_is_not_recorded(office: Office) -> None:
    await office.put(to_patient(post("m1")))
    first = await office.relay.claim()
    assert first is not None
    office.clock.advance(timedelta(minutes=5))
    second = await office.relay.claim()
    assert second is not None
    await office.relay.work(first)
    async with office.store.read() as work:
        assert await work.delivered_as(M1, Destination.PATIENT) is None
    await office.relay.work(second)
    assert await office.relay.claim() is None
