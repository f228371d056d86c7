"""The command line as a newcomer and a program use it: real processes on the sample office."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROSA = "last_name=Delgado,date_of_birth=1984-03-12,phone_last4=0142"
WRONG = "last_name=Delgado,date_of_birth=1984-03-13,phone_last4=0142"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder, so that the documents are indexed once."""
    return tmp_path_factory.mktemp("command_line")


def claimdesk(data: Path, *words: str, office: Path | None = None) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "CLAIMDESK_DATA": str(data / "data"), "COLUMNS": "80"}
    environ |= {"CLAIMDESK_OFFICE": str(office)} if office else {}
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120, check=False)


def ask(data: Path, *words: str) -> dict[str, Any]:
    done = claimdesk(data, "ask", "--json", *words)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_staff_get_the_live_status_with_the_offices_wording_and_its_source(data: Path) -> None:
    answer = ask(data, "--as", "staff", "What's the status of claim 45012-A?")
    assert answer["route"] == "lookup"
    [claim] = answer["claims"]
    assert (claim["number"], claim["state"], claim["payer"]) == ("45012-A", "in_process", "Northwind Health Plan")
    assert claim["as_of"]
    [citation] = answer["citations"]
    assert citation["source"] == "claim-status-routing-protocol.pdf"
    assert citation["page"] == 3
    assert citation["quote"] in " ".join(answer["text"].split())
    assert answer["handoff"] is None
    assert {"kind": "claim_number", "text": "45012-A", "canonical": "45012-A"} in answer["recognised"]
    assert all(ms >= 0 for ms in answer["took_ms"].values())


@pytest.mark.parametrize("speaker", ["staff", "patient"])
def test_a_general_question_is_answered_from_the_documents(data: Path, speaker: str) -> None:
    answer = ask(data, "--as", speaker, "Why was my claim denied?")
    assert answer["route"] == "docs"
    assert answer["citations"][0]["section"].endswith("Why was my claim denied?")


@pytest.mark.parametrize("speaker", ["staff", "patient"])
def test_a_denial_code_gets_the_offices_own_instruction(data: Path, speaker: str) -> None:
    answer = ask(data, "--as", speaker, "My claim was denied for CO-16 - what do I do?")
    assert answer["route"] == "docs"
    assert "Our instruction for CO-16" in answer["text"]
    assert answer["citations"][0]["quote"].startswith("Our instruction for CO-16")


@pytest.mark.parametrize("speaker", ["staff", "patient"])
def test_an_appeal_goes_to_a_person(data: Path, speaker: str) -> None:
    answer = ask(data, "--as", speaker, "I need to speak to someone about my appeal.")
    assert answer["route"] == "handoff"
    assert answer["handoff"]["reason"] == "appeal"


def test_an_unverified_patient_is_asked_who_they_are_and_hears_nothing(data: Path) -> None:
    answer = ask(data, "What's the status of claim 45012-A?")
    assert answer["route"] == "identity_check"
    assert answer["claims"] == []
    assert "Northwind" not in json.dumps(answer)


def test_a_patient_who_proves_who_they_are_gets_the_status(data: Path) -> None:
    answer = ask(data, "--identity", ROSA, "What's the status of claim 45012-A?")
    assert (answer["route"], answer["claims"][0]["state"]) == ("lookup", "in_process")


@pytest.fixture(scope="module")
def refused(data: Path) -> dict[str, Any]:
    return ask(data, "--identity", WRONG, "What's the status of claim 45012-A?")


@pytest.mark.parametrize("number", ["45020-B", "45094-A", "45081-A", "99999-Z"])
def test_a_wrong_identity_hears_the_same_whether_or_not_the_claim_exists(
    data: Path, refused: dict[str, Any], number: str
) -> None:
    answer = ask(data, "--identity", WRONG, f"What's the status of claim {number}?")
    of_the_question = {"took_ms": answer["took_ms"], "recognised": answer["recognised"]}
    assert json.dumps(answer) == json.dumps({**refused, **of_the_question})


def test_the_sample_office_passes_its_own_checks(data: Path) -> None:
    done = claimdesk(data, "check", "--json")
    result = json.loads(done.stdout)
    assert (done.returncode, result["drifted"]) == (0, 0)
    assert result["checked"] >= 36


def test_a_check_fails_when_an_answer_drifts(data: Path, tmp_path: Path) -> None:
    office = tmp_path / "office"
    assert claimdesk(data, "init", str(office)).returncode == 0
    checks = office / "checks.yml"
    checks.write_text(checks.read_text().replace("state: in_process", "state: paid", 1))
    done = claimdesk(data, "check", office=office)
    assert done.returncode == 1
    assert "expected paid" in done.stdout


def test_a_broken_office_folder_is_refused_with_file_line_problem_and_cure(data: Path, tmp_path: Path) -> None:
    office = tmp_path / "office"
    claimdesk(data, "init", str(office))
    rules = office / "office.yml"
    rules.write_text(rules.read_text().replace("time_zone:", "timezone:"))
    action = office / "actions" / "find_claim.yml"
    action.write_text(action.read_text().replace("method: POST", "method: FETCH"))
    done = claimdesk(data, "doctor", office=office)
    assert done.returncode == 2
    assert re.search(r"office\.yml:\d+: .*timezone.*time_zone", done.stderr)
    assert re.search(r"find_claim\.yml:\d+: .*", done.stderr)
    assert "Traceback" not in done.stderr


def test_an_office_of_ones_own_is_not_served_from_the_sample_billing_system(data: Path, tmp_path: Path) -> None:
    office = tmp_path / "office"
    claimdesk(data, "init", str(office))
    done = claimdesk(data, "serve", office=office)
    assert done.returncode == 2
    assert re.search(r"get_claim_status\.yml:\d+: the setting BILLING_URL is not set\. Set BILLING_URL", done.stderr)


def test_a_lookup_that_names_no_action_is_refused_before_anything_starts(data: Path, tmp_path: Path) -> None:
    office = tmp_path / "office"
    claimdesk(data, "init", str(office))
    (office / "actions" / "find_claim.yml").unlink()
    done = claimdesk(data, "ask", "hello", office=office)
    assert done.returncode == 2
    assert "lookups.find_claim: there is no action “find_claim”" in done.stderr


def test_an_unreadable_document_is_named_and_the_others_are_read(data: Path, tmp_path: Path) -> None:
    office = tmp_path / "office"
    claimdesk(data, "init", str(office))
    (office / "knowledge" / "broken.pdf").write_bytes(b"%PDF-1.7 this is not one")
    (office / "knowledge" / "empty.txt").write_text("")
    done = claimdesk(data, "ingest", "--json", office=office)
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert sorted(problem.split(":")[0] for problem in report["failed"]) == ["broken.pdf", "empty.txt"]
    assert len(report["added"]) >= 15


def test_an_action_is_shown_with_its_secret_masked_and_what_was_mapped(data: Path) -> None:
    done = claimdesk(data, "action", "test", "get_claim_status", "claim_number=45012-A")
    assert done.returncode == 0
    assert "X-Billing-Key: •••" in done.stdout
    assert "Northwind Health Plan" in done.stdout
    assert re.search(r"\d+ ms", done.stdout)
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_help_teaches_without_loading_what_is_heavy(data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", "--help"], capture_output=True, text=True, check=True
    )
    assert "claimdesk demo" in done.stdout
    heavy = ("lancedb", "langchain", "sqlalchemy", "aiohttp", "pydantic", "slack_bolt", "botbuilder", "numpy")
    assert not re.search(rf"\| +({'|'.join(heavy)})\b", done.stderr)


def test_every_command_and_setting_of_the_readme_is_real(data: Path) -> None:
    readme = Path("README.md").read_text()
    from bot.settings import NAMES

    assert {name for name in NAMES if name not in readme} == set()
    commands = {line.split()[1] for line in readme.splitlines() if line.startswith("claimdesk ") and line.split()[1:]}
    for command in sorted(word for word in commands if not word.startswith("-")):
        assert claimdesk(data, command, "--help").returncode == 0, command


def test_a_new_office_is_never_written_over_something(data: Path, tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine")
    done = claimdesk(data, "init", str(tmp_path))
    assert done.returncode == 2
    assert "not empty" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def evaluated(data: Path, *words: str) -> tuple[int, dict[str, Any]]:
    done = claimdesk(data, "eval", *words, "--json")
    figures: dict[str, Any] = json.loads(done.stdout)
    return done.returncode, figures


def test_routes_and_numbers_are_measured_and_a_floor_decides_the_exit(data: Path, tmp_path: Path) -> None:
    routes = tmp_path / "routes.yml"
    routes.write_text(
        "utterances:\n"
        "- {id: A, session: staff, text: 'Where is claim 45012-A?', expected_route: lookup, claims: [45012-A]}\n"
        "- {id: B, session: unverified, text: 'I want to appeal', expected_route: docs}\n",
        "utf-8",
    )
    status, figures = evaluated(data, "routes", str(routes), "--min", "0.9")
    assert status == 1
    assert (figures["cases"], figures["passed"], figures["accuracy"]) == (2, 1, 0.5)
    assert figures["confusion"] == {"docs": {"handoff": 1}, "lookup": {"lookup": 1}}
    assert figures["failures"] == [
        {
            "id": "B",
            "text": "I want to appeal",
            "expected": "docs",
            "got": "handoff",
            "wrong": ["went to handoff instead of docs"],
        }
    ]
    numbers = tmp_path / "numbers.yml"
    numbers.write_text("claim:\n- {s: 45012-A, want: claim}\nhostile:\n- {s: 45012-A%00, want: reject}\n", "utf-8")
    assert evaluated(data, "numbers", str(numbers), "--min", "1")[0] == 0
    table = claimdesk(data, "eval", "routes", str(routes))
    assert table.returncode == 0
    assert "1 of 2 as expected (50.0%)." in table.stdout
    assert all(len(line) <= 80 for line in table.stdout.splitlines())


def test_a_list_that_cannot_be_read_is_refused_with_its_form(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "routes.yml"
    file.write_text("utterances: [{id: A}]", "utf-8")
    done = claimdesk(data, "eval", "routes", str(file))
    assert done.returncode == 2
    assert "Write `utterances:` and under it a list of {id, session, text, expected_route}" in done.stderr


def test_the_health_check_runs_now_and_finds_the_sample_office_well(data: Path) -> None:
    assert claimdesk(data, "ingest").returncode == 0
    done = claimdesk(data, "run", "health-check", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["ok"]) == (0, True), done.stdout
    assert {"golden questions", "canary …12-A by find_claim", "documents"} <= {f["part"] for f in report["findings"]}

    [run] = json.loads(claimdesk(data, "doctor", "--json").stdout)["runs"]
    assert (run["job"], run["state"]) == ("health-check", "done")
