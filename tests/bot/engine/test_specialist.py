"""What specialists do in a case's thread, and what the patient sees of it."""

from datetime import timedelta

import pytest

from bot.domain.conversation import State
from bot.domain.errors import Conflict
from bot.domain.escalation import CaseState
from bot.domain.ids import Address
from bot.domain.messages import CardUpdate, Fate, InboundMessage, Kind, Post, Sender, Surface
from bot.engine import notices
from bot.store.unit_of_work import SqlStore
from tests.fakes.desk_office import ANA, DeskOffice
from tests.fakes.messages import inbound

BEN = Sender("U-ben", "Ben Specialist")


@pytest.fixture
async def waiting(office: DeskOffice) -> DeskOffice:
    """A patient wants to appeal; the case has its thread."""
    await office.say("I want to appeal 45012-A")
    await office.sent()
    return office


def from_desk(external_id: str, thread: str) -> InboundMessage:
    return inbound(external_id, "Hello.", channel="console", address=Address(thread), surface=Surface.DESK, sender=ANA)


async def on_desk(office: DeskOffice) -> list[str]:
    """The system's lines in the thread."""
    return [c.text for where, c in await office.sent() if where == "desk" and isinstance(c, Post)]


async def test_taking_over_silences_the_bot_and_names_the_person(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.TAKE_OVER)
    case = await waiting.case()
    assert (case.state, case.owner_id, case.owner_name) == (CaseState.TAKEN, "U-ana", "Ana Specialist")
    assert case.taken_at == waiting.clock.now()
    assert (await waiting.conversation()).state is State.HUMAN
    patient, card, desk = await waiting.sent()
    joined = "Ana Specialist from our billing team has joined and will answer here."
    assert (patient[0], getattr(patient[1], "text", "")) == ("patient", joined)
    assert isinstance(card[1], CardUpdate)
    assert (card[1].card.state, card[1].card.owner) == ("taken", "Ana Specialist")
    assert getattr(desk[1], "text", "") == joined
    await waiting.say("hello?")
    assert await waiting.heard() == []


async def test_taking_over_twice_says_nothing_new_but_a_colleague_may(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.TAKE_OVER)
    await waiting.sent()
    await waiting.desk(Kind.TAKE_OVER)
    assert await waiting.sent() == []
    await waiting.desk(Kind.TAKE_OVER, sender=BEN)
    assert (await waiting.case()).owner_name == "Ben Specialist"


async def test_a_reply_takes_over_and_reaches_the_patient_under_the_persons_name(waiting: DeskOffice) -> None:
    message = await waiting.desk(Kind.MESSAGE, "  We resubmitted – allow 30 days.  ")
    (where, post), (_, card) = await waiting.sent()
    assert isinstance(post, Post)
    assert (where, post.text, post.author.name) == ("patient", "We resubmitted - allow 30 days.", "Ana Specialist")
    assert isinstance(card, CardUpdate)
    assert (await waiting.case()).state is CaseState.TAKEN
    assert (await waiting.transcript())[-1].external_id == message.external_id
    await waiting.desk(Kind.MESSAGE, "One more thing.", sender=BEN)
    assert [where for where, _ in await waiting.sent()] == ["patient"]
    assert (await waiting.case()).owner_name == "Ana Specialist"


async def test_a_note_stays_on_the_desk(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.NOTE, "lol another one")
    assert await waiting.sent() == []
    note = (await waiting.transcript())[-1]
    assert (note.text, note.internal) == ("lol another one", True)
    assert (await waiting.conversation()).state is State.WAITING


async def test_an_edit_and_a_deletion_reach_the_patient_too(waiting: DeskOffice) -> None:
    reply = await waiting.desk(Kind.MESSAGE, "We resubmitted today.")
    await waiting.sent()
    await waiting.desk(Kind.EDIT, "We resubmitted yesterday.", target_id=reply.external_id)
    await waiting.desk(Kind.EDIT, "We resubmitted on Monday.", target_id=reply.external_id)
    await waiting.desk(Kind.DELETE, target_id=reply.external_id)
    assert [(where, content.type) for where, content in await waiting.sent()] == [
        ("patient", "revision"),
        ("patient", "revision"),
        ("patient", "retraction"),
    ]
    assert (await waiting.transcript())[-1].text == ""


async def test_a_note_can_be_changed_without_the_patient_seeing_it(waiting: DeskOffice) -> None:
    note = await waiting.desk(Kind.NOTE, "call the plan")
    await waiting.desk(Kind.EDIT, "called the plan", target_id=note.external_id)
    assert (await waiting.transcript())[-1].text == "called the plan"
    await waiting.desk(Kind.DELETE, target_id=note.external_id)
    assert (await waiting.transcript())[-1].text == ""
    assert await waiting.sent() == []


async def test_handing_back_gives_the_conversation_to_the_bot(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.TAKE_OVER)
    await waiting.sent()
    await waiting.desk(Kind.HAND_BACK)
    assert (await waiting.heard()) == [notices.HANDED_BACK["en"].format(name="Ana Specialist")]
    conversation = await waiting.conversation()
    assert (conversation.state, conversation.case) == (State.BOT, None)
    case = await waiting.case()
    assert (case.state, case.ended_at) == (CaseState.HANDED_BACK, waiting.clock.now())
    await waiting.say("thanks")
    assert await waiting.heard() == [notices.THANKS["en"]]


async def test_a_reply_to_a_case_that_was_handed_back_takes_it_up_again(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.HAND_BACK)
    await waiting.desk(Kind.MESSAGE, "One last thing.")
    case = await waiting.case()
    assert (case.state, case.ended_at) == (CaseState.TAKEN, None)
    assert (await waiting.conversation()).case == case.case


async def test_resolving_closes_and_the_next_word_of_the_patient_opens_again(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.RESOLVE)
    assert (await waiting.heard()) == [notices.RESOLVED["en"].format(name="Ana Specialist")]
    assert (await waiting.case()).state is CaseState.RESOLVED
    assert (await waiting.conversation()).state is State.CLOSED
    await waiting.say("hello")
    conversation = await waiting.conversation()
    assert (conversation.state, conversation.case) == (State.BOT, None)
    assert [where for where, _ in await waiting.sent()] == ["patient"]


async def test_a_person_who_had_the_case_gives_the_patient_new_tries_to_prove_who_they_are(office: DeskOffice) -> None:
    await office.say("45012-A")
    for _ in range(3):
        await office.say("Testcase 03/04/1984 9999")
    assert (await office.conversation()).failed_proofs == 3
    await office.sent()
    await office.desk(Kind.HAND_BACK)
    assert (await office.conversation()).failed_proofs == 0


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        (Kind.MESSAGE, " ", "Not done: an empty reply was not sent to the patient."),
        (Kind.EDIT, "new", "Not done: that message is not one of the specialists' own."),
        (Kind.DELETE, "", "Not done: that message is not one of the specialists' own."),
    ],
)
async def test_what_cannot_be_done_is_said_in_the_thread(waiting: DeskOffice, kind: Kind, text: str, says: str) -> None:
    patients = (await waiting.transcript())[0].id
    before = await waiting.transcript()
    await waiting.desk(kind, text, target_id=patients)
    assert await on_desk(waiting) == [says]
    assert await waiting.transcript() == before


async def test_an_empty_edit_and_an_edit_of_what_is_gone_are_refused(waiting: DeskOffice) -> None:
    reply = await waiting.desk(Kind.MESSAGE, "Hello.")
    await waiting.sent()
    await waiting.desk(Kind.EDIT, " ", target_id=reply.external_id)
    assert await on_desk(waiting) == ["Not done: an empty edit was not sent; delete the message instead."]
    await waiting.desk(Kind.DELETE, target_id=reply.external_id)
    await waiting.sent()
    await waiting.desk(Kind.EDIT, "Hello again.", target_id=reply.external_id)
    assert await on_desk(waiting) == ["Not done: that message was already deleted."]


async def test_a_step_that_the_table_does_not_have_is_refused(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.RESOLVE)
    await waiting.sent()
    await waiting.desk(Kind.HAND_BACK)
    assert await on_desk(waiting) == ["Not done: a closed conversation cannot hand back."]
    async with waiting.store.read() as work:
        audit = await work.audit.of((await waiting.conversation()).id)
    assert [line["action"] for line in audit][-2:] == ["resolve", "refused"]


@pytest.mark.parametrize("kind", [Kind.HAND_BACK, Kind.RESOLVE])
async def test_an_older_case_does_not_end_what_is_in_hand_elsewhere(waiting: DeskOffice, kind: Kind) -> None:
    await waiting.desk(Kind.HAND_BACK)
    waiting.clock.advance(timedelta(hours=73))
    await waiting.say("I want to speak to a person")
    await waiting.sent()
    await waiting.desk(kind, thread="t1")
    assert await on_desk(waiting) == ["Not done: Case 1002 of the same conversation is the open one."]
    assert (await waiting.conversation()).state is State.WAITING


async def test_a_thread_without_a_case_is_left_alone(office: DeskOffice) -> None:
    message = from_desk("d1", "nowhere")
    await office.accept(message)
    batch = await office.claim()
    await office.surfaces.give_up(batch, "it broke")
    await office.surfaces.handle(batch)
    assert await office.sent() == []


async def test_what_could_not_be_carried_out_is_said_once_in_the_thread(waiting: DeskOffice) -> None:
    await waiting.accept(from_desk("d9", "t1"))
    batch = await waiting.claim()
    for _ in range(2):
        await waiting.surfaces.give_up(batch, "it took too long")
    assert await on_desk(waiting) == ["This was not carried out (message): it took too long. Please do it again."]


async def test_a_desk_message_waits_in_its_conversations_lane(waiting: DeskOffice) -> None:
    await waiting.accept(inbound("e9", "one more question"))
    await waiting.accept(from_desk("d9", "t1"))
    batch = await waiting.claim()
    assert (batch.lane, [row.message.external_id for row in batch.rows]) == ("web:w1", ["e9"])
    await waiting.surfaces.handle(batch)
    assert (await waiting.claim()).rows[0].message.external_id == "d9"


async def test_a_note_on_a_hosted_desk_is_marked_on_its_timeline(waiting: DeskOffice) -> None:
    note = await waiting.desk(Kind.NOTE, "call the plan", hosted=True)
    await waiting.desk(Kind.DELETE, target_id=note.external_id, hosted=True)
    await waiting.desk(Kind.TAKE_OVER, hosted=True)
    async with waiting.store.read() as work:
        events = await work.timeline.since("console", Address("t1"), 0)
    assert [(e.kind, e.data.get("internal"), e.data["message_id"]) for e in events] == [
        ("message", True, note.external_id),
        ("delete", None, note.external_id),
    ]


async def test_a_case_that_keeps_moving_is_left_to_the_worker(waiting: DeskOffice) -> None:
    class Moved:
        def write(self) -> object:
            raise Conflict("moved")

    specialists = waiting.surfaces._by_surface[Surface.DESK]
    specialists._store = Moved()  # type: ignore[assignment]
    with pytest.raises(Conflict, match="kept moving"):
        await waiting.desk(Kind.TAKE_OVER)


@pytest.fixture
async def holding(store: SqlStore) -> DeskOffice:
    """A case whose replies are held for five seconds, already taken."""
    office = DeskOffice(store, hold=timedelta(seconds=5))
    await office.say("I want to appeal 45012-A")
    await office.sent()
    await office.desk(Kind.TAKE_OVER)
    await office.sent()
    return office


async def after_the_hold(office: DeskOffice) -> list[str]:
    office.clock.advance(timedelta(seconds=5))
    return await office.heard()


async def fates(office: DeskOffice) -> list[str]:
    return [c.state.value for where, c in await office.sent() if where == "desk" and isinstance(c, Fate)]


async def test_a_held_reply_goes_out_when_its_time_is_over(holding: DeskOffice) -> None:
    await holding.desk(Kind.MESSAGE, "We resubmitted today.")
    assert [(where, content.type) for where, content in await holding.sent()] == [("desk", "fate")]
    assert await after_the_hold(holding) == ["We resubmitted today."]


async def test_a_held_reply_that_is_edited_goes_out_once_in_its_new_words(holding: DeskOffice) -> None:
    reply = await holding.desk(Kind.MESSAGE, "We resubmitted today.")
    await holding.desk(Kind.EDIT, "We resubmitted yesterday.", target_id=reply.external_id)
    assert await after_the_hold(holding) == ["We resubmitted yesterday."]


async def test_a_held_reply_that_is_deleted_never_goes_out_and_says_so(holding: DeskOffice) -> None:
    reply = await holding.desk(Kind.MESSAGE, "This is for another case.")
    await holding.desk(Kind.MESSAGE, "This one is for you.")
    await holding.desk(Kind.DELETE, target_id=reply.external_id)
    assert await fates(holding) == ["held", "held", "refused"]
    assert await after_the_hold(holding) == ["This one is for you."]


async def test_after_the_hold_an_edit_and_a_deletion_reach_the_patient(holding: DeskOffice) -> None:
    reply = await holding.desk(Kind.MESSAGE, "We resubmitted today.")
    await after_the_hold(holding)
    await holding.desk(Kind.EDIT, "We resubmitted yesterday.", target_id=reply.external_id)
    await holding.desk(Kind.DELETE, target_id=reply.external_id)
    assert [content.type for _, content in await holding.sent()] == ["revision", "retraction"]


async def test_an_edit_that_changes_nothing_and_a_deletion_of_what_never_came_are_nothing(waiting: DeskOffice) -> None:
    reply = await waiting.desk(Kind.MESSAGE, "Hello.")
    await waiting.sent()
    await waiting.desk(Kind.EDIT, "Hello.", target_id=reply.external_id)
    await waiting.desk(Kind.DELETE, target_id="never-came")
    await waiting.desk(Kind.DELETE, target_id=reply.external_id)
    await waiting.desk(Kind.DELETE, target_id=reply.external_id)
    assert [content.type for _, content in await waiting.sent()] == ["retraction"]
