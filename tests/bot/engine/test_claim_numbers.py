import pytest

from bot.domain.policy import ClaimNumberFormat
from bot.domain.recognition import Entity, EntityKind
from bot.engine.recognise import recognise
from tests.fakes.offices import OFFICE, TODAY, office

K = EntityKind
LEADING_LETTERS = ClaimNumberFormat(r"[A-Z]{2}-\d{6}", "BW-123456", "two letters, a hyphen and six digits")
NUMBERS = {K.CLAIM, K.POSSIBLE_CLAIM, K.MALFORMED_CLAIM}


def numbers(text: str) -> list[tuple[EntityKind, str]]:
    return [(e.kind, e.canonical) for e in recognise(text, OFFICE, TODAY).entities if e.kind in NUMBERS]


def claims(text: str) -> tuple[str, ...]:
    return recognise(text, OFFICE, TODAY).claim_numbers


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("45012-A", "45012-A"),
        ("45012-a", "45012-A"),
        ("45012A", "45012-A"),
        ("45012 A", "45012-A"),
        ("45012–A", "45012-A"),
        ("４５０１２-Ａ", "45012-A"),
        ("45012-A\u202e", "45012-A"),
        ("450\u200b12-A", "45012-A"),
        ("25195000123451", "25195000123451"),
        ("9322320112345", "9322320112345"),
        ("FE12345678", "FE12345678"),
        ("fe12345678", "FE12345678"),
        ("I-57258454", "I-57258454"),
        ("94060555410000", "94060555410000"),
        ("0123456789", "0123456789"),
        ("94-60555-410000", "94-60555-410000"),
        ("E7KLM93XX00", "E7KLM93XX00"),
        ("99999-Z", "99999-Z"),
        ("claim -01614121123648SZF", "01614121123648SZF"),
        ("Claim - 01614121123648SZF status", "01614121123648SZF"),
        ("claim number 123456", "123456"),
        ("acct 1234567", "1234567"),
        ("reclamo número 7654321", "7654321"),
        ("#7654321", "7654321"),
        ("ICN is 1114100351480", "1114100351480"),
    ],
)
def test_a_claim_number_is_read_in_every_spelling(written: str, canonical: str) -> None:
    assert claims(written) == (canonical,)


@pytest.mark.parametrize(
    "written",
    [
        "25366000123451",
        "2085550142",
        "1234567893",
        "W123456789",
        "45012-A'); DROP TABLE claims;--",
        "45012-A; drop table claims",
        "45012-A' OR '1'='1",
        "1234567",
        "45012",
        "20250701",
        "(4501)",
        "4SO12-A",
        "45012-А",
    ],
)
def test_what_could_be_something_else_is_asked_about(written: str) -> None:
    assert [kind for kind, _ in numbers(written)] == [K.POSSIBLE_CLAIM]


def test_a_named_number_that_only_looks_like_code_is_still_a_claim() -> None:
    assert claims("claim 45012-A'); DROP TABLE claims;--") == ("45012-A",)


def test_a_slip_of_the_keyboard_is_offered_in_the_form_that_the_office_writes() -> None:
    assert numbers("O45O12-A or l5012-A") == [
        (K.POSSIBLE_CLAIM, "O45O12-A"),
        (K.POSSIBLE_CLAIM, "15012-A"),
    ]


@pytest.mark.parametrize("written", ["45012-A%00", "45012-A=1", "9" * 52, "claim 4501-A", "claim 45012"])
def test_what_cannot_be_one_is_called_malformed(written: str) -> None:
    assert [kind for kind, _ in numbers(written)] == [K.MALFORMED_CLAIM]


@pytest.mark.parametrize(
    "written",
    [
        "7-1-25",
        "208-555-0142",
        "123-45-6789",
        "12-3456789",
        "1EG4-TE5-MK73",
        "83720-0036",
        "D1120",
        "F41.1",
        "CO-45",
        "1144.21",
        "4111 1111 1111 1111",
        "covid-19",
        "a 30-day supply",
        "20-minutes",
        "I have claims 2 weeks old",
        "in 2024-2025",
        "zip 45012 I live there",
        "at 9am-5pm",
    ],
)
def test_what_is_something_else_is_never_a_claim_number(written: str) -> None:
    assert numbers(written) == []


def test_all_the_numbers_of_a_message_are_read_in_order_and_once() -> None:
    assert claims("need status on 45012-A, 45013-A and 45020-B, and again 45012A") == ("45012-A", "45013-A", "45020-B")


@pytest.mark.parametrize(
    "text",
    ["45012-A, sorry, I meant 45013-A", "45012-A no make that 45013-A", "45012-A, quise decir 45013-A"],
)
def test_a_number_that_was_taken_back_is_left_out(text: str) -> None:
    assert claims(text) == ("45013-A",)


def test_no_more_numbers_are_kept_than_one_message_may_ask_for() -> None:
    found = recognise(" ".join(f"450{n}-A" for n in range(10, 25)), OFFICE, TODAY)
    assert len(found.claim_numbers) == OFFICE.lookups.most_per_message
    assert found.over_limit


def test_an_office_can_write_its_numbers_another_way() -> None:
    found = recognise("bw 123456? BW123456! 45012-A", office(claim_numbers=(LEADING_LETTERS,)), TODAY)
    assert [(e.kind, e.canonical) for e in found.entities] == [
        (K.POSSIBLE_CLAIM, "123456"),
        (K.CLAIM, "BW-123456"),
        (K.POSSIBLE_CLAIM, "45012-A"),
    ]


def test_an_entity_knows_where_it_stands() -> None:
    found = recognise("Where is 45012-a?", OFFICE, TODAY)
    assert found.entities == (Entity(K.CLAIM, "45012-a", "45012-A", 9, 16),)


@pytest.mark.parametrize("written", ["87726", "+12085550142", "450", "19840304", "45012 or 45013", "I live in 45012"])
def test_what_is_explained_or_too_short_is_not_asked_about(written: str) -> None:
    assert numbers(written) == []


@pytest.mark.parametrize("written", ["45012-A/../admin", "../45012-A", "45012-A?x=1", "45012-A&b=2"])
def test_a_number_inside_an_address_is_no_number(written: str) -> None:
    assert [kind for kind, _ in numbers(written)] == [K.MALFORMED_CLAIM]


def test_a_payer_id_with_the_word_claim_before_it_is_meant_as_a_claim() -> None:
    assert numbers("claim 87726") == [(K.MALFORMED_CLAIM, "87726")]
