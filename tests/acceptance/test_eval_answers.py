"""`claimdesk eval answers` and `claimdesk check --model`: models and no model side by side, on the sample office."""

import asyncio
import json
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from rich.console import Console

from bot.commands import check, eval_answers
from bot.domain.answer_cases import AnswerScore
from bot.domain.errors import ClaimDeskError
from tests.fakes.scripted_model import Play, ScriptedModel, answer, scripted_model

ANSWERS = Path(__file__).parent / "answers" / "sample_answers.yml"


def willing(asked: dict[str, Any]) -> Play:
    """Say the first passage that it was given sentence by sentence, or nothing."""
    passages = json.loads(asked["messages"][1]["content"])["passages"]
    if not passages:
        return answer(answered=False)
    own = re.split(r"(?<=[.!?])\s+|\n", passages[0]["text"].strip())
    whole = [one for one in own if len(one.split()) > 3][:6]
    return answer(*({"text": one.lstrip("-*# "), "passage": passages[0]["id"], "quote": one} for one in whole))


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedModel]:
    """The endpoint in a loop of its own: commands run theirs."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    running = scripted_model()
    yield asyncio.run_coroutine_threadsafe(running.__aenter__(), loop).result()
    asyncio.run_coroutine_threadsafe(running.__aexit__(None, None, None), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(autouse=True)
def environ(data: Path, server: ScriptedModel, monkeypatch: pytest.MonkeyPatch) -> None:
    server.play(willing)
    monkeypatch.setenv("CLAIMDESK_DATA", str(data))
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)


def test_models_stand_beside_each_other_and_beside_none(capsys: pytest.CaptureFixture[str]) -> None:
    eval_answers.run(ANSWERS, ["none", "willing"], as_json=True, least=0.9)

    without, with_model = json.loads(capsys.readouterr().out)
    assert [one["model"] for one in (without, with_model)] == ["none", "willing"]
    assert (without["failures"], with_model["failures"]) == ([], [])
    assert (without["tokens"], without["in_its_words"]) == (0, 0)
    assert with_model["tokens"] > 0
    assert with_model["in_its_words"] >= 3
    assert with_model["measures"]["refusal"] == {"held": 2, "of": 2}


def test_the_table_fits_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    scores = [AnswerScore(name) for name in ("none", "a-model-with-a-rather-long-name", "another-one", "third")]
    wide = Console(width=80)

    with wide.capture() as shown:
        wide.print(eval_answers.table_of(scores))

    lines = shown.get().splitlines()
    assert max(map(len, lines)) <= 80
    assert "citations sufficient" in shown.get()


def test_a_share_below_the_least_fails_and_names_the_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "answers.yml"
    file.write_text("- {id: a, question: What is a deductible?, facts: [zebra], cites: [Zebras], carries: [zebra]}")

    with pytest.raises(SystemExit) as ended:
        eval_answers.run(file, [], as_json=False, least=1.0)

    shown = capsys.readouterr()
    assert ended.value.code == 1
    assert "“zebra” is not in the answer" in shown.out
    assert "none: below the 100.0% that --min asks for" in " ".join(shown.err.split())


def test_an_odd_file_is_refused_with_the_form(tmp_path: Path) -> None:
    file = tmp_path / "answers.yml"
    file.write_text("- {id: a}")

    with pytest.raises(ClaimDeskError, match=r"Write a list of \{id, question"):
        eval_answers.run(file, [], as_json=False, least=0.0)


def test_the_offices_checks_run_with_a_named_model(server: ScriptedModel, capsys: pytest.CaptureFixture[str]) -> None:
    server.play(answer(answered=False))

    check.run(model="unwilling", as_json=True)

    bad = [one for one in json.loads(capsys.readouterr().out)["checks"] if not one["ok"]]
    assert bad == []
    assert {request["model"] for request in server.requests} == {"unwilling"}
