"""Logs carry the conversation, and never patient text."""

import asyncio
import gc
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.domain.errors import Undeliverable
from bot.logs import WITHHELD, configure_logs


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logs(stream)
    yield stream
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
    root.handlers[:] = handlers
    root.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_names_event_level_time_and_conversation(stream: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(conversation="c-1"):
        structlog.get_logger("bot.engine").info("turn_done", took_ms=12)

    (line,) = lines(stream)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "turn_done",
        "level": "info",
        "logger": "bot.engine",
        "conversation": "c-1",
        "took_ms": 12,
    }


@pytest.mark.parametrize("name", sorted(WITHHELD))
def test_a_field_that_may_hold_patient_text_is_dropped_and_named(name: str, stream: io.StringIO) -> None:
    structlog.get_logger().info("heard", route="docs", **{name: "Rosa Delgado"})

    assert "Delgado" not in stream.getvalue()
    assert (lines(stream)[0]["route"], lines(stream)[0]["withheld"]) == ("docs", [name])


def test_patient_text_inside_nested_fields_is_dropped(stream: io.StringIO) -> None:
    structlog.get_logger().info("heard", found={"Kind": "phone", "Text": "208-555-0142"}, steps=[{"identity": "x"}])

    assert lines(stream)[0]["found"] == {"Kind": "phone"}
    assert lines(stream)[0]["steps"] == [{}]
    assert lines(stream)[0]["withheld"] == ["Text", "identity"]


def test_an_error_of_other_code_is_logged_without_its_message(stream: io.StringIO) -> None:
    try:
        int("Rosa Delgado")
    except ValueError:
        structlog.get_logger().exception("turn_failed")

    assert "Delgado" not in stream.getvalue()
    kind, place = lines(stream)[0]["error"]
    assert kind == "builtins.ValueError"
    assert place.endswith("in test_an_error_of_other_code_is_logged_without_its_message")


def test_our_own_error_keeps_its_message_and_names_its_cause_by_kind(stream: io.StringIO) -> None:
    try:
        try:
            int("Rosa Delgado")
        except ValueError as cause:
            raise Undeliverable("the channel was archived") from cause
    except Undeliverable as error:
        structlog.get_logger().warning("not_delivered", exc_info=error)

    told = [line for line in lines(stream)[0]["error"] if not line.startswith(" ")]
    assert told == ["bot.domain.errors.Undeliverable: the channel was archived", "builtins.ValueError"]


def test_lines_of_libraries_pass_the_same_gates(stream: io.StringIO) -> None:
    try:
        int("Rosa Delgado")
    except ValueError:
        logging.getLogger("apscheduler").exception("job %s failed", "monday")

    (line,) = lines(stream)
    assert (line["event"], line["logger"], line["error"][0]) == (
        "job monday failed",
        "apscheduler",
        "builtins.ValueError",
    )
    assert "Delgado" not in stream.getvalue()


async def test_a_task_that_nobody_awaited_does_not_print_its_error(stream: io.StringIO) -> None:
    async def fail() -> None:
        raise ValueError("Rosa Delgado")

    task = asyncio.create_task(fail())
    await asyncio.wait([task])
    del task
    gc.collect()

    (line,) = lines(stream)
    assert line["event"] == "Task exception was never retrieved"
    assert "Delgado" not in stream.getvalue()


def test_access_lines_are_quiet_and_debug_is_off(stream: io.StringIO) -> None:
    logging.getLogger("aiohttp.access").info("GET /chat?claim=45012-A")
    structlog.get_logger().debug("detail")

    assert stream.getvalue() == ""


def test_a_terminal_gets_lines_for_people(stream: io.StringIO) -> None:
    terminal = Terminal()
    configure_logs(terminal)

    structlog.get_logger().info("ready", port=8080)

    assert "ready" in terminal.getvalue()
    assert not terminal.getvalue().startswith("{")
    assert stream.getvalue() == ""
