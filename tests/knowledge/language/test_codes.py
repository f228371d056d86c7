import pytest

from knowledge.language.codes import codes_in, same_code, without_codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("denied with CO-16 today", ("CO-16",)),
        ("denied with CO16 today", ("CO-16",)),
        ("denied with CO 16 today", ("CO-16",)),
        ("denied with co-16 today", ("CO-16",)),
        ("my claim was denied for co 16", ("CO-16",)),
        ("CO–45 with a dash from a phone", ("CO-45",)),
        ("(PR-1), OA-23; PI-204.", ("PR-1", "OA-23", "PI-204")),
        ("CO-B7 and PR-A1", ("CO-B7", "PR-A1")),
        ("what does denial code 97 mean", ("CARC-97",)),
        ("CARC 16", ("CARC-16",)),
        ("reason code: 252", ("CARC-252",)),
        ("remark N290 and MA130, also M15", ("N290", "MA130", "M15")),
        ("what is n290", ("N290",)),
        ("status A7:562", ("A7:562",)),
        ("Status A7/562", ("A7:562",)),
        ("What does A7 mean?", ("A7",)),
        ("the claim status is F2", ("F2",)),
        ("Code: P1; Meaning: pending", ("P1",)),
        ("(F2)", ("F2",)),
        ("F3N: forwarded", ("F3N",)),
        ("A3, A6, A7 or A8 is a rejection", ("A3", "A6", "A7", "A8")),
        ("CO-16 and again CO16", ("CO-16",)),
    ],
)
def test_a_code_is_recognised_in_every_form_that_people_write(text: str, codes: tuple[str, ...]) -> None:
    assert codes_in(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "we had A1 steak sauce at lunch",
        "diagnosis M54.5 and F41.1",
        "take the A1 road to exit 16",
        "procedure A0425 and D1120",
        "claim 45012-A or P1-2234",
        "pr 20 of them and co 3",
        "Colorado CO 80202-1234",
        "company 16 and CO-1600",
        "press the F2 key",
        "20 patients",
        "",
    ],
)
def test_what_only_looks_like_a_code_is_none(text: str) -> None:
    assert codes_in(text) == ()


def test_a_reason_without_its_group_answers_for_every_group() -> None:
    assert same_code("CARC-16")["CO-16"] == 1.0
    assert same_code("CO-16") == {"CO-16": 1.0, "CARC-16": 0.9}


def test_a_category_page_answers_a_little_for_its_status_codes() -> None:
    assert same_code("A7:562") == {"A7:562": 1.0, "A7": 0.5}


def test_codes_are_taken_out_of_a_question_and_nothing_else() -> None:
    assert without_codes("denied for CO-16 again").split() == ["denied", "for", "again"]
