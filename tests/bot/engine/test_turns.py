"""What one turn leaves in the store, and what it sends."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.conversation import Conversation, State
from bot.domain.errors import Conflict
from bot.domain.escalation import CaseState, Reason
from bot.domain.ids import Address
from bot.domain.messages import AuthorKind, Kind, OpenCase, Post, Sender, Surface
from bot.domain.routes import Route
from bot.engine import notices
from bot.ports.store import InboxBatch
from tests.fakes.desk_office import DeskOffice
from tests.fakes.messages import inbound
from tests.fakes.offices import ESCALATION
from tests.fakes.turns import PROOF


async def test_a_repeat_of_a_message_is_accepted_once(office: DeskOffice) -> None:
    assert await office.accept(inbound("e1"))
    assert not await office.accept(inbound("e1"))


async def test_each_turn_is_seen_by_whoever_measures_it(office: DeskOffice) -> None:
    await office.say("I want to appeal 45012-A")
    assert [turned.decision.route for turned in office.observed] == [Route.HANDOFF]


async def test_one_message_becomes_a_transcript_a_reply_tags_and_a_trace(office: DeskOffice) -> None:
    message = await office.say(f"Where is 45012-A? I am {PROOF}")
    asked, answered = await office.transcript()
    assert (asked.author.kind, asked.author.name, asked.external_id) == (
        AuthorKind.PATIENT,
        "Wanda Testcase",
        message.external_id,
    )
    assert asked.text == "Where is 45012-A? I am [name], born [date of birth], phone ends in [phone digits]"
    assert answered.author.kind is AuthorKind.BOT
    assert [c.number for c in answered.citations] == [1]
    conversation = await office.conversation()
    assert conversation.version == 1
    assert conversation.verified is not None
    async with office.store.read() as work:
        assert "state:in_process" in await work.conversations.tags(conversation.id)
        trace = await work.transcript.trace(answered.id)
        assert trace is not None
        assert trace["route"] == "lookup"
        audit = await work.audit.of(conversation.id)
    assert [(line["actor"], line["action"]) for line in audit] == [("Wanda Testcase", "claim_disclosed")]
    assert await office.heard() == [answered.text]
    assert office.typed == ["w1"]


async def test_several_quick_messages_are_one_turn_and_are_redacted_together(office: DeskOffice) -> None:
    await office.say("where is 45012-A?", "Jane Testcase, born", "03/04/1984", "phone ends in", "0142")
    texts = [entry.text for entry in await office.transcript()]
    assert texts[:5] == [
        "where is 45012-A?",
        "[name], born",
        "[date of birth]",
        "phone ends in",
        "[phone digits]",
    ]
    assert texts[5].startswith("**Claim 45012-A: In process**")
    assert len(texts) == 6


async def test_a_handoff_opens_a_case_with_the_whole_story(office: DeskOffice) -> None:
    await office.say("hello")
    await office.say("I want to appeal 45012-A")
    (_, hello), (_, reply), (where, opening) = await office.sent()
    assert (hello.type, reply.type, where) == ("post", "post", "desk")
    assert isinstance(opening, OpenCase)
    assert [post.text for post in opening.story] == [
        "hello",
        notices.SMALL_TALK["en"],
        "I want to appeal 45012-A",
        ESCALATION["en"],
    ]
    card = opening.card
    assert (card.reason, card.patient, card.claim, card.state) == ("Appeal", "Not verified", "…12-A", "waiting")
    assert "about:appeal" in card.tags
    case = await office.case()
    assert (case.reason, case.state, case.desk, case.thread) == (Reason.APPEAL, CaseState.WAITING, "console", "t1")
    assert (await office.conversation()).state is State.WAITING


async def test_what_is_said_while_a_case_is_open_arrives_in_its_thread(office: DeskOffice) -> None:
    await office.say("I want to appeal")
    await office.sent()
    await office.say("hello?", "anybody?")
    desk = [c.text for where, c in await office.sent() if where == "desk" and isinstance(c, Post)]
    assert desk[:2] == ["hello?", "anybody?"]
    assert len(desk) == 3


async def test_private_details_of_a_hosted_channel_do_not_stay_on_its_timeline(office: DeskOffice) -> None:
    await office.say("my ssn is 123-45-6789", hosted=True)
    await office.say("my dob is 3/4/1984", kind=Kind.EDIT, target_id="m1", hosted=True)
    await office.say("hello", hosted=True)
    async with office.store.read() as work:
        events = await work.timeline.since("web", Address("w1"), 0)
    assert [(event.kind, event.data["text"]) for event in events] == [
        ("message", "my ssn is [social security number]"),
        ("edit", "my dob is [date of birth]"),
        ("message", "hello"),
    ]


async def test_failed_proofs_are_counted_and_lock_the_claim_for_every_session(office: DeskOffice) -> None:
    wrong = "45012-A Jane Testcase, born 03/04/1984, phone ends in 0143"
    for visitor in range(5):
        await office.say(
            wrong, address=Address(f"w{visitor}"), sender=Sender(f"v{visitor}", origin=f"192.0.2.{visitor}")
        )
    await office.sent()
    await office.say(f"45012-A {PROOF}", address=Address("w9"), sender=Sender("v9"))
    assert (await office.heard())[0].startswith(notices.LOCKED["en"])
    office.clock.advance(timedelta(days=1, seconds=1))
    await office.say(f"45012-A {PROOF}", address=Address("w10"), sender=Sender("v10"))
    assert (await office.heard())[0].startswith("**Claim 45012-A")


async def test_one_network_address_is_locked_whatever_number_it_tries(office: DeskOffice) -> None:
    for visitor in range(10):
        await office.say(
            f"4600{visitor}-A Jane Testcase, born 03/04/1984, phone ends in 0143",
            address=Address(f"w{visitor}"),
            sender=Sender(f"v{visitor}", origin="192.0.2.1"),
        )
    await office.sent()
    await office.say(f"45012-A {PROOF}", address=Address("w20"), sender=Sender("v20", origin="192.0.2.1"))
    assert (await office.heard())[0].startswith(notices.LOCKED["en"])
    await office.say(f"45012-A {PROOF}", address=Address("w21"), sender=Sender("v21", origin="192.0.2.2"))
    assert (await office.heard())[0].startswith("**Claim 45012-A")


async def test_staff_keep_their_bot_while_a_case_of_theirs_is_open(office: DeskOffice) -> None:
    staff = {"surface": Surface.STAFF, "sender": Sender("U-desk")}
    await office.say("45014-A", **staff)
    assert (await office.conversation()).state is State.BOT
    assert (await office.transcript())[0].author.name == "Front desk"
    await office.sent()
    await office.say("45012-A", **staff)
    desk = [content for where, content in await office.sent() if where == "desk"]
    assert len(desk) == 2


@pytest.mark.parametrize("kind", [Kind.EDIT, Kind.DELETE])
async def test_a_patients_own_message_can_be_changed_and_the_desk_sees_it(office: DeskOffice, kind: Kind) -> None:
    written = await office.say("I want to appeal, ssn 123-45-6789")
    await office.sent()
    await office.say("I want an appeal, born 03/04/1984", kind=kind, target_id=written.external_id)
    expected = "I want an appeal, born [date of birth]" if kind is Kind.EDIT else ""
    assert (await office.transcript())[0].text == expected
    assert [(where, content.type) for where, content in await office.sent()] == [
        ("desk", "revision" if kind is Kind.EDIT else "retraction")
    ]


@pytest.mark.parametrize("kind", [Kind.EDIT, Kind.DELETE])
async def test_nobody_changes_what_the_bot_or_somebody_else_wrote(office: DeskOffice, kind: Kind) -> None:
    other = await office.say("mine", address=Address("w2"))
    await office.say("hello")
    bots = (await office.transcript())[1]
    before = await office.transcript()
    await office.sent()
    for target in (bots.id, other.external_id, "nothing", None):
        await office.say("changed", kind=kind, target_id=target)
    assert await office.transcript() == before
    async with office.store.read() as work:
        theirs = await work.conversations.find("web", Address("w2"))
        assert theirs is not None
        assert (await work.transcript.of(theirs.id))[0].text == "mine"
    assert await office.sent() == []


async def test_a_message_that_was_deleted_stays_deleted(office: DeskOffice) -> None:
    written = await office.say("hello")
    await office.say("", kind=Kind.DELETE, target_id=written.external_id)
    await office.say("hello again", kind=Kind.EDIT, target_id=written.external_id)
    assert (await office.transcript())[0].text == ""


async def test_a_message_whose_deletion_is_undone_stands_again_and_the_desk_sees_it(office: DeskOffice) -> None:
    written = await office.say("I want to appeal, born 03/04/1984")
    await office.say("", kind=Kind.DELETE, target_id=written.external_id)
    await office.sent()
    for _ in range(2):
        await office.say("I want to appeal, born 03/04/1984", kind=Kind.RESTORE, target_id=written.external_id)
    assert (await office.transcript())[0].text == "I want to appeal, born [date of birth]"
    assert [(where, content.type) for where, content in await office.sent()] == [("desk", "revision")]


async def move(office: DeskOffice) -> None:
    """Somebody else writes the conversation while a turn is computed."""
    async with office.store.write() as work:
        conversation = await work.conversations.find("web", Address("w1"))
        assert conversation is not None
        await work.conversations.save(replace(conversation, recent_claims=("45013-A",)))


async def test_a_turn_is_taken_again_when_the_conversation_moved(office: DeskOffice) -> None:
    await office.say("hello")
    times = []

    async def moving(conversation: Conversation, _: str) -> None:
        times.append(conversation.version)
        if len(times) == 1:
            await move(office)

    office.turns._typing = moving
    await office.say("thanks")
    assert times == [1, 2]
    assert [e.text for e in await office.transcript()] == [
        "hello",
        notices.SMALL_TALK["en"],
        "thanks",
        notices.THANKS["en"],
    ]
    assert (await office.conversation()).recent_claims == ("45013-A",)


async def test_a_conversation_that_keeps_moving_is_left_to_the_worker(office: DeskOffice) -> None:
    await office.say("hello")

    async def moving(conversation: Conversation, _: str) -> None:
        await move(office)

    office.turns._typing = moving
    with pytest.raises(Conflict):
        await office.say("thanks")
    assert len(await office.transcript()) == 2


async def given_up(office: DeskOffice, text: str, **changes: object) -> InboxBatch:
    await office.accept(inbound("lost", text, **changes))
    batch = await office.claim()
    for _ in range(2):
        await office.surfaces.give_up(batch, "it took too long")
    return batch


async def test_what_cannot_be_answered_goes_to_a_person_once(office: DeskOffice) -> None:
    await given_up(office, "where is 45012-A? ssn 123-45-6789", hosted=True)
    sent = await office.sent()
    sorry = f"{notices.FAILED_TURN['en']} {ESCALATION['en']}"
    assert [(where, content.type) for where, content in sent] == [("patient", "post"), ("desk", "open_case")]
    assert [entry.text for entry in await office.transcript()] == [
        "where is 45012-A? ssn [social security number]",
        sorry,
    ]
    case = await office.case()
    assert case.summary == (
        "Look-up failed. Asked: “where is …12-A? ssn [social security number]” The bot failed: it took too long."
    )
    assert (await office.conversation()).state is State.WAITING
    async with office.store.read() as work:
        (event,) = await work.timeline.since("web", Address("w1"), 0)
    assert "123-45-6789" not in str(event.data)


async def test_what_cannot_be_answered_while_a_case_is_open_is_said_in_its_thread(office: DeskOffice) -> None:
    await office.say("I want to appeal")
    await office.sent()
    await given_up(office, "and my bill?")
    assert [where for where, _ in await office.sent()] == ["patient", "desk", "desk"]
    with pytest.raises(KeyError):
        await office.case(1002)


async def test_staff_keep_their_bot_when_it_failed(office: DeskOffice) -> None:
    await given_up(office, "45012-A", surface=Surface.STAFF)
    assert (await office.conversation()).state is State.BOT
    assert (await office.case()).reason is Reason.LOOKUP_FAILED


async def test_what_no_database_can_keep_is_left_out_and_the_rest_is_answered(office: DeskOffice) -> None:
    await office.say("how do payment \x00plans \ud83d work?")
    asked, answered = await office.transcript()
    assert asked.text == "how do payment plans ? work?"
    assert answered.citations


async def test_who_may_go_on_writing_is_answered_once_for_all_of_it(office: DeskOffice) -> None:
    for number in range(3):
        await office.accept(inbound(f"q{number}", "hello", goes_on=True))
    async with office.store.write() as work:
        assert await work.inbox.claim(office.clock.now(), timedelta(seconds=90)) is None
    office.clock.advance(timedelta(seconds=1))
    await office.surfaces.handle(await office.claim())
    assert len(await office.heard()) == 1


async def test_who_of_the_staff_asked_about_which_claim_is_kept_masked(office: DeskOffice) -> None:
    fran = Sender("U-fran", "Fran")
    await office.say("Where are 45012-A and 77777-Z?", surface=Surface.STAFF, sender=fran)
    async with office.store.read() as work:
        audit = await work.audit.of((await office.conversation()).id)
    asked = [(line["actor"], line["detail"]) for line in audit if line["action"] == "claim_asked"]
    assert asked == [
        ("Fran", {"claim": "…12-A", "found": True, "by": "U-fran"}),
        ("Fran", {"claim": "…77-Z", "found": False, "by": "U-fran"}),
    ]
