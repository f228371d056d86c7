"""An answer that is held back: on the desk at once, with the patient when somebody presses, or else the truth."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.conversation import State
from bot.domain.escalation import CaseState, Reason
from bot.domain.messages import AuthorKind, CardUpdate, Draft, DraftState, Kind, Post
from bot.domain.policy import Mode, Modes, OpeningHours, PayerMode
from bot.engine import notices
from bot.engine.holding import LEASE, SHADOW_NOTE, Overdue, hold
from bot.engine.said import Held, ModeChoice, Said
from bot.ports.store import Store
from tests.fakes.desk_office import DeskOffice
from tests.fakes.messages import inbound
from tests.fakes.offices import office as an_office
from tests.fakes.turns import PROOF

QUESTION = f"Where is claim 45012-A? I am {PROOF}"
SUPERVISED = an_office(modes=Modes(Mode.SUPERVISED))
WAIT = timedelta(minutes=SUPERVISED.modes.tell_patient_after_minutes)


@pytest.fixture
def supervised(store: Store) -> DeskOffice:
    return DeskOffice(store, office=SUPERVISED)


@pytest.fixture
def shadow(store: Store) -> DeskOffice:
    return DeskOffice(store, office=an_office(modes=Modes(Mode.SHADOW)))


def overdue(office: DeskOffice) -> Overdue:
    return Overdue(SUPERVISED, office.store, office.clock)


async def tick(office: DeskOffice) -> None:
    """Let the worker do what is due now."""
    worker = overdue(office)
    while (kept := await worker.claim()) is not None:
        await worker.work(kept)


async def draft_of(office: DeskOffice) -> Draft:
    async with office.store.read() as work:
        conversation = await office.conversation()
        return (await work.drafts.waiting(conversation.id))[-1].draft


async def test_the_patient_hears_that_it_waits_and_the_desk_gets_the_draft(supervised: DeskOffice) -> None:
    await supervised.say(QUESTION)
    sent = await supervised.sent()
    assert [(where, content.type) for where, content in sent] == [
        ("patient", "post"),
        ("desk", "open_case"),
        ("desk", "draft"),
    ]
    draft = sent[2][1]
    assert isinstance(draft, Draft)
    assert "In process" in draft.text
    assert (await supervised.case()).reason is Reason.ANSWER_CHECK
    assert (await supervised.conversation()).state is State.WAITING
    async with supervised.store.read() as work:
        trace = await work.transcript.trace(draft.message_id)
    assert trace is not None
    assert trace["mode"] == {
        "mode": "supervised",
        "because": "Northwind Health Plan has no mode of its own, and the office's is supervised",
    }


async def test_send_gives_the_answer_and_the_conversation_back_to_the_bot(supervised: DeskOffice) -> None:
    await supervised.say(QUESTION)
    await supervised.sent()
    draft = await draft_of(supervised)
    await supervised.desk(Kind.SEND_DRAFT, target_id=draft.handle)
    [heard] = await supervised.heard()
    assert heard.startswith(draft.text)
    assert ((await supervised.case()).state, (await supervised.conversation()).state) == (
        CaseState.HANDED_BACK,
        State.BOT,
    )
    await supervised.say("thanks")
    assert await supervised.heard() == [notices.THANKS["en"]]


async def test_a_second_question_waits_in_the_same_thread(supervised: DeskOffice) -> None:
    await supervised.say(QUESTION)
    await supervised.say("How do payment plans work with interest on a balance?")
    drafts = [content for _, content in await supervised.sent() if isinstance(content, Draft)]
    assert [draft.state for draft in drafts] == [DraftState.OPEN, DraftState.STALE, DraftState.OPEN]


async def test_when_nobody_looks_in_time_the_patient_is_told_the_truth_once(supervised: DeskOffice) -> None:
    await supervised.say(QUESTION)
    await supervised.sent()
    supervised.clock.advance(WAIT - timedelta(seconds=1))
    await tick(supervised)
    assert await supervised.sent() == []
    supervised.clock.advance(timedelta(seconds=1))
    await tick(supervised)
    await tick(supervised)
    sent = await supervised.sent()
    assert [where for where, _ in sent] == ["patient", "desk"]
    for _, content in sent:
        assert isinstance(content, Post)
        assert content.text.startswith("Nobody from our billing team has looked over my answer yet.")
        assert "208-555-0100" in content.text
    supervised.clock.advance(WAIT * 3)
    await tick(supervised)
    assert await supervised.sent() == []
    await supervised.desk(Kind.SEND_DRAFT, target_id=(await draft_of(supervised)).handle)
    assert len(await supervised.heard()) == 1


async def test_the_truth_is_told_in_the_patients_language(supervised: DeskOffice) -> None:
    await supervised.say(f"¿Dónde está mi reclamo 45012-A? Soy {PROOF}")
    await supervised.sent()
    supervised.clock.advance(WAIT)
    await tick(supervised)
    [told] = await supervised.heard()
    assert told.startswith("Nadie de nuestro equipo de facturación ha revisado todavía mi respuesta.")


@pytest.mark.parametrize(
    ("deed", "text"), [(Kind.MESSAGE, "I am looking at it."), (Kind.TAKE_OVER, ""), (Kind.SEND_DRAFT, "")]
)
async def test_whoever_deals_with_it_in_time_is_the_word_that_was_owed(
    supervised: DeskOffice, deed: Kind, text: str
) -> None:
    await supervised.say(QUESTION)
    await supervised.sent()
    await supervised.desk(deed, text, target_id=(await draft_of(supervised)).handle)
    await supervised.sent()
    supervised.clock.advance(WAIT)
    await tick(supervised)
    assert await supervised.sent() == []


async def test_a_press_between_the_claim_and_the_word_wins(supervised: DeskOffice) -> None:
    await supervised.say(QUESTION)
    await supervised.sent()
    supervised.clock.advance(WAIT)
    kept = await overdue(supervised).claim()
    assert kept is not None
    await supervised.desk(Kind.SEND_DRAFT, target_id=kept.draft.handle)
    await supervised.sent()
    await overdue(supervised).work(kept)
    assert await supervised.sent() == []


async def test_a_worker_that_died_with_the_word_leaves_it_to_the_next(supervised: DeskOffice) -> None:
    await supervised.say(QUESTION)
    await supervised.sent()
    supervised.clock.advance(WAIT)
    assert await overdue(supervised).claim() is not None
    assert await overdue(supervised).claim() is None
    assert await overdue(supervised).due_at() == supervised.clock.now() + LEASE
    supervised.clock.advance(LEASE)
    await tick(supervised)
    assert len(await supervised.heard()) == 1


async def test_of_two_questions_that_wait_one_word_is_owed(supervised: DeskOffice) -> None:
    await supervised.say(QUESTION)
    supervised.clock.advance(WAIT / 2)
    await supervised.say("How do payment plans work with interest on a balance?")
    await supervised.sent()
    supervised.clock.advance(WAIT / 2)
    await tick(supervised)
    assert await supervised.sent() == []
    supervised.clock.advance(WAIT / 2)
    await tick(supervised)
    assert len(await supervised.heard()) == 1


async def test_in_shadow_the_patient_gets_a_person_and_the_draft_is_a_note(shadow: DeskOffice) -> None:
    await shadow.say(QUESTION)
    sent = await shadow.sent()
    assert [(where, content.type) for where, content in sent] == [
        ("patient", "post"),
        ("desk", "open_case"),
        ("desk", "post"),
    ]
    note = sent[2][1]
    assert isinstance(note, Post)
    assert (note.internal, note.author.kind) == (True, AuthorKind.BOT)
    assert note.text.startswith(SHADOW_NOTE)
    assert "In process" in note.text
    assert (await shadow.transcript())[-1].internal
    async with shadow.store.read() as work:
        assert await work.drafts.due_at() is None


async def test_a_payer_that_was_promoted_is_answered_at_once(store: Store) -> None:
    modes = Modes(Mode.SHADOW, {"Northwind Health Plan": PayerMode(Mode.LIVE)})
    office = DeskOffice(store, office=an_office(modes=modes))
    await office.say(QUESTION)
    [heard] = await office.heard()
    assert "In process" in heard


async def test_an_answer_without_a_case_to_wait_in_is_never_lost_in_silence(supervised: DeskOffice) -> None:
    await supervised.say("hello")
    conversation = await supervised.conversation()
    said = Said("wait", conversation, held=Held("x", ()), mode=ModeChoice(Mode.SUPERVISED, ""))
    async with supervised.store.write() as work:
        with pytest.raises(LookupError, match="no open case"):
            await hold(work, conversation, said, {}, SUPERVISED, supervised.clock.now())


async def test_what_needs_a_person_meanwhile_is_not_closed_by_sending_the_answer(supervised: DeskOffice) -> None:
    await supervised.say(QUESTION)
    await supervised.say("I want to appeal")
    assert (await supervised.case()).reason is Reason.APPEAL
    cards = [content.card.reason for _, content in await supervised.sent() if isinstance(content, CardUpdate)]
    assert cards == ["Appeal"]
    await supervised.desk(Kind.SEND_DRAFT, target_id=(await draft_of(supervised)).handle)
    assert ((await supervised.case()).state, (await supervised.conversation()).state) == (
        CaseState.WAITING,
        State.WAITING,
    )


async def test_a_denied_claim_keeps_the_case_open_after_its_answer_was_sent(supervised: DeskOffice) -> None:
    await supervised.say(QUESTION)
    await supervised.say("and claim 45014-A?")
    assert (await supervised.case()).reason is Reason.DENIED
    async with supervised.store.read() as work:
        for kept in await work.drafts.waiting((await supervised.conversation()).id):
            await supervised.desk(Kind.SEND_DRAFT, target_id=kept.draft.handle)
    assert (await supervised.case()).state is CaseState.WAITING


async def test_a_turn_that_failed_keeps_the_case_open_too(supervised: DeskOffice) -> None:
    await supervised.say(QUESTION)
    await supervised.accept(inbound("broken", "and my other claim?"))
    await supervised.surfaces.give_up(await supervised.claim(), "it broke")
    assert (await supervised.case()).reason is Reason.LOOKUP_FAILED


async def test_the_wait_is_counted_while_the_office_is_open(store: Store) -> None:
    office = DeskOffice(store, office=an_office(modes=Modes(Mode.SUPERVISED), hours=OpeningHours(monday="08:00-12:00")))
    await office.say(QUESTION)  # 11:30 in Boise, half an hour before the office closes for a week
    office.clock.advance(timedelta(minutes=10))
    await office.say("How do payment plans work with interest on a balance?")
    async with store.read() as work:
        due = await work.drafts.due_at()
    assert due == datetime(2026, 11, 30, 15, 10, tzinfo=UTC)
