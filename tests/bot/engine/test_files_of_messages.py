"""Files that patients and specialists send each other, from the message to the other side."""

from dataclasses import replace

import pytest

from bot.domain.conversation import State
from bot.domain.escalation import Reason
from bot.domain.ids import Address
from bot.domain.messages import Kind, OpenCase, Post
from bot.domain.routes import Route, Why
from bot.engine import notices
from tests.fakes.desk_office import DeskOffice
from tests.fakes.messages import LETTER
from tests.fakes.offices import ESCALATION
from tests.fakes.turns import Talk

FILES = (LETTER,)


async def carried(office: DeskOffice) -> list[tuple[str, str, int]]:
    return [(where, c.text, len(c.attachments)) for where, c in await office.sent() if isinstance(c, Post)]


async def test_a_file_alone_goes_to_a_person_who_finds_it_in_the_story(office: DeskOffice) -> None:
    await office.say("", attachments=FILES)
    reply, opening = [content for _, content in await office.sent()]
    assert isinstance(reply, Post)
    assert reply.text == ESCALATION["en"]
    assert isinstance(opening, OpenCase)
    assert [post.attachments for post in opening.story] == [FILES, ()]
    assert (await office.case()).reason is Reason.FILE_SENT
    assert (await office.conversation()).state is State.WAITING


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("ssn_078-05-1120.pdf", "ssn_[social security number].pdf"),
        ("dob 03/04/1984 letter.pdf", "dob [date of birth] letter.pdf"),
        ("claim_45012-A_2026-10-02.pdf", "claim_45012-A_2026-10-02.pdf"),
    ],
)
async def test_a_files_name_is_kept_without_private_details(office: DeskOffice, name: str, kept: str) -> None:
    await office.say("", attachments=(replace(LETTER, name=name),), hosted=True)
    asked, _ = await office.transcript()
    assert [file.name for file in asked.attachments] == [kept]
    async with office.store.read() as work:
        [shown] = await work.timeline.since("web", Address("w1"), 0)
    assert [file["name"] for file in shown.data["attachments"]] == [kept]


async def test_words_that_call_a_person_keep_their_own_reason(office: DeskOffice) -> None:
    await office.say("I want to appeal 45012-A", attachments=FILES)
    assert (await office.case()).reason is Reason.APPEAL


async def test_an_emergency_comes_before_a_file() -> None:
    talk = Talk()
    turned = await talk.turn.take("I have chest pain", talk.conversation, files=True)
    assert turned.decision.why is Why.EMERGENCY


async def test_a_file_and_a_look_up_go_to_a_person_together() -> None:
    talk = Talk()
    turned = await talk.turn.take("Where is claim 45012-A?", talk.conversation, files=True)
    assert (turned.decision.route, turned.decision.why) == (Route.HANDOFF, Why.FILE_SENT)


async def test_a_later_file_joins_the_case_that_waits(office: DeskOffice) -> None:
    await office.say("I want to appeal 45012-A")
    await office.sent()
    await office.say("", attachments=FILES)
    added = notices.say(notices.ADDED, "en")
    assert await carried(office) == [("patient", added, 0), ("desk", "", 1), ("desk", added, 0)]


@pytest.mark.parametrize("text", ["Your letter", ""])
async def test_a_specialists_file_reaches_the_patient_with_or_without_words(office: DeskOffice, text: str) -> None:
    await office.say("I want to appeal 45012-A")
    await office.sent()
    await office.desk(Kind.MESSAGE, text, attachments=FILES)
    assert await carried(office) == [("patient", text, 1)]
    assert (await office.transcript())[-1].attachments == FILES


async def test_the_words_of_a_file_may_be_taken_away(office: DeskOffice) -> None:
    await office.say("I want to appeal 45012-A")
    await office.sent()
    sent = await office.desk(Kind.MESSAGE, "Your letter", attachments=FILES)
    await office.sent()
    await office.desk(Kind.EDIT, "", target_id=sent.external_id)
    [(where, revision)] = await office.sent()
    assert (where, revision.type, getattr(revision, "text", None)) == ("patient", "revision", "")


async def test_a_reply_that_is_taken_back_takes_its_file_with_it(office: DeskOffice) -> None:
    await office.say("I want to appeal 45012-A")
    await office.sent()
    async with office.store.write() as work:
        await work.files.keep(LETTER.id, b"%PDF", office.clock.now())
    sent = await office.desk(Kind.MESSAGE, "Your letter", attachments=FILES)
    await office.desk(Kind.DELETE, target_id=sent.external_id)
    async with office.store.read() as work:
        assert await work.files.read(LETTER.id) is None
