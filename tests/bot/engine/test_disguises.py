import pytest

from bot.domain.recognition import EntityKind
from bot.engine.disguises import announcement, find_disguised
from bot.engine.recognise import recognise
from tests.fakes.offices import OFFICE, TODAY

K = EntityKind


def found(text: str) -> list[tuple[EntityKind, str]]:
    return [(e.kind, e.canonical) for e in find_disguised(text, [])]


@pytest.mark.parametrize(
    "text",
    [
        "078/05/1120",
        "078 - 05 - 1120",
        "(078) 05-1120",
        "078-05-\n1120",
        "ssn 0 7 8 0 5 1 1 2 0",
        "ssn is 078 then 05 then 1120",
        "ssn starts with 078, middle 05, ends 1120",
        "soc sec 078051120",
        "ss# 078-051120",
        "my s.s.n. is 078051120",
        "social security number of mine, which you wanted to have: 078051120",
        "nss 078051120",
        "078051120 is my ssn",
        "078051120 (social security)",
        "078 05 1120 es mi seguro social",
        "ssn078051120",
        "my ssn is\n1) 078051120",
    ],
)
def test_a_social_security_number_is_known_in_other_clothes(text: str) -> None:
    assert found(text) == [(K.SSN, "078051120")]


@pytest.mark.parametrize(
    "text", ["the last four of my ssn are 1120", "last 4 of my social is 1120", "ssn ends in 1120"]
)
def test_the_end_of_a_social_security_number_is_no_telephones(text: str) -> None:
    assert found(text) == [(K.SSN, "1120")]


@pytest.mark.parametrize(
    ("text", "kind", "canonical"),
    [
        ("1EG4.TE5.MK73", K.MBI, "1EG4TE5MK73"),
        ("1eg4 - te5 - mk73", K.MBI, "1EG4TE5MK73"),
        ("1 E G 4 T E 5 M K 7 3", K.MBI, "1EG4TE5MK73"),
        ("MBI1EG4TE5MK73", K.MBI, "1EG4TE5MK73"),
        ("my medicare is 1EG4 TE5 MK 73", K.MBI, "1EG4TE5MK73"),
        ("4111/1111/1111/1111", K.CARD, "4111111111111111"),
        ("4111 1111 1111 1111 04/29", K.CARD, "4111111111111111"),
        ("2 of them, 4111  1111  1111  1111", K.CARD, "4111111111111111"),
        ("card 4111 1111 1111 1112", K.CARD, "4111111111111112"),
        ("cvv 123", K.CARD, "123"),
        ("memberid NHP 4471902", K.MEMBER_ID, "NHP 4471902"),
        ("policy:\n1) NHP4471902", K.MEMBER_ID, "NHP4471902"),
        ("NHP-4471902 is my member id", K.MEMBER_ID, "NHP-4471902"),
        ("NHP-4471902 (member)", K.MEMBER_ID, "NHP-4471902"),
        ("afiliado número 4471902", K.MEMBER_ID, "4471902"),
        ("208 - 555 - 0142", K.PHONE, "2085550142"),
        ("208 5550142", K.PHONE, "2085550142"),
        ("tel: 12085550142", K.PHONE, "12085550142"),
        ("phone 2 0 8 5 5 5 0 1 4 2", K.PHONE, "2085550142"),
        ("call 555 0142", K.PHONE, "5550142"),
        ("termina en 01 42", K.PHONE_LAST4, "0142"),
        ("last four of my phone: *0142*", K.PHONE_LAST4, "0142"),
    ],
)
def test_other_private_numbers_are_known_in_other_clothes(text: str, kind: EntityKind, canonical: str) -> None:
    assert found(text) == [(kind, canonical)]


@pytest.mark.parametrize(
    "text",
    [
        "I owe 240.00 since 10/02/2026",
        "check 1234567890123 of 2026",
        "my social worker says that 45 days and 1200 dollars are too much",
        "my insurance paid 1200 in 2026",
        "call me about the 300 from 2025",
        "4111 1111 1111 1112",
        "4 payments of 1111, 1111, 1111 and 1111",
        "between 5 am 2 pm and 3 am 10",
        "a policy of 30 days",
        "CO-16 and N290 on 2026-10-02",
    ],
)
def test_ordinary_figures_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_what_is_taken_is_not_found_again() -> None:
    assert list(find_disguised("078 - 05 - 1120", [(0, 5)])) == []
    assert list(find_disguised("4111  1111  1111  1111", [(0, 5)])) == []


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("hello, my ssn is", "ssn is"),
        ("the last four of my phone number are:", "last four of my phone number are:"),
        ("mi número de miembro es", "miembro es"),
        ("my date of birth is", "birth is"),
        ("my ssn is [social security number]", ""),
        ("is my claim paid?", ""),
        ("", ""),
    ],
)
def test_the_end_of_a_message_says_what_comes_next(text: str, announced: str) -> None:
    assert announcement(text) == announced


@pytest.mark.parametrize(
    ("before", "text", "kept"),
    [
        ("ssn is", "078051120", "[social security number]"),
        ("last four of my ssn", "1120, thanks", "[social security number], thanks"),
        ("birth is", "3/4/2025", "[date of birth]"),
        ("member id", "NHP4471902 and claim 45012-A", "[member ID] and claim 45012-A"),
        ("ssn is", "why do you ask?", "why do you ask?"),
    ],
)
def test_what_was_announced_is_hidden_when_it_comes(before: str, text: str, kept: str) -> None:
    read = recognise(text, OFFICE, TODAY, after=before)
    assert (read.text, read.redacted) == (text, kept)
    assert all(read.text[e.start : e.end] == e.text for e in read.entities)
