"""Identifiers are compared by what they are, words without case and accents."""

from dataclasses import replace

from bot.domain.recognition import EntityKind
from bot.engine.reading import without_identifiers
from bot.engine.reading.features import features, words_of
from bot.engine.recognise import recognise
from tests.fakes.offices import OFFICE, TODAY


def test_identifiers_and_told_names_stand_as_their_kind() -> None:
    found = recognise("I'm Rosa Delgado, 45012-A cost $85.00 on 3/4/2026, CO-45", OFFICE, TODAY)

    assert words_of(without_identifiers(found)) == [
        *("i'm", "<name>", "<claim>", "cost", "<money>", "on", "<date>", "<code>"),
    ]


def test_words_are_compared_without_case_and_accents_and_figures_are_alike() -> None:
    assert words_of("¿Dónde está mi FACTURA 12?") == ["donde", "esta", "mi", "factura", "<number>", "?"]


def test_of_two_readings_of_the_same_place_the_first_counts() -> None:
    found = recognise("claim 45012-A", OFFICE, TODAY)
    claim = found.entities[0]
    twice = replace(found, entities=(claim, replace(claim, kind=EntityKind.NUMBER, start=claim.start + 1)))

    assert words_of(without_identifiers(twice)) == ["claim", "<claim>"]


def test_a_text_is_its_words_their_pairs_and_their_pieces() -> None:
    assert list(features("a bill")) == [
        *(("word", "a"), ("word", "bill"), ("word", "a bill")),
        ("piece", " a "),
        *(("piece", " bi"), ("piece", "bil"), ("piece", "ill"), ("piece", "ll ")),
        *(("piece", " bil"), ("piece", "bill"), ("piece", "ill ")),
        *(("piece", " bill"), ("piece", "bill ")),
    ]
