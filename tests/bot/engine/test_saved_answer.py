"""What a specialist wrote to one patient, made into an answer for everybody."""

from datetime import date

import pytest

from bot.domain.ids import ConversationId, MessageId
from bot.domain.messages import Author, AuthorKind, Kind
from bot.engine.saved_answer import AnswerDrafts, asked_before, impersonal
from bot.ports.library import AnswerDraft
from bot.ports.store import Entry
from tests.fakes.desk_office import DeskOffice
from tests.fakes.offices import NOW, OFFICE

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Hi Rosa, you may pay in parts.", "You may pay in parts."),
        ("Dear Ms. Rosa Delgado:\nyou may pay in parts.", "You may pay in parts."),
        ("Hola Rosa! Puede pagar a plazos.", "Puede pagar a plazos."),
        ("Good morning, you may pay in parts.", "You may pay in parts."),
        ("Hi there is a form for this", "Hi there is a form for this"),
        ("Dear patients may ask", "Dear patients may ask"),
        ("As Mrs. Delgado knows, claim 45012-A was paid.", "As [name] knows, claim …12-A was paid."),
        ("Patients born 03/04/1984 pay.", "[name] born [date of birth] pay."),
        ("Call 208-555-0142 or rosa@example.com.", "Call [phone] or [email]."),
        ("Call us at (208) 555-0100.", "Call us at (208) 555-0100."),
        ("My name is Ana Whitfield, and you may pay in parts.", "My name is [name], and you may pay in parts."),
        ("The SSN is 123-45-6789", "The SSN is [social security number]"),
        ("", ""),
    ],
)
def test_nobody_is_left_in_the_text(text: str, clean: str) -> None:
    assert impersonal(text, OFFICE, TODAY) == clean


def entry(number: int, kind: AuthorKind, text: str) -> Entry:
    return Entry(MessageId(f"m{number}"), ConversationId("c1"), Author(kind, "x"), text, NOW, "web")


def test_the_question_is_what_was_last_asked_before_the_answer() -> None:
    entries = [
        entry(1, AuthorKind.PATIENT, "hello"),
        entry(2, AuthorKind.BOT, "hello"),
        entry(3, AuthorKind.PATIENT, "May I pay in parts?"),
        entry(4, AuthorKind.STAFF, "and from when?"),
        entry(5, AuthorKind.SYSTEM, "Dana has joined"),
        entry(6, AuthorKind.SPECIALIST, "Yes"),
        entry(7, AuthorKind.PATIENT, "Thanks"),
    ]
    assert asked_before(entries, MessageId("m6")) == "May I pay in parts?\nand from when?"
    assert asked_before(entries, MessageId("m1")) == ""


@pytest.mark.parametrize(("quotes", "question"), [(True, "I want to appeal …12-A"), (False, "")])
async def test_a_draft_has_question_and_answer_and_patients_words_only_where_they_may_stand(
    office: DeskOffice, quotes: bool, question: str
) -> None:
    await office.say("I want to appeal 45012-A")
    await office.sent()
    reply = await office.desk(Kind.MESSAGE, "Hi Wanda, send us the letter.")
    drafts = AnswerDrafts(OFFICE, office.store, office.clock, quotes=quotes)
    assert await drafts.of("console", reply.external_id) == AnswerDraft(question, "Send us the letter.")


async def test_only_what_a_specialist_wrote_to_somebody_is_an_answer(office: DeskOffice) -> None:
    asked = await office.say("I want to appeal 45012-A")
    await office.sent()
    note = await office.desk(Kind.NOTE, "She called twice.")
    reply = await office.desk(Kind.MESSAGE, "Send us the letter.")
    await office.desk(Kind.DELETE, target_id=reply.external_id)
    drafts = AnswerDrafts(OFFICE, office.store, office.clock, quotes=True)
    for channel, external_id in (
        ("web", asked.external_id),
        ("console", note.external_id),
        ("console", reply.external_id),
        ("console", "nothing"),
    ):
        assert await drafts.of(channel, external_id) is None
