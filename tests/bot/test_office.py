"""An office folder is loaded whole, or refused with every mistake named."""

from pathlib import Path

import pytest

from bot.domain.claims import ClaimState
from bot.domain.escalation import Reason
from bot.office import FolderNotEmpty, init_office, load_office, sample_office
from bot.office_problems import OfficeError

OFFICE = r"""name: Test Office
time_zone: America/Boise
hours: {monday: 08:00-17:00}
phone: 208-555-0100
claim_numbers:
  - {pattern: '\d{5}-[A-Z]', example: 45012-A, words: five digits and a letter}
messages:
  greeting: {en: Hello}
  escalation: {en: A person will help.}
"""
CHECKS = """questions:
  - question: Why was my claim denied?
    as: patient
    expect: {route: docs}
canaries:
  - {claim: 45012-A, state: in_process}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "office.yml").write_text(OFFICE)
    (tmp_path / "checks.yml").write_text(CHECKS)
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "actions").mkdir()
    return tmp_path


def problems(folder: Path) -> list[str]:
    with pytest.raises(OfficeError) as caught:
        load_office(folder)
    assert str(caught.value).splitlines() == [str(problem) for problem in caught.value.problems]
    return [str(problem) for problem in caught.value.problems]


def change(folder: Path, old: str, new: str, file: str = "office.yml") -> None:
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new))


def test_a_small_office_gets_the_documented_defaults(folder: Path) -> None:
    loaded = load_office(folder)

    assert loaded.office.identity.required == ("last_name", "date_of_birth")
    assert loaded.checks.canaries[0].state is ClaimState.IN_PROCESS
    assert (loaded.knowledge, loaded.actions) == (folder / "knowledge", folder / "actions")


def test_unknown_files_beside_the_known_ones_are_fine(folder: Path) -> None:
    (folder / "README.txt").write_text("ours")

    assert load_office(folder).root == folder


def test_an_unknown_value_is_named_with_line_choice_and_suggestion(folder: Path) -> None:
    with (folder / "office.yml").open("a") as file:
        file.write("identity:\n  required:\n    - last_name\n    - birth_date\n")

    assert problems(folder) == [
        (
            "office.yml:13: identity.required[2]: 'birth_date' is not known. Use one of first_name, last_name, "
            "date_of_birth, phone_last4, member_id (did you mean date_of_birth?)"
        )
    ]


def test_an_unknown_setting_is_named_with_the_settings_of_its_place(folder: Path) -> None:
    change(folder, "  greeting: {en: Hello}", "  greeting: {en: Hello}\n  greetings: {en: Hi}")

    assert problems(folder) == [
        (
            "office.yml:9: messages.greetings: is not a known setting. "
            "Use one of greeting, escalation (did you mean greeting?)"
        )
    ]


def test_a_misspelt_setting_is_both_missing_and_unknown_in_the_order_of_lines(folder: Path) -> None:
    change(folder, "phone:", "fone:")

    missing, unknown = problems(folder)

    assert missing == "office.yml:1: phone: is missing. Add it"
    assert unknown.startswith("office.yml:4: fone: is not a known setting.")
    assert unknown.endswith("(did you mean phone?)")


def test_a_missing_setting_points_at_the_group_it_belongs_to(folder: Path) -> None:
    change(folder, ", words: five digits and a letter", "")

    assert problems(folder) == ["office.yml:6: claim_numbers[1].words: is missing. Add it"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("name: Test Office", "name: 12", "office.yml:1: name: is 12. It must be text; put it in quotes"),
        (
            "{en: Hello}",
            "Hello",
            "office.yml:8: messages.greeting: is 'Hello'. It must be a group of `key: value` lines, indented",
        ),
        (
            "phone: 208-555-0100",
            "phone: 208-555-0100\nweb: {messages_per_minute: many}",
            "office.yml:5: web.messages_per_minute: is 'many'. It must be a whole number",
        ),
        (
            "phone: 208-555-0100",
            "phone: 208-555-0100\nweb: {allowed_origins: here}",
            "office.yml:5: web.allowed_origins: is 'here'. It must be a list: one `- value` line for each",
        ),
        ("phone: 208-555-0100", "phone:", "office.yml:4: phone: is empty. It must be text; put it in quotes"),
        (
            "phone: 208-555-0100",
            "phone: 208-555-0100\nidentity:",
            "office.yml:5: identity: is empty. It must be a group of `key: value` lines, indented",
        ),
    ],
)
def test_a_wrong_type_says_what_is_there_and_what_must_be(folder: Path, old: str, new: str, expected: str) -> None:
    change(folder, old, new)

    assert problems(folder) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "America/Boise",
            "America/Boisy",
            "office.yml:2: time_zone: 'America/Boisy' is not known. Use an IANA name",
        ),
        (r"\d{5}-[A-Z]", "[", "office.yml:6: claim_numbers[1].pattern: is not a regular expression ("),
        (
            "example: 45012-A",
            "example: 45012-AB",
            "office.yml:6: claim_numbers[1].pattern: \\d{5}-[A-Z] does not match its own example",
        ),
        ("{en: Hello}", "{es: Hola}", "office.yml:8: messages.greeting: has no English sentence. Add one under `en`"),
        (
            "phone: 208-555-0100",
            "phone: 208-555-0100\nidentity: {required: [last_name], one_of: []}",
            "office.yml:5: identity.required: and one_of ask for fewer than two things together. Add fields",
        ),
        (
            "phone: 208-555-0100",
            "phone: 208-555-0100\nidentity:\n  failures_per_session: 0",
            "office.yml:6: identity.failures_per_session: is 0. It must be 1 or more",
        ),
        (
            r"  - {pattern: '\d{5}-[A-Z]', example: 45012-A, words: five digits and a letter}",
            "  []",
            "office.yml:5: claim_numbers: is empty. Add at least one format",
        ),
        (
            "phone: 208-555-0100",
            "phone: 208-555-0100\nmodes: {default: shadwo}",
            "office.yml:5: modes.default: 'shadwo' is not known. Use one of live, supervised, shadow",
        ),
        (
            "phone: 208-555-0100",
            "phone: 208-555-0100\nmodes:\n  payers:\n    Northwind: {mode: live, percent: 120}",
            "office.yml:7: modes.payers.Northwind.percent: is 120. It must be 1 to 100, or take the payer out for none",
        ),
        (
            "phone: 208-555-0100",
            "phone: 208-555-0100\nmodes:\n  payers:\n    Northwind: live",
            "office.yml:7: modes.payers.Northwind: is 'live'. It must be a group of `key: value` lines, indented",
        ),
        (
            "phone: 208-555-0100",
            "phone: 208-555-0100\nmodes:\n  payers: {NORTHWIND: {mode: live}, northwind: {mode: shadow}}",
            "office.yml:6: modes.payers: names one payer twice, in two spellings. Keep one of them",
        ),
        (
            "phone: 208-555-0100",
            "phone: 208-555-0100\nmodes: {tell_patient_after_minutes: 0}",
            "office.yml:5: modes.tell_patient_after_minutes: is 0. It must be 2 to 1440 (a day)",
        ),
        (
            "phone: 208-555-0100",
            "phone: 208-555-0100\nmodes: {default: supervised}\nslack: {desk_channel: C0123, phi: none}",
            "office.yml:5: modes: has specialists look over answers, but slack.phi is none, so nobody can read them",
        ),
        (
            "phone: 208-555-0100",
            "phone: 208-555-0100\nrouting: {handoff_states: [paied]}",
            "office.yml:5: routing.handoff_states[1]: 'paied' is not known. Use one of received, in_process",
        ),
        (
            "phone: 208-555-0100",
            "phone: 208-555-0100\nwording: {headings: {paied: Paid claims}}",
            "office.yml:5: wording.headings.paied: 'paied' is not known. Use one of received, in_process",
        ),
    ],
)
def test_a_broken_rule_points_at_the_setting_at_fault(folder: Path, old: str, new: str, expected: str) -> None:
    change(folder, old, new)

    assert [problem[: len(expected)] for problem in problems(folder)] == [expected]


def test_status_words_of_the_billing_system_lose_their_case(folder: Path) -> None:
    with (folder / "office.yml").open("a") as file:
        file.write("routing: {status_aliases: {' Pended': in_process}}\n")

    assert load_office(folder).office.routing.status_aliases == {"pended": ClaimState.IN_PROCESS}


def test_mistakes_in_both_files_and_folders_come_together(folder: Path) -> None:
    change(folder, "phone: 208-555-0100\n", "")
    change(folder, "as: patient", "as: doctor", "checks.yml")
    (folder / "actions").rmdir()

    assert problems(folder) == [
        "office.yml:1: phone: is missing. Add it",
        "checks.yml:3: questions[1].as: 'doctor' is not known. Use one of patient, staff",
        "actions/: the folder is not there. Make it, even if it stays empty",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "office.yml: the file is empty. Start from the one that `claimdesk init` writes"),
        (b"# only a comment\n", "office.yml: the file is empty. Start from the one that `claimdesk init` writes"),
        (b"- a\n", "office.yml:1: the file does not begin with `key: value` lines. Write settings as `key: value`"),
        (b"ok\n", "office.yml:1: the file does not begin with `key: value` lines. Write settings as `key: value`"),
        (b"a: 1\nb: \xff\n", "office.yml:2: the file is not UTF-8 text. Save it again with the encoding UTF-8"),
        (b"a: 1\nb: [1\n", "office.yml:3: not valid YAML: "),
        (b"a: 1\nb: 1\na: 2\n", "office.yml:3: a key stands twice in the same place. Keep one of the two"),
        (b"a: \x07\n", "office.yml:1: not valid YAML: the character U+0007 is not allowed. Remove it"),
        (b"d: 2026-13-45\n", "office.yml: not valid YAML: "),
        (b"#" * (1 << 20) + b"#", "office.yml: the file is larger than 1 MB. "),
        (b"[" * 700, "office.yml: the file nests too deeply to be read. "),
    ],
)
def test_a_file_that_cannot_be_parsed_is_reported_and_the_other_still_checked(
    folder: Path, content: bytes, expected: str
) -> None:
    (folder / "office.yml").write_bytes(content)
    change(folder, "route: docs", "route: doc", "checks.yml")

    first, second = problems(folder)

    assert first.startswith(expected)
    assert "(did you mean docs?)" in second


def test_a_byte_order_mark_is_no_mistake(folder: Path) -> None:
    (folder / "office.yml").write_bytes(b"\xef\xbb\xbf" + OFFICE.encode())

    assert load_office(folder).office.name == "Test Office"


def test_a_missing_file_and_a_missing_folder_are_named(folder: Path) -> None:
    (folder / "checks.yml").unlink()

    assert problems(folder) == ["checks.yml: the file is not there. Write it, or start from `claimdesk init`"]
    assert problems(folder / "no") == [
        f"{folder / 'no'}: there is no such folder. Name an existing folder, or make one with `claimdesk init`"
    ]


def test_a_file_that_is_a_folder_is_named(folder: Path) -> None:
    (folder / "checks.yml").unlink()
    (folder / "checks.yml").mkdir()

    assert problems(folder) == ["checks.yml: the file cannot be read (Is a directory). Check who may read it"]


def test_a_check_keeps_who_asks_what_must_and_what_must_not_be_said(folder: Path) -> None:
    (folder / "checks.yml").write_text(
        "questions:\n"
        "  - question: Where is 45012-A?\n"
        "    as: patient\n"
        "    identity: {last_name: Delgado, date_of_birth: 1984-03-12, phone_last4: '0142'}\n"
        "    expect: {route: handoff, handoff_reason: denied, not: [appeal]}\n"
    )

    (check,) = load_office(folder).checks.questions

    assert (check.as_, check.expect.handoff_reason, check.expect.not_) == ("patient", Reason.DENIED, ("appeal",))
    assert check.identity is not None
    assert (str(check.identity.date_of_birth), check.identity.phone_last4) == ("1984-03-12", "0142")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "expect: {route: docs}",
            "identity: {phone_last4: 0142}\n    expect: {route: docs}",
            "checks.yml:4: questions[1].identity.phone_last4: is 142. It must be text; put it in quotes",
        ),
        (
            "expect: {route: docs}",
            "identity: {date_of_birth: 03/12/1984}\n    expect: {route: docs}",
            (
                "checks.yml:4: questions[1].identity.date_of_birth: is '03/12/1984'. "
                "It must be a date written as YYYY-MM-DD"
            ),
        ),
        (
            "expect: {route: docs}",
            "identity: {surname: Delgado}\n    expect: {route: docs}",
            (
                "checks.yml:4: questions[1].identity.surname: is not a known setting. Use one of "
                "first_name, last_name, date_of_birth, phone_last4, member_id (did you mean last_name?)"
            ),
        ),
        (
            "route: docs",
            "route: docs, nott: [a]",
            (
                "checks.yml:4: questions[1].expect.nott: is not a known setting. Use one of "
                "route, state, facts, source, handoff_reason, not (did you mean not?)"
            ),
        ),
        (
            "as: patient",
            "as: staff\n    identity: {last_name: Delgado}",
            (
                "checks.yml:4: questions[1].identity: is not for staff, who are known by their workspace. "
                "Leave it out, or use as: patient"
            ),
        ),
        (
            "45012-A",
            "45012",
            "checks.yml:6: canaries[1].claim: is 45012. It must be text; put it in quotes",
        ),
        (
            "45012-A",
            "4512-A",
            (
                "checks.yml:6: canaries[1].claim: '4512-A' is not a claim number of this office. "
                "Write five digits and a letter, such as 45012-A"
            ),
        ),
    ],
)
def test_a_mistake_in_checks_is_named(folder: Path, old: str, new: str, expected: str) -> None:
    change(folder, old, new, "checks.yml")

    assert problems(folder) == [expected]


def test_a_new_office_is_the_whole_sample(tmp_path: Path) -> None:
    init_office(tmp_path / "new" / "office")

    written = {path.relative_to(tmp_path / "new" / "office") for path in (tmp_path / "new").rglob("*")}
    sample = {path.relative_to(sample_office()) for path in sample_office().rglob("*")}
    assert written - {Path()} == sample
    assert load_office(tmp_path / "new" / "office").office == load_office(sample_office()).office


def test_a_new_office_may_go_into_an_empty_folder(tmp_path: Path) -> None:
    init_office(tmp_path)

    assert (tmp_path / "office.yml").is_file()


def test_a_new_office_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")

    with pytest.raises(FolderNotEmpty, match="nothing was written"):
        init_office(tmp_path)
    with pytest.raises(FolderNotEmpty):
        init_office(tmp_path / "mine.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
