"""Logs that say what happened and to which conversation, and never what a patient said or who they are.

Two gates stand before the renderer. Fields whose name means patient text or identity are dropped and named in
`withheld`. Error messages of other people's code are dropped too, because databases and validators repeat the
values they were given; the type and the places in the code remain. Messages of our own errors are kept: their
contract is to hold no patient text.
"""

import logging
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

from bot.domain.errors import ClaimDeskError

WITHHELD: frozenset[str] = frozenset(
    {
        *("text", "question", "answer", "message", "body", "content", "quote", "draft", "prompt", "summary", "note"),
        *("name", "first_name", "last_name", "sender", "patient", "identity", "answers", "member_id"),
        *("date_of_birth", "dob", "phone", "phone_last4", "email", "address", "ssn", "mbi"),
        *("claim", "claims", "claim_number", "claim_numbers", "inputs", "request", "response", "exchange", "record"),
        *("token", "secret", "password", "authorization", "cookie", "api_key", "headers", "payload"),
    }
)
"""Names of fields that may not be logged, in any case."""

_QUIET = (
    "aiohttp.access",
    "slack_bolt",
    "slack_sdk",
    "alembic",
    "httpx",
    "httpcore",
    "openai",
    "sqlalchemy",
    "botbuilder",
    "msrest",
    "urllib3",
)
"""Loggers whose ordinary lines name addresses or bodies; their warnings still come."""


def configure_logs(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Send every log line of the process to `stream` (stderr): readable on a terminal, else one JSON object a line."""
    target = stream or sys.stderr
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        withhold_error_text,
        withhold_patient_text,
    ]
    look: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if target.isatty() else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    handler = logging.StreamHandler(target)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[keep_first_line, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, look],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
    )


def keep_first_line(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Cut a foreign line after its first: asyncio and others write the values of an error below it."""
    event["event"] = str(event["event"]).partition("\n")[0]
    return event


def withhold_patient_text(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Drop fields that may hold patient text, also inside nested values, and name them in `withheld`."""
    dropped = sorted({key for key in _keys(event) if key.casefold() in WITHHELD})
    kept: EventDict = _without(event)
    if dropped:
        kept["withheld"] = dropped
    return kept


def withhold_error_text(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Turn `exc_info` into types and places; the message stays only for our own errors."""
    given = event.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        event["error"] = [line for each in _chain(error) for line in _told(each)]
    return event


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _keys(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _keys(inner)


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without(inner) for key, inner in value.items() if str(key).casefold() not in WITHHELD}
    if isinstance(value, list | tuple):
        return [_without(inner) for inner in value]
    return value


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    step: BaseException | None = error
    while step is not None and id(step) not in seen:
        seen.add(id(step))
        yield step
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)


def _told(error: BaseException) -> Iterator[str]:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    yield f"{kind}: {error}" if isinstance(error, ClaimDeskError) else kind
    yield from _places(error.__traceback__)


def _places(trace: TracebackType | None) -> Iterator[str]:
    for frame in traceback.extract_tb(trace):
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
