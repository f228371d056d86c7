import pytest

from bot.domain.recognition import EntityKind
from bot.engine.identifiers import canonical_code, find_identifiers, is_npi, overlaps

K = EntityKind


def kinds(text: str) -> list[tuple[EntityKind, str]]:
    return [(e.kind, e.canonical) for e in sorted(find_identifiers(text, []), key=lambda e: e.start)]


@pytest.mark.parametrize(
    ("text", "kind", "canonical"),
    [
        ("it is 123-45-6789", K.SSN, "123456789"),
        ("it is 123 45 6789.", K.SSN, "123456789"),
        ("it is 123.45.6789", K.SSN, "123456789"),
        ("ssn123-45-6789", K.SSN, "123456789"),
        ("123-45-6789A was my old Medicare card", K.SSN, "123456789"),
        ("my social is 123456789", K.SSN, "123456789"),
        ("mi seguro social: 123456789", K.SSN, "123456789"),
        ("social security number 12345-6789", K.SSN, "123456789"),
        ("1EG4-TE5-MK73", K.MBI, "1EG4TE5MK73"),
        ("1eg4te5mk73", K.MBI, "1EG4TE5MK73"),
        ("medicare 1EG4 TE5 MK73", K.MBI, "1EG4TE5MK73"),
        ("4111 1111 1111 1111", K.CARD, "4111111111111111"),
        ("5555-5555-5555-4444", K.CARD, "5555555555554444"),
        ("2223003122003222", K.CARD, "2223003122003222"),
        ("3782 822463 10005", K.CARD, "378282246310005"),
        ("credit card 4111 1111 1111 1112", K.CARD, "4111111111111112"),
        ("tarjeta 4111111111111112", K.CARD, "4111111111111112"),
        ("Jane.Testcase+bill@example.org", K.EMAIL, "jane.testcase+bill@example.org"),
        ("phone ending in 0142", K.PHONE_LAST4, "0142"),
        ("my phone is 0142", K.PHONE_LAST4, "0142"),
        ("the last four digits of my phone number are 0142", K.PHONE_LAST4, "0142"),
        ("mi teléfono termina en 0142", K.PHONE_LAST4, "0142"),
        ("últimos cuatro dígitos de mi teléfono son 0142", K.PHONE_LAST4, "0142"),
        ("208-555-0142", K.PHONE, "2085550142"),
        ("(208) 555-0142", K.PHONE, "2085550142"),
        ("(208)555-0142", K.PHONE, "2085550142"),
        ("+1 208.555.0142", K.PHONE, "12085550142"),
        ("call 2085550142", K.PHONE, "2085550142"),
        ("member id W123456789", K.MEMBER_ID, "W123456789"),
        ("my insurance number is NHP-4471902", K.MEMBER_ID, "NHP-4471902"),
        ("subscriber id: XYZ 123 456 789", K.MEMBER_ID, "XYZ 123 456 789"),
        ("póliza número 998877", K.MEMBER_ID, "998877"),
        ("medicaid 0012345", K.MEMBER_ID, "0012345"),
        ("check number 0087637641", K.PAYMENT_TRACE, "0087637641"),
        ("EFT 8876-3764", K.PAYMENT_TRACE, "8876-3764"),
        ("npi 1999999984", K.NPI, "1999999984"),
        ("payer id 87726", K.PAYER_ID, "87726"),
        ("tracking 9400111899223100001234", K.TRACKING, "9400111899223100001234"),
        ("1Z999AA10123456784", K.TRACKING, "1Z999AA10123456784"),
        ("$1,144.21", K.MONEY, "$1,144.21"),
        ("i owe 1144.21", K.MONEY, "1144.21"),
        ("500 dollars", K.MONEY, "500"),
        ("500 dólares", K.MONEY, "500"),
        ("12-3456789", K.EIN, "12-3456789"),
        ("83720-0036", K.ZIP4, "83720-0036"),
        ("CO 16", K.ADJUSTMENT_CODE, "CO-16"),
        ("co-45", K.ADJUSTMENT_CODE, "CO-45"),
        ("PR3", K.ADJUSTMENT_CODE, "PR-3"),
        ("A7:562", K.STATUS_CATEGORY, "A7:562"),
        ("F3N", K.STATUS_CATEGORY, "F3N"),
        ("N290", K.REMARK_CODE, "N290"),
        ("MA130", K.REMARK_CODE, "MA130"),
        ("F41.1", K.DIAGNOSIS_CODE, "F41.1"),
        ("D1120", K.PROCEDURE_CODE, "D1120"),
        ("CPT 90837", K.PROCEDURE_CODE, "90837"),
    ],
)
def test_each_identifier_is_known_for_what_it_is(text: str, kind: EntityKind, canonical: str) -> None:
    assert kinds(text) == [(kind, canonical)]


@pytest.mark.parametrize(
    "text",
    [
        "123456789",
        "4111111111111112",
        "1999999985",
        "30 days",
        "F9 and Z9",
        "n290",
        "94060555410000",
        "policy 5 of the office",
    ],
)
def test_what_only_looks_alike_is_left_for_others(text: str) -> None:
    assert [kind for kind, _ in kinds(text) if kind is not K.MEMBER_ID] == []


def test_the_first_kind_wins_and_takes_its_place() -> None:
    taken = [(0, 5)]
    assert [e.text for e in find_identifiers("CO-16 CO-45", taken)] == ["CO-45"]
    assert taken == [(0, 5), (6, 11)]


@pytest.mark.parametrize(("number", "valid"), [("1999999984", True), ("1999999985", False), ("3999999984", False)])
def test_an_npi_carries_its_check_digit(number: str, valid: bool) -> None:
    assert is_npi(number) is valid


@pytest.mark.parametrize(
    ("written", "canonical"), [("co16", "CO-16"), ("pr 1", "PR-1"), ("oa-B7", "OA-B7"), ("n290", "N290")]
)
def test_codes_have_one_canonical_form(written: str, canonical: str) -> None:
    assert canonical_code(written) == canonical


def test_spans_that_only_meet_do_not_overlap() -> None:
    assert not overlaps((5, 8), [(0, 5), (8, 9)])
    assert overlaps((4, 6), [(0, 5)])
