"""What a model does for the desk, on the real store: summaries, translations, drafts on request."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.ids import Address
from bot.domain.messages import Draft, DraftState, Kind, Post, Surface
from bot.engine import notices
from bot.engine.desk_help import SUMMARY, TRANSLATION
from bot.llm.model import OpenAICompatible
from bot.store.unit_of_work import SqlStore, open_store
from tests.fakes.desk_office import DeskOffice
from tests.fakes.messages import inbound
from tests.fakes.scripted_model import Play, ScriptedModel, answer, form
from tests.fakes.turns import PROOF

SUMMED = form(
    "CaseSummary",
    asked="Wants to appeal [[1]].",
    checked="Nothing was looked up.",
    unknown="Why they disagree.",
    next_step="Read the decision with them.",
)


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[SqlStore]:
    opened = await open_store(sqlite_url)
    yield opened
    await opened.close()


@pytest.fixture
async def office(store: SqlStore, model: OpenAICompatible) -> DeskOffice:
    return DeskOffice(store, model=model)


async def lines(office: DeskOffice) -> list[str]:
    """The internal lines that reached the desk."""
    return [c.text for where, c in await office.sent() if where == "desk" and isinstance(c, Post) and c.internal]


def translated(*texts: str) -> Play:
    return form("Translation", texts=list(texts))


async def test_a_new_case_brings_a_summary_that_is_marked(server: ScriptedModel, office: DeskOffice) -> None:
    server.play(SUMMED)

    await office.say("I want to appeal 45012-A, my name is Wanda Testcase, phone 208-555-0142")

    [summary] = await lines(office)
    assert summary.splitlines() == [
        SUMMARY,
        "",
        "- Asked: Wants to appeal 45012-A.",
        "- Checked: Nothing was looked up.",
        "- Unknown: Why they disagree.",
        "- Suggested next step: Read the decision with them.",
    ]
    assert all(word not in server.sent for word in ("45012", "Wanda", "Testcase", "0142"))


@pytest.mark.parametrize("bad", ["Owes $900.00.", "Decided on 3/4/2026.", "See https://evil.example", "About [[9]]."])
async def test_a_summary_that_invents_is_left_out(bad: str, server: ScriptedModel, office: DeskOffice) -> None:
    server.play(form("CaseSummary", asked=bad, checked="", unknown="", next_step=""))

    await office.say("I want to appeal 45012-A")

    assert await lines(office) == []
    assert server.requests


async def test_a_model_that_fails_leaves_the_case_as_it_is(server: ScriptedModel, office: DeskOffice) -> None:
    server.play(Play(status=500))

    await office.say("Quiero apelar el reclamo 45012-A")

    assert await lines(office) == []
    assert (await office.case()).case


async def test_the_desk_reads_a_patients_spanish_beside_the_original(server: ScriptedModel, office: DeskOffice) -> None:
    server.play(translated("I want to appeal claim [[1]]"), Play(status=500), translated("It was not $20.00"))

    await office.say("Quiero apelar el reclamo 45012-A")
    first = await lines(office)
    await office.say("No era de $20.00")

    assert first == [f"{TRANSLATION} I want to appeal claim 45012-A"]
    assert await lines(office) == [f"{TRANSLATION} It was not $20.00"]


@pytest.mark.parametrize("bad", ["It was not $30.00", "It was $20.00", "It was not $20.00 [[1]]", ""])
async def test_a_translation_that_changes_more_than_the_language_is_left_out(
    bad: str, server: ScriptedModel, office: DeskOffice
) -> None:
    server.play(Play(status=500))
    await office.say("Quiero apelar el reclamo 45012-A")
    await office.sent()
    server.play(translated(bad))

    await office.say("No era de $20.00")

    assert await lines(office) == []


async def test_a_specialists_reply_goes_out_in_spanish_and_says_so(server: ScriptedModel, office: DeskOffice) -> None:
    server.play(Play(status=500))
    await office.say("Quiero apelar el reclamo 45012-A")
    await office.sent()
    server.play(translated("Recibimos su pregunta sobre [[1]] el 2 de octubre de 2026."))

    await office.desk(Kind.REPLY_TRANSLATED, "We got your question about 45012-A on October 2, 2026.")

    sent = await office.sent()
    patient = next(c for where, c in sent if where == "patient" and isinstance(c, Post))
    assert patient.text == (
        f"Recibimos su pregunta sobre 45012-A el 2 de octubre de 2026.\n\n_{notices.TRANSLATED['es']}_"
    )
    assert patient.author.name == "Ana Specialist"
    shown = [c.text for where, c in sent if where == "desk" and isinstance(c, Post)]
    assert shown[0].startswith("Sent in the patient's language, translated by a model:\n\nRecibimos su pregunta")
    assert "45012" not in server.sent


@pytest.mark.parametrize(
    ("play", "why"),
    [
        (translated("Recibimos su pago de $500.00."), "a figure differs"),
        (translated("No recibimos su pago de $50.00."), "a “not” differs"),
        (translated("uno", "dos"), "the model did not keep to the form"),
        (Play(status=429), "the model's server answered 429"),
    ],
)
async def test_what_cannot_be_translated_well_is_not_sent(
    play: Play, why: str, server: ScriptedModel, office: DeskOffice
) -> None:
    server.play(Play(status=500))
    await office.say("Quiero apelar el reclamo 45012-A")
    await office.sent()
    server.play(play)

    await office.desk(Kind.REPLY_TRANSLATED, "We received your payment of $50.00.")

    [line] = await lines(office)
    assert line.startswith("Not sent, and the patient has seen nothing: ")
    assert why in line


async def test_english_needs_no_translation(server: ScriptedModel, office: DeskOffice) -> None:
    server.play(Play(status=500))
    await office.say("I want to appeal 45012-A")
    await office.sent()

    await office.desk(Kind.REPLY_TRANSLATED, "Hello.")

    assert "the patient writes English" in (await lines(office))[0]


async def test_without_a_model_nothing_is_translated_and_drafts_are_still_made(store: SqlStore) -> None:
    plain = DeskOffice(store)
    await plain.say("Hay un error en la factura, quiero apelar. I pay a balance in monthly parts")
    await plain.sent()

    await plain.desk(Kind.REPLY_TRANSLATED, "Hello.")
    await plain.desk(Kind.DRAFT_REPLY)

    sent = [c for _, c in await plain.sent()]
    assert any("no language model is set up here" in c.text for c in sent if isinstance(c, Post))
    [draft] = [c for c in sent if isinstance(c, Draft)]
    assert "> You can pay a balance in monthly parts." in draft.text


async def test_a_draft_on_request_answers_what_was_asked_last(server: ScriptedModel, office: DeskOffice) -> None:
    server.play(answer(answered=False))
    await office.say(f"Where is 45012-A? I am {PROOF}")
    await office.say("I want to appeal 45012-A")
    await office.say("and where is claim 45012-A now?")
    await office.desk(Kind.TAKE_OVER)
    await office.sent()
    working = {
        "text": "The plan is still working on [claim 1].",
        "passage": "p1",
        "quote": "still working on your claim",
    }
    server.play(answer(working))

    await office.desk(Kind.DRAFT_REPLY)
    [draft] = [c for _, c in await office.sent() if isinstance(c, Draft)]

    assert (draft.state, draft.text.splitlines()[:2]) == (
        DraftState.OPEN,
        ["**Claim 45012-A: In process**", "The plan is still working on 45012-A [1]."],
    )
    await office.desk(Kind.SEND_DRAFT, target_id=draft.handle)
    assert draft.text in (await office.heard())[0]


async def test_where_nothing_answers_there_is_no_draft(server: ScriptedModel, office: DeskOffice) -> None:
    server.play(Play(status=500))
    await office.say("I want to talk to a person")
    await office.sent()

    await office.desk(Kind.DRAFT_REPLY)

    assert await lines(office) == ["No draft: neither a look-up nor the documents answer what was asked last."]


async def test_a_wish_in_an_unknown_thread_comes_to_nothing(office: DeskOffice) -> None:
    await office.desk(Kind.DRAFT_REPLY, thread="t9")

    assert await office.sent() == []


async def test_giving_up_tells_the_desk(server: ScriptedModel, office: DeskOffice) -> None:
    server.play(Play(status=500))
    await office.say("I want to appeal")
    await office.sent()
    message = inbound("d9", channel="console", address=Address("t1"), surface=Surface.DESK, kind=Kind.DRAFT_REPLY)
    await office.accept(message)

    await office.surfaces.give_up(await office.claim(), "it broke")

    assert "This was not carried out (draft_reply): it broke." in (await lines(office))[0]


async def test_a_fault_in_helping_is_told_and_takes_nothing_back(
    office: DeskOffice, server: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise LookupError

    monkeypatch.setattr(office.desk_help, "_summary", broken)

    await office.say("I want to appeal 45012-A")

    assert office.failed == ["LookupError"]
    assert await office.heard()


async def test_what_is_in_hand_is_left_when_the_desk_stops(server: ScriptedModel, office: DeskOffice) -> None:
    server.play(Play(seconds=5))
    assert office.desk_help
    await office.say("hello")
    office.desk_help.soon((await office.conversation()).id, [], opened=True)

    await office.desk_help.close()

    await office.desk_help.idle()
