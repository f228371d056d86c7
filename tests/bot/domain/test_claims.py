import pytest

from bot.domain.claims import CATEGORIES, LABELS, NOT_DENIALS, ClaimState, state_of

S = ClaimState


@pytest.mark.parametrize(
    ("codes", "state"),
    [
        ("A0 A1", S.RECEIVED),
        ("A2 A5 P0 P1 P2 P5", S.IN_PROCESS),
        ("A3 A6 A7 A8", S.NEEDS_CORRECTION),
        ("A4 D0", S.NOT_FOUND),
        ("P3 R0 R1 R3 R4 R5 R6 R7 R8 R9 R10 R11 R12 R13 R14 R15 R16 R17 RQ", S.NEEDS_INFO_OFFICE),
        ("P4", S.NEEDS_INFO_PATIENT),
        ("F0 F3 F3F F3N", S.PROCESSED_OTHER),
        ("F1", S.PAID),
        ("F2", S.DENIED),
        ("F4", S.PROCESSED_NO_PAYMENT),
        ("E0 E3 E4", S.REQUEST_ERROR),
        ("E1 E2", S.PAYER_UNAVAILABLE),
        ("F5 X0 R2 Z9 paid denied active complete", S.UNKNOWN),
        ("", S.UNKNOWN),
    ],
)
def test_each_category_has_one_state_and_what_is_not_on_the_list_is_unknown(codes: str, state: ClaimState) -> None:
    for code in codes.split() or [""]:
        assert state_of(code, {}) is state
        assert state_of(f" {code.lower()} ", {}) is state


def test_an_offices_words_are_read_in_any_case_and_never_override_a_code() -> None:
    aliases = {"posted": S.PAID, "f2": S.PAID}
    assert state_of(" POSTED", aliases) is S.PAID
    assert state_of("F2", aliases) is S.DENIED


def test_only_f2_means_denied() -> None:
    assert [code for code, state in CATEGORIES.items() if state is S.DENIED] == ["F2"]


def test_every_state_has_a_label_and_sharing_of_cost_is_no_denial() -> None:
    assert set(LABELS) == set(ClaimState)
    assert {"PR-1", "PR-2", "PR-3", "CO-45"} == NOT_DENIALS
