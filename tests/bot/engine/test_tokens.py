"""Identifiers stay here while a text is translated, and come back in their places."""

import pytest

from bot.engine.tokens import Tokens, invented, translation_faults
from tests.fakes.offices import OFFICE, TODAY


@pytest.mark.parametrize(
    ("text", "private", "kept"),
    [
        ("Claim 45012-A of 10/02/2026 cost $240.00", ("45012",), ("10/02/2026", "$240.00")),
        ("I am Jane Testcase, born 03/04/1984", ("Jane", "Testcase", "1984"), ("I am",)),
        ("Call 208-555-0142 or jane@example.org", ("0142", "jane"), ("Call",)),
        ("My SSN is 078-05-1120, code CO-16, ref 99887766554", ("1120", "99887766554"), ("CO-16",)),
        ("Please look at my claim 45012-A: Wanda", ("45012",), ("Please look at my claim",)),
    ],
)
def test_identifiers_stand_as_tokens(text: str, private: tuple[str, ...], kept: tuple[str, ...]) -> None:
    tokens = Tokens(OFFICE, TODAY)

    sent = tokens.taken_out(text)

    assert [word for word in private if word in sent] == []
    assert [word for word in kept if word not in sent] == []
    assert tokens.put_back(sent) == text


def test_tokens_count_on_over_several_texts() -> None:
    tokens = Tokens(OFFICE, TODAY)

    assert [tokens.taken_out("45012-A"), tokens.taken_out("45013-A")] == ["[[1]]", "[[2]]"]
    assert tokens.put_back("[[2]], [[1]]") == "45013-A, 45012-A"


@pytest.mark.parametrize(
    ("original", "translated", "faults"),
    [
        ("It took 30 days.", "Tardó 30 días.", []),
        ("Not on October 2, 2026, [[1]]", "No el 2 de octubre de 2026, [[1]]", []),
        ("See https://a.example", "Vea https://a.example", []),
        ("It took 30 days.", "Tardó 30 semanas.", ["a measure differs"]),
        ("About [[1]]", "Sobre", ["an identifier differs"]),
        ("Hello", "Hola https://a.example", ["a link was added"]),
        ("Vea [el caso](https://a.example)", "See [the case](https://a.example)", ["a link is dressed up"]),
        ("A sentence that is rather long, to be compared", "Corta", ["the length does not fit"]),
        ("Hello", " ", ["it is empty"]),
        ("Please call by March 3.", "Por favor llame antes del 3 de marzo.", []),
        ("Please call by March 3.", "Por favor llame antes del 3 de abril.", ["a month differs"]),
        ("We call you on Monday in the morning.", "Le llamamos el lunes por la mañana.", []),
        ("We call you on Monday.", "Le llamamos el martes.", ["a day of the week differs"]),
        ("Your claim was denied by the plan.", "El plan rechazó su reclamo.", []),
        ("Your claim was denied by the plan.", "Su reclamo fue pagado por el plan.", ["a state differs"]),
        ("It was paid, and we look at it.", "Fue pagado y lo revisamos; fue aprobado.", []),
        ("You owe us the rest of it.", "Le debemos el resto.", ["who owes differs"]),
        ("We got your letter about it.", "We got your letter about it.", ["it is not in their language"]),
    ],
)
def test_a_translation_changes_the_language_only(original: str, translated: str, faults: list[str]) -> None:
    into = "en" if original.startswith("Vea") else "es"
    assert translation_faults(original, translated, into) == faults


def test_what_nobody_said_is_named() -> None:
    known = "Paid $20.00 on October 2, 2026 for [[1]]"

    assert invented("Paid $20.00 on October 2, 2026 for [[1]]", known) == []
    assert invented("Paid $25.00 on May 2, 2026 for [[3]], www.a.example", known) == [
        "2026-05-02",
        "$25.00",
        "3",
        "a link",
    ]
