"""A draft on the desk: sent once, by whoever saw how things stand."""

from dataclasses import replace

import pytest

from bot.domain.conversation import State
from bot.domain.escalation import CaseState, Reason
from bot.domain.ids import Address, CaseNumber, ConversationId, MessageId
from bot.domain.messages import (
    AuthorKind,
    CardUpdate,
    Citation,
    Content,
    Draft,
    DraftState,
    Kind,
    Post,
    Sender,
    Surface,
)
from bot.engine import drafts
from bot.engine.drafts import refusal
from bot.ports.store import KeptDraft
from tests.fakes.desk_office import ANA, DeskOffice
from tests.fakes.messages import NOON, inbound

BEN = Sender("U-ben", "Ben Specialist")
CITED = Citation(1, "p1", "protocol.md", "Protocol", "In process", None, "It takes 30 days.")
TEXT = "Claim 45012-A: In process. It takes 30 days [1]"


async def drafted(office: DeskOffice, reason: Reason, name: str = "d1") -> DeskOffice:
    async with office.store.write() as work:
        case = replace(await work.escalations.get(CaseNumber(1001)), reason=reason)
        await work.escalations.save(case)
        draft = Draft(MessageId(name), TEXT, office.clock.now(), (CITED,))
        await work.outbox.add([await drafts.offer(work, case, draft)], office.clock.now())
    await office.sent()
    return office


@pytest.fixture
async def waiting(office: DeskOffice) -> DeskOffice:
    """A case that is there for more than its draft."""
    await office.say("I want to appeal 45012-A")
    return await drafted(office, Reason.APPEAL)


@pytest.fixture
async def checking(office: DeskOffice) -> DeskOffice:
    """A case that is there only to have an answer looked over."""
    await office.say("I want to appeal 45012-A")
    return await drafted(office, Reason.ANSWER_CHECK)


async def of_patient(office: DeskOffice) -> list[Content]:
    return [content for where, content in await office.sent() if where == "patient"]


async def of_desk(office: DeskOffice) -> list[str]:
    """What the thread shows since the last look: a draft's state, a line's text, else the kind of thing."""
    shown = [content for where, content in await office.sent() if where == "desk"]
    return [c.state.value if isinstance(c, Draft) else getattr(c, "text", c.type) for c in shown]


async def kept(office: DeskOffice, name: str = "d1") -> Draft:
    async with office.store.read() as work:
        found = await work.drafts.get(MessageId(name))
    assert found is not None
    return found.draft


async def test_send_gives_the_patient_the_draft_as_it_stands_with_who_checked_it(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.SEND_DRAFT, target_id="d1:1")
    (_, post), (_, shown) = await waiting.sent()
    assert isinstance(post, Post)
    assert (post.message_id, post.author.kind, post.citations) == ("d1", AuthorKind.BOT, (CITED,))
    assert post.text == f"{TEXT}\n\n_Checked by Ana Specialist of our billing team._"
    assert isinstance(shown, Draft)
    assert (shown.state, shown.by, shown.waits) == (DraftState.SENT, "Ana Specialist", False)
    assert (await waiting.transcript())[-1].text == post.text
    assert (await kept(waiting)).text == ""


async def test_edit_gives_the_patient_the_specialists_words_under_their_name(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.EDIT_DRAFT, "It is still in process [1].", target_id="d1:1")
    [post] = await of_patient(waiting)
    assert isinstance(post, Post)
    assert (post.author.kind, post.author.name) == (AuthorKind.SPECIALIST, "Ana Specialist")
    assert (post.text, post.citations) == ("It is still in process [1].", (CITED,))
    assert (await kept(waiting)).state is DraftState.EDITED


async def test_a_source_that_the_new_wording_does_not_name_is_left_out(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.EDIT_DRAFT, "It is still in process.", target_id="d1:1")
    [post] = await of_patient(waiting)
    assert isinstance(post, Post)
    assert post.citations == ()


async def test_take_over_sends_nothing_of_the_draft(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.TAKE_OVER, target_id="d1:1")
    assert [getattr(c, "text", "") for c in await of_patient(waiting)] == [
        "Ana Specialist from our billing team has joined and will answer here."
    ]
    assert (await kept(waiting)).state is DraftState.TAKEN_OVER
    assert (await waiting.case()).state is CaseState.TAKEN


async def test_a_draft_that_comes_after_the_take_over_can_be_taken_over_too(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.TAKE_OVER)
    await drafted(waiting, Reason.APPEAL, "d2")
    await waiting.desk(Kind.TAKE_OVER, target_id="d2:1")
    assert await of_desk(waiting) == ["taken_over"]


@pytest.mark.parametrize(
    ("first", "says"),
    [
        (Kind.SEND_DRAFT, "Ana Specialist has sent this draft already; nothing was sent twice"),
        (Kind.EDIT_DRAFT, "Ana Specialist has answered with an edited draft already; nothing was sent twice"),
        (Kind.TAKE_OVER, "Ana Specialist has taken the case over, and this draft was not sent"),
        (Kind.RESOLVE, "Ana Specialist has ended the case, and this draft was not sent"),
        (Kind.HAND_BACK, "Ana Specialist has ended the case, and this draft was not sent"),
    ],
)
async def test_whoever_presses_second_is_told_so_and_nothing_is_sent_twice(
    waiting: DeskOffice, first: Kind, says: str
) -> None:
    await waiting.desk(first, "My own words.", target_id="d1:1")
    await waiting.sent()
    await waiting.desk(Kind.SEND_DRAFT, target_id="d1:1", sender=BEN)
    assert await waiting.sent() != []
    await waiting.desk(Kind.EDIT_DRAFT, "Mine.", target_id="d1:2", sender=BEN)
    sent = await waiting.sent()
    assert [(where, getattr(c, "text", "")) for where, c in sent] == [
        ("desk", f"Not done: Ben Specialist pressed Edit, but {says}.")
    ]


async def test_a_press_on_what_the_patient_has_outrun_is_refused_and_a_knowing_one_counts(waiting: DeskOffice) -> None:
    await waiting.say("oh, and I have a second insurance")
    assert [c for c in await of_desk(waiting) if c in {"open", "stale"}] == ["stale"]
    stale = await kept(waiting)
    assert (stale.note, stale.handle) == (drafts.PATIENT_WROTE, "d1:2")
    await waiting.desk(Kind.SEND_DRAFT, target_id="d1:1")
    assert [line for line in await of_desk(waiting) if "went on after" in line] != []
    await waiting.desk(Kind.SEND_DRAFT, target_id="d1:2")
    assert [type(c) for c in await of_patient(waiting)] == [Post]


async def test_a_colleagues_own_reply_outruns_a_draft_too(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.MESSAGE, "One moment, I am looking.", sender=BEN)
    assert (await kept(waiting)).note == "Ben Specialist replied after this was drafted."


async def test_a_correction_by_the_patient_outruns_a_draft(waiting: DeskOffice) -> None:
    await waiting.say("I want to appeal 45013-A", kind=Kind.EDIT, target_id="m1")
    assert (await kept(waiting)).state is DraftState.STALE


async def test_an_empty_edit_is_refused_and_the_draft_goes_on_waiting(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.EDIT_DRAFT, " ", target_id="d1:1")
    assert await of_desk(waiting) == ["Not done: an empty answer was not sent to the patient."]
    assert (await kept(waiting)).waits


async def test_a_case_that_was_there_for_its_answer_goes_back_to_the_bot(checking: DeskOffice) -> None:
    await checking.desk(Kind.SEND_DRAFT, target_id="d1:1")
    sent = await checking.sent()
    cards = [content.card.state for _, content in sent if isinstance(content, CardUpdate)]
    assert cards == ["handed_back"]
    conversation = await checking.conversation()
    assert (conversation.state, conversation.case) == (State.BOT, None)


async def test_a_case_waits_for_its_last_draft(checking: DeskOffice) -> None:
    await drafted(checking, Reason.ANSWER_CHECK, "d2")
    await checking.desk(Kind.SEND_DRAFT, target_id="d1:1")
    assert (await checking.case()).state is CaseState.WAITING
    await checking.desk(Kind.EDIT_DRAFT, "The same, in short.", target_id="d2:1")
    assert (await checking.case()).state is CaseState.HANDED_BACK


async def test_a_case_that_somebody_took_stays_theirs(checking: DeskOffice) -> None:
    await checking.desk(Kind.MESSAGE, "I am looking.")
    await checking.desk(Kind.SEND_DRAFT, target_id="d1:2")
    assert (await checking.case()).state is CaseState.TAKEN


async def test_a_draft_of_another_case_is_not_reached_from_here(waiting: DeskOffice) -> None:
    await waiting.desk(Kind.SEND_DRAFT, target_id="d9:1")
    assert await of_desk(waiting) == ["Not done: Ana Specialist pressed Send, but there is no such draft in this case."]


async def test_a_draft_of_an_older_case_is_marked_in_its_own_thread(waiting: DeskOffice) -> None:
    async with waiting.store.write() as work:
        case = await work.escalations.get(CaseNumber(1001))
        new = await work.escalations.open(
            case.conversation, Reason.DISPUTE, "", "console", waiting.clock.now(), patient="", claim="", payer=""
        )
        parcels = await drafts.outrun(work, new, "Older.")
    assert [parcel.address for parcel in parcels] == ["1001"]


def test_a_press_counts_only_on_the_version_that_is_shown() -> None:
    draft = KeptDraft(Draft(MessageId("d1"), TEXT, NOON, version=3), ConversationId("c1"), CaseNumber(1001))
    assert refusal(draft, "3", CaseNumber(1001)) is None
    assert refusal(draft, "2", CaseNumber(1001)) is not None
    assert refusal(draft, "", CaseNumber(1001)) is not None
    assert refusal(draft, "3", CaseNumber(1002)) == refusal(None, "3", CaseNumber(1001))


async def test_of_two_presses_at_once_one_is_sent(waiting: DeskOffice) -> None:
    for sender in (BEN, ANA):
        press = inbound(f"press-{sender.id}", "", channel="console", address=Address("t1"), surface=Surface.DESK)
        assert await waiting.accept(replace(press, kind=Kind.SEND_DRAFT, sender=sender, target_id="d1:1"))
    for _ in range(2):
        await waiting.surfaces.handle(await waiting.claim())
    sent = await waiting.sent()
    assert [where for where, content in sent if isinstance(content, Post)] == ["patient", "desk"]
    assert (await kept(waiting)).by == "Ben Specialist"
