"""Action files: every mistake is told with its file, its line, what is wrong and what would be right."""

from pathlib import Path

import pytest

import bot
from actions.catalogue import load_action, load_catalogue
from actions.errors import ActionFileError, Problem

GOOD = """\
name: lookup
title: Look up a claim
source: our billing system
inputs:
  claim_number:
    pattern: '[0-9]{5}-[A-Z]'
    example: 45012-A
    message: Five digits and a letter.
  day:
    type: date
    required: false
    example: "2026-10-02"
    message: The day of the visit.
request:
  url: ${env:BILLING_URL}/claims/{claim_number}
  query:
    day: "{day}"
  headers:
    X-Key: ${env:BILLING_KEY}
timeout: {connect: 2, total: 20}
mapping:
  items: claims
  not_found_when: "matches == `0`"
  fields:
    claim_number: {path: number}
    category: {path: code}
    patient_key: {path: who}
    received_on: {path: received, formats: [YYYYMMDD]}
"""


def problems(tmp_path: Path, text: str) -> list[Problem]:
    file = tmp_path / "lookup.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ActionFileError) as error:
        load_action(file)
    return list(error.value.problems)


def test_a_good_file_is_read_with_the_lines_of_its_settings(tmp_path: Path) -> None:
    file = tmp_path / "lookup.yml"
    file.write_text(GOOD)
    action = load_action(file)
    assert (action.spec.name, action.settings) == ("lookup", {"BILLING_URL": 15, "BILLING_KEY": 19})


@pytest.mark.parametrize(
    ("right", "wrong", "line", "problem", "cure"),
    [
        ("source: our billing system\n", "", None, "`source` is missing", "Add `source:`"),
        ("title:", "titel:", 2, "`titel` is not a key", "Did you mean `title`?"),
        ("  url:", "  uri:", 15, "`uri` is not a key", "Did you mean `url`?"),
        ("name: lookup", "name: Look Up", 1, "`Look Up` is not a name", "small letters"),
        ("    type: date", "    type: dat", 10, "`type` is 'dat'", "'text' or 'date'"),
        ('example: "2026-10-02"', "example: 2026-10-02", 12, "is not text", "in quotes"),
        ('example: "2026-10-02"', 'example: "10/02/2026"', 9, "is not a date", '"1984-03-12"'),
        ("example: 45012-A", "example: 45012A", 5, "does not accept its own example", "agree"),
        ("'[0-9]{5}-[A-Z]'", "'[0-9'", 5, "not a regular expression", "Mend the pattern"),
        ("type: date", "type: date\n    pattern: x", 9, "a date has a pattern", "Remove `pattern`"),
        ("type: date", "type: date\n    format: '%Y'", 9, "'%Y' is not a date format", "YYYY"),
        ("'[0-9]{5}-[A-Z]'", "'[0-9]{5}-[A-Z]'\n    format: YYYYMMDD", 5, "a text has a date format", "Remove"),
        ("/{claim_number}", "/{claim_nummer}", 15, "{claim_nummer} is not an input", "Did you mean `claim_number`?"),
        ('"{day}"', '"on {day}"', 17, "{day} may be missing", "Make the input required"),
        ("/{claim_number}", "/{day}", 15, "{day} may be missing", "Make the input required"),
        ("${env:BILLING_KEY}", "${BILLING_KEY}", 19, "does not name an environment variable", "${env:BILLING_API_KEY}"),
        ("${env:BILLING_URL}/", "/", 15, "does not say where", "https://"),
        ("request:", "request:\n  form: {a: b}", 14, "a GET has no body", "method: POST"),
        ("request:", "request:\n  method: POST\n  form: {a: b}\n  json: {a: b}", 14, "both", "Keep the one"),
        ("connect: 2", "connect: 0", 20, "`connect` is 0", "It must be greater than 0"),
        ("connect: 2", "connect: soon", 20, "`connect` is 'soon'", "It must be a valid number"),
        ("connect: 2", "connect: []", 20, "`connect` has the wrong shape", "It must be a valid number"),
        ("items: claims", "items: claims[", 22, "not a JMESPath expression", "claimdesk action test"),
        ("path: code", "path: 'nope('", 26, "not a JMESPath expression", "claimdesk action test"),
        ("category:", "categorie:", 26, "`categorie` is not a field of a claim", "Did you mean `category`?"),
        ("    patient_key: {path: who}\n", "", 24, "`patient_key` is not mapped", "Add `patient_key"),
        ("path: code", "path: code, formats: [YYYYMMDD]", 26, "`category` is not a date", "Remove `formats`"),
        ("[YYYYMMDD]", "[yyyymmdd]", 28, "'yyyymmdd' is not a date format", "YYYY"),
        ("[YYYYMMDD]", "[]", 28, "the list of formats is empty", "leave `formats` out"),
        ("  items:", "  pending_when: busy\n  items:", 22, "pending_when has no `poll`", "Add `poll:`"),
        (
            "timeout:",
            "oauth2: {token_url: x, client_id: '{day}', client_secret: b}\ntimeout:",
            20,
            "the sign-in",
            "settings",
        ),
        (
            "timeout:",
            "oauth2: {token_url: x, client_id: a, client_secret: b}\ntimeout:",
            20,
            "does not say where",
            "https",
        ),
        ("timeout:", "poll: {take: {id: 'a['}}\ntimeout:", 20, "not a JMESPath expression", "Mend"),
        ("timeout:", "poll: {url: 'https://x/{id}'}\ntimeout:", 20, "{id} is not an input", "Use one of"),
        ("timeout:", "poll: {url: '/x/{id}', take: {id: id}}\ntimeout:", 20, "does not say where", "https://"),
        ("timeout:", "poll: {url: '{id}/x', take: {id: id}}\ntimeout:", 20, "does not say where", "https://"),
        ("timeout:", "poll: {take: {id: id}}\ntimeout:", 20, "not used", "Add `url:`"),
        ("${env:BILLING_KEY}", "sk-live-1", 19, "`X-Key` looks like a secret", "${env:NAME}"),
        ("timeout:", "oauth2: {token_url: x, client_id: a, client_secret: b}\ntimeout:", 20, "a secret", ".env"),
        ("title:", "name: twice\ntitle:", 2, "found duplicate key", "Mend the YAML here"),
        ("title: Look", "title: [Look", None, "", "Mend the YAML here"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_its_cure(
    tmp_path: Path, right: str, wrong: str, line: int | None, problem: str, cure: str
) -> None:
    assert right in GOOD
    found = problems(tmp_path, GOOD.replace(right, wrong, 1))
    assert any(problem in told.problem and cure in told.cure and line in {None, told.line} for told in found), found


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(GOOD.replace("title:", "titel:").replace("  url:", "  uri:"))
    (tmp_path / "b.yml").write_text("just words")
    (tmp_path / "c.yml").write_bytes(b"name: \xff\xfe")
    (tmp_path / "d.yml").write_text(GOOD)
    (tmp_path / "e.yml").write_text(GOOD)
    with pytest.raises(ActionFileError) as error:
        load_catalogue(tmp_path)
    found = error.value.problems
    assert {Path(problem.file).name for problem in found} == {"a.yml", "b.yml", "c.yml", "e.yml"}
    assert len([problem for problem in found if problem.file.endswith("a.yml")]) == 4
    assert str(found[-1]).endswith(
        "e.yml:1: the name `lookup` is taken by " + f"{tmp_path.name}/d.yml. Give each file its own name"
    )


def test_both_endings_of_yaml_are_read(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(GOOD)
    (tmp_path / "notes.txt").write_text("not an action")
    assert set(load_catalogue(tmp_path)) == {"lookup"}


def test_an_office_without_actions_has_an_empty_catalogue(tmp_path: Path) -> None:
    assert load_catalogue(tmp_path) == {}


def test_the_sample_office_is_without_mistakes() -> None:
    assert set(load_catalogue(Path(bot.__file__).parent / "sample_office" / "actions")) == {
        "get_claim_status",
        "find_claim",
    }


def test_braces_of_graphql_are_left_alone(tmp_path: Path) -> None:
    query = "query($n: String!) { claim(number: $n) { number code } }"
    text = GOOD.replace(
        "request:", f"request:\n  method: POST\n  json: {{query: '{query}', variables: {{n: '{{claim_number}}'}}}}"
    )
    file = tmp_path / "lookup.yml"
    file.write_text(text)
    assert load_action(file).spec.request.json_body == {"query": query, "variables": {"n": "{claim_number}"}}
