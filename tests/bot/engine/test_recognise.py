import pytest

from bot.domain.recognition import Entity, EntityKind, Recognised
from bot.engine.recognise import normalise, recognise, redact, redacted_parts
from tests.fakes.offices import OFFICE, TODAY

K = EntityKind


def read(text: str, *, proving: bool = False) -> Recognised:
    return recognise(text, OFFICE, TODAY, proving=proving)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("  a – b — c − d  ", "a - b - c - d"),
        ("４５０１２", "45012"),
        ("a\u200bb\u202ec\x00d\r\ne", "abc\ufffdd\ne"),
        ("one\n\ttwo", "one\n\ttwo"),
        ("\ud800", ""),
    ],
)
def test_a_text_is_put_into_one_form_before_it_is_read(text: str, normal: str) -> None:
    assert normalise(text) == normal


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("my social is 123-45-6789 ok", "my social is [social security number] ok"),
        ("medicare number 1EG4-TE5-MK73", "medicare number [Medicare number]"),
        ("card 4111 1111 1111 1111!", "card [card number]!"),
        ("member id W123456789", "member id [member ID]"),
        ("phone ends in 0142", "phone ends in [phone digits]"),
        ("I was born 3/4/1984", "I was born [date of birth]"),
        ("DOB: March 4, 1984.", "DOB: [date of birth]."),
        ("nací el 4 de marzo de 1984", "nací el [date of birth]"),
        ("3/4/1984 is my birthday", "[date of birth] is my birthday"),
        ("03041984 es mi fecha de nacimiento", "[date of birth] es mi fecha de nacimiento"),
        ("claim 45012-A of 10/02/2026 over $120.00", "claim 45012-A of 10/02/2026 over $120.00"),
    ],
)
def test_private_details_are_taken_out_and_nothing_else(text: str, redacted: str) -> None:
    assert read(text).redacted == redacted


@pytest.mark.parametrize(
    ("text", "births"),
    [
        ("dob 3/4/1984, visit 11/02/2026", ["1984-03-04"]),
        ("visit 11/02/2026, dob 3/4/1984", ["1984-03-04"]),
        ("I was seen on 11/02/2026", []),
        ("11/02/2026", []),
        ("my birthday is 3/4/1984 and my son's is not 3/4/1990", ["1984-03-04", "1990-03-04"]),
        ("Jane Testcase, 3/4/1984", ["1984-03-04"]),
        ("seen 3/4/1984", []),
        ("born 3/4/1984 and seen 10/02/2026 and 10/09/2026", ["1984-03-04"]),
    ],
)
def test_a_date_of_birth_is_told_from_other_dates_by_the_nearest_words(text: str, births: list[str]) -> None:
    assert [e.canonical for e in read(text).of(K.DATE) if e.birth] == births


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Testcase 3/4/1984 0142", {"1984-03-04": True, "0142": K.PHONE_LAST4}),
        ("3/4/1984, 10/02/2026", {"1984-03-04": True, "2026-10-02": False}),
        ("10/02/2026 3/4/1984", {"1984-03-04": True, "2026-10-02": False}),
        ("on 10/02/2026", {"2026-10-02": False}),
        ("dob 3/4/1984 seen 10/02/2026", {"1984-03-04": True, "2026-10-02": False}),
        ("born 3/4/1984, 10/02/2026", {"1984-03-04": True, "2026-10-02": False}),
        ("March 4 1984 0142", {"1984-03-04": True, "0142": K.PHONE_LAST4}),
        ("2085550142", {"2085550142": K.PHONE}),
        ("NHP-4471902", {"NHP-4471902": K.MEMBER_ID}),
        ("123456789", {"123456789": K.MEMBER_ID}),
        ("claim NHP-4471902", {"NHP-4471902": K.CLAIM}),
        ("45012-A", {"45012-A": K.CLAIM}),
        ("25195000123451", {"25195000123451": K.CLAIM}),
        ("1234567", {"1234567": K.POSSIBLE_CLAIM}),
        ("room 12", {"12": K.NUMBER}),
    ],
)
def test_bare_answers_count_as_what_was_asked_for(text: str, kinds: dict[str, bool | EntityKind]) -> None:
    found = read(text, proving=True).entities
    assert {e.canonical: e.birth if e.kind is K.DATE else e.kind for e in found} == kinds


def test_bare_numbers_stay_what_they_are_when_nothing_was_asked() -> None:
    assert [e.kind for e in read("0142 or 123456789").entities] == [K.NUMBER, K.POSSIBLE_CLAIM]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("078051120", "[nine digits]"),
        ("claim 078051120", "claim 078051120"),
        ("900051120", "900051120"),
        ("passport 567890123", "passport [identity document number]"),
        ("my ssn on the form is ***-**-6612", "my ssn on the form is [social security number]"),
    ],
)
def test_what_may_be_a_private_number_is_not_kept_until_it_is_known(text: str, kept: str) -> None:
    assert read(text).redacted == kept


def test_a_word_between_two_numbers_speaks_of_the_one_that_it_announces() -> None:
    found = read("born 12 March 1984, phone ending 0142, member ID NHP-4471902, NHP-4471903 is my member id")
    assert [(e.kind, e.canonical) for e in found.entities[1:]] == [
        (K.PHONE_LAST4, "0142"),
        (K.MEMBER_ID, "NHP-4471902"),
        (K.MEMBER_ID, "NHP-4471903"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("auth number A482119034", [(K.REFERENCE, "A482119034")]),
        ("99214-25", [(K.PROCEDURE_CODE, "99214-25")]),
        ("15-Aug-2025", [(K.DATE, "2025-08-15")]),
        ("batch 0093", [(K.PAYMENT_TRACE, "0093")]),
        ("pull up -01614121777412SZF", [(K.CLAIM, "01614121777412SZF")]),
        ("Medicaid 25097001884213A1", [(K.CLAIM, "25097001884213A1")]),
        ("medicaid 884412093", [(K.MEMBER_ID, "884412093")]),
        ("理赔45132-A处理", [(K.CLAIM, "45132-A")]),
        ("<b>45012-A</b>", [(K.POSSIBLE_CLAIM, "45012-A")]),
        ("45012-A; rm -rf /", [(K.POSSIBLE_CLAIM, "45012-A")]),
        ("45012-A\x00", [(K.MALFORMED_CLAIM, "45012-A")]),
        ("four five oh one two dash A", [(K.POSSIBLE_CLAIM, "45012-A")]),
    ],
)
def test_a_number_is_what_the_words_and_signs_beside_it_say(text: str, expected: list[tuple[K, str]]) -> None:
    assert [(e.kind, e.canonical) for e in read(text).entities] == expected


def test_entities_of_chosen_kinds_come_in_reading_order() -> None:
    found = read("$5.00 for 45012-A on 10/02/2026, 45013-A")
    assert [e.text for e in found.of(K.CLAIM, K.MONEY)] == ["$5.00", "45012-A", "45013-A"]


def test_redaction_works_from_the_left_whatever_the_order() -> None:
    ssn = Entity(K.SSN, "1", "1", 0, 1)
    card = Entity(K.CARD, "2", "2", 2, 3)
    assert redact("1 2 3", [card, ssn]) == "[social security number] [card number] 3"


@pytest.mark.parametrize(
    ("parts", "redacted"),
    [
        (["one"], ["one"]),
        (["", "", "dob", "", "10/02/2026!", ""], ["", "", "dob", "", "[date of birth]!", ""]),
        (["my ssn is", "123-45-6789"], ["my ssn is", "[social security number]"]),
        (["born March 4,", "1984 ok"], ["born [date of birth]", "[date of birth] ok"]),
    ],
)
def test_a_redacted_text_is_parted_into_its_messages_again(parts: list[str], redacted: list[str]) -> None:
    assert redacted_parts(read("\n".join(parts)), parts) == redacted


def test_claim_numbers_are_masked_for_those_who_need_not_see_them() -> None:
    found = read("45012A, 45013-A, claim 12345 and ssn 123-45-6789")
    assert found.masked == "…12-A, …13-A, claim …2345 and ssn [social security number]"


def test_numbers_over_the_limit_are_masked_as_well() -> None:
    assert "450" not in read(" ".join(f"450{n}-A" for n in range(10, 25))).masked
