from decimal import Decimal

import pytest

from bot.domain.claims import LABELS, ClaimState
from bot.engine.answer import (
    LONGEST_QUOTE,
    cite,
    documents_answer,
    extract,
    fact_names,
    facts,
    joined,
    label,
    place,
    status_answer,
)
from tests.fakes.claims import claim, paid
from tests.fakes.library import passage

ZONE = "America/Boise"


def test_staff_read_the_codes_and_the_office_reads_the_time_of_the_look_up() -> None:
    draft = status_answer(paid(), None, number=0, language="en", zone=ZONE, staff=True)
    assert draft.text == (
        "**Claim 45013-A: Paid**\n"
        "- Insurance: Northwind Health Plan\n"
        "- Date of service: October 2, 2026\n"
        "- Billed: $240.00\n"
        "- Insurance paid: $186.40\n"
        "- You may owe: $20.15\n"
        "- Received by the plan: October 6, 2026\n"
        "- Decided: November 9, 2026\n"
        "- Status category: F1\n"
        "- Codes: CO-45, PR-3, N290\n"
        "\n"
        "_Checked in our billing system on November 23, 2026, 11:00 AM MST._"
    )
    assert draft.citations == ()


def test_a_spanish_reader_hears_spanish_and_knows_that_the_quotation_is_english() -> None:
    wording = passage("Protocol", "Protocol › Paid", "The plan has paid its part of this bill.")
    draft = status_answer(paid(), wording, number=3, language="es", zone=ZONE, staff=False)
    assert draft.text == (
        "**Reclamo 45013-A: Pagado**\n"
        "- Seguro: Northwind Health Plan\n"
        "- Fecha de servicio: 2 de octubre de 2026\n"
        "- Facturado: $240.00\n"
        "- Pagado por el seguro: $186.40\n"
        "- Usted podría deber: $20.15\n"
        "- Recibido: 6 de octubre de 2026\n"
        "- Decidido: 9 de noviembre de 2026\n"
        "\n"
        "_De nuestros documentos, en inglés:_\n"
        "> The plan has paid its part of this bill. [3]\n"
        "\n"
        "_Consultado en nuestro sistema de facturación el 23 de noviembre de 2026, 11:00 MST._"
    )


def test_a_spanish_document_is_not_called_english() -> None:
    wording = passage("Preguntas", "Preguntas › Pagos", "El seguro ya pagó su parte de la factura.")
    draft = documents_answer([wording], "pagos", language="es")
    assert draft.text == "**Preguntas › Pagos**\n> El seguro ya pagó su parte de la factura. [1]"


def test_what_the_system_did_not_say_is_left_out() -> None:
    empty = claim(payer=None, date_of_service=None, billed=None, category="")
    assert facts(empty, "en", staff=False) == []
    assert facts(empty, "en", staff=True) == []


@pytest.mark.parametrize("state", [ClaimState.DENIED, ClaimState.IN_PROCESS, ClaimState.PROCESSED_NO_PAYMENT])
def test_amounts_paid_are_shown_only_where_something_was_paid(state: ClaimState) -> None:
    names = dict(facts(claim(state, paid=Decimal(0), patient_owes=Decimal(0)), "en", staff=False))
    assert "Insurance paid" not in names
    assert "You may owe" not in names


@pytest.mark.parametrize("state", list(ClaimState))
def test_every_state_has_words_in_both_languages(state: ClaimState) -> None:
    assert label(state, "en") == LABELS[state]
    assert label(state, "es")
    assert label(state, "fr") == LABELS[state]


def test_other_languages_read_the_english_names() -> None:
    assert fact_names("fr") == fact_names("en") != fact_names("es")


def test_a_documents_answer_quotes_each_place_under_its_name() -> None:
    one = passage("Payment plans", "Payment plans › How they work", "Monthly parts.\n\n  No interest.", page=4)
    two = passage("Refunds", "Refunds", "Within 30 days.")
    draft = documents_answer([one, two], "plans", language="en")
    assert draft.text == (
        "**Payment plans › How they work**\n> Monthly parts.\n> No interest. [1]\n\n**Refunds**\n> Within 30 days. [2]"
    )
    assert [(c.number, c.passage_id, c.page) for c in draft.citations] == [(1, one.id, 4), (2, two.id, None)]
    assert draft.passages == (one, two)


@pytest.mark.parametrize(
    ("title", "section", "named"),
    [
        ("Appeals", "Appeals › Who handles appeals", "Appeals › Who handles appeals"),
        ("Appeals", "Appeals", "Appeals"),
        ("Appeals", "", "Appeals"),
    ],
)
def test_a_place_is_named_as_a_person_would(title: str, section: str, named: str) -> None:
    assert place(passage(title, section, "")) == named


def test_a_short_passage_is_quoted_whole() -> None:
    assert extract("  One.\nTwo.  ", "two") == "One.\nTwo."


def test_of_a_long_passage_the_part_about_the_question_is_kept_in_its_order() -> None:
    filler = [f"Sentence {n} talks of something else altogether here." for n in range(30)]
    filler[3] = "Refunds are sent by check."
    filler[20] = "Most refunds take ten days."
    text = extract(" ".join(filler), "when do refunds come")
    assert len(text) <= LONGEST_QUOTE + 40
    lines = text.splitlines()
    assert lines.index("Refunds are sent by check.") < lines.index("Most refunds take ten days.")


def test_one_line_that_is_longer_than_a_quotation_is_kept_whole() -> None:
    assert extract("x" * 1000, "anything") == "x" * 1000


def test_joined_drafts_keep_everything_and_skip_empty_texts() -> None:
    one = status_answer(claim(), None, number=0, language="en", zone=ZONE, staff=False)
    two = documents_answer([], "", language="en")
    assert joined([one, two]) == one


def test_a_citation_names_its_passage() -> None:
    source = passage("Appeals", "Appeals › How", "Text.", page=7)
    cited = cite(source, 2, " Text. ")
    assert (cited.number, cited.source, cited.title, cited.section, cited.page, cited.quote) == (
        2,
        "appeals.md",
        "Appeals",
        "Appeals › How",
        7,
        "Text.",
    )
