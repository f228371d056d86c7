"""No input puts a sensitive kind into log, transcript, Slack or model request.

One patient or clerk writes private details in every disguise we know of, in every place that takes words; the real turn
answers on a real store, the real desk renders it for Slack, the real client sends its prompts. Then everything that was
kept or sent is read as text. What may stand there all the same:

- claim numbers, days of service, amounts and codes, without which nobody could help (Slack sees only a number's end,
  the model an alias);
- a telephone number, in the office's own database, because the specialist calls back; Slack and the model see none;
- answers to the question who somebody is, in their conversation's row, until they are compared (`awaiting.answers`);
- the year of a birth, and the month in which a card expires, which say nothing of anybody by themselves;
- what is inside a file, which nobody can redact (its name is read like any text).
"""

import asyncio
import io
import json
import logging
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import count, permutations
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from bot.delivery.outbox_relay import OutboxRelay
from bot.domain.attachments import Attachment
from bot.domain.ids import FileId
from bot.domain.messages import AuthorKind, Kind, Surface
from bot.domain.policy import ModelPolicy
from bot.engine.masking import masked
from bot.engine.recognise import normalise
from bot.llm.model import OpenAICompatible
from bot.llm.usage import PassingUsage
from bot.logs import configure_logs
from bot.ports.store import Entry
from bot.store.unit_of_work import open_store
from tests.fakes.desk_office import DeskOffice
from tests.fakes.disguises import SECRETS, Secret
from tests.fakes.manual_clock import ManualClock
from tests.fakes.offices import NOW, office
from tests.fakes.recorded_slack import RecordedSlack
from tests.fakes.recording_channel import RecordingChannel
from tests.fakes.scripted_model import Play, ScriptedModel, answer, form, scripted_model
from tests.fakes.slack_desk import slack_desk
from tests.fakes.turns import PROOF

OFFICE = office(model=ModelPolicy())
EXAMPLES = 40
BEFORE = ("", "hi, ", "where is claim 45012-A? ", "I was seen on 10/02/2026 and ", "¿dónde está mi reclamo 45013-A? ",
          "I want to appeal, ", "how long do you take? ", "$240.00 for CO-16; ")  # fmt: skip
AFTER = ("", ".", " thanks", "!", ", a person please", "\nis claim 45090-B paid?", " y gracias")
AROUND = ("{}", '"{}"', "`{}`", "- {}", "```\n{}\n```", "({})", "**{}**", "> {}", "| {} |", "1) {}")
SETTINGS = ("new", "asked", "proved", "waiting", "taken", "staff")
PLACES = ("message", "two messages", "two turns", "edit", "file name", "name", "thumb")
ALLOWED = {"04", "29", "4"}
"""The month in which a card expires, and the `last 4 of`."""


@dataclass(frozen=True)
class Said:
    """One private detail in its place."""

    secret: Secret
    place: str
    before: str
    around: str
    after: str

    @property
    def innocent(self) -> set[str]:
        """Return the figures that may stay: those around it, and a telephone's."""
        phone = normalise(self.secret.said) if self.secret.phone else ""
        return set(re.findall(r"\d+", f"{self.before} {self.around} {self.after} {phone}")) | ALLOWED

    @property
    def text(self) -> str:
        return f"{self.before}{self.around.format(self.secret.whole)}{self.after}"


SAID = st.builds(
    Said,
    SECRETS,
    st.sampled_from(PLACES),
    st.sampled_from(BEFORE),
    st.sampled_from(AROUND),
    st.sampled_from(AFTER),
)


def played(asked: dict[str, Any]) -> Play:
    """Fill in whatever form is asked for."""
    match asked["tools"][-1]["function"]["name"]:
        case "Translation":
            return form("Translation", texts=["Something."])
        case "CaseSummary":
            return form("CaseSummary", asked="Help.", checked="Nothing.", unknown="All.", next_step="Answer.")
    return answer(answered=False)


class Visit:
    """One conversation on a database of its own, and everything that came of it."""

    def __init__(self, database: Path, model: OpenAICompatible, surface: Surface) -> None:
        self.database = database
        self.slack = RecordedSlack()
        self.kept: list[str] = []
        self._model = model
        self._surface = surface
        self._files = count(1)

    async def take(self, setting: str, said: Sequence[Said]) -> None:
        store = await open_store(f"sqlite:///{self.database}")
        try:
            self.office = DeskOffice(store, office=OFFICE, model=self._model)
            self.relay = OutboxRelay(
                store,
                {"web": RecordingChannel()},
                {"console": slack_desk(self.slack, self.office.clock, self._words)},
                self.office.clock,
            )
            await self._begin(setting)
            for one in said:
                await self._say(one)
                self.kept.append(rows(self.database))
                await self._deliver()
            self.kept.append(rows(self.database))
            self.written = [e for e in await self.office.transcript() if e.author.kind in _PEOPLE]
        finally:
            await store.close()

    def _words(self, text: str, author: AuthorKind) -> str:
        return masked(text, author, OFFICE, NOW.date())

    async def _begin(self, setting: str) -> None:
        if setting in {"asked", "proved"}:
            await self._write("Where is claim 45012-A?")
        if setting == "proved":
            await self._write(PROOF)
        if setting in {"waiting", "taken"}:
            await self._write("I want to appeal claim 45012-A")
            await self._deliver()
        if setting == "taken":
            await self.office.desk(Kind.TAKE_OVER, thread=(await self.office.case()).thread)
        await self._deliver()

    async def _write(self, *texts: str, **changes: Any) -> str:
        values = {"hosted": True, "surface": self._surface, **changes}
        return (await self.office.say(*texts, **values)).external_id

    async def _say(self, said: Said) -> None:
        secret = said.secret
        match said.place:
            case "two messages" if secret.cue:
                await self._write(f"{said.before}{secret.cue}", f"{said.around.format(secret.said)}{said.after}")
            case "two turns" if secret.cue:
                await self._write(f"{said.before}{secret.cue}")
                await self._write(f"{said.around.format(secret.said)}{said.after}")
            case "edit":
                first = await self._write("one moment")
                await self._write(said.text, kind=Kind.EDIT, target_id=first)
            case "file name":
                name = secret.whole.replace("/", "-").replace("\n", "").replace(" ", "_")
                file = Attachment(FileId(f"f{next(self._files)}"), f"{name}.pdf", "application/pdf", 8)
                await self._write(said.before, attachments=(file,))
            case "name":
                await self._write(f"{said.before}my name is Rosa {secret.whole}{said.after}")
            case "thumb":
                await self._write("hello")
                reply = (await self.office.transcript())[-1]
                await self._write(said.text, kind=Kind.THUMB_DOWN, target_id=reply.id)
            case _:
                await self._write(said.text)

    async def _deliver(self) -> None:
        while row := await self.relay.claim():
            await self.relay.work(row)


def rows(database: Path) -> str:
    """Return everything in the database as text, but for identity answers that wait to be compared."""
    with closing(sqlite3.connect(database)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        lines = [_line(row) for table in tables for row in connection.execute(f'SELECT * FROM "{table}"')]
    return "\n".join(lines)


def _line(row: tuple[Any, ...]) -> str:
    return " | ".join(_value(value) for value in row)


def _value(value: Any) -> str:
    if isinstance(value, str) and '"awaiting"' in value:
        body = json.loads(value)
        if body["awaiting"]:
            body["awaiting"].pop("answers")
        return json.dumps(body, ensure_ascii=False)
    return str(value)


def figures_of(entry: Entry) -> list[str]:
    """Return every figure of what somebody wrote, and of how they called their files."""
    return re.findall(r"\d+", " ".join([entry.text, *(file.name for file in entry.attachments)]))


_PEOPLE = frozenset({AuthorKind.PATIENT, AuthorKind.STAFF})
_IDS = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b(?=\d*[a-f])[0-9a-f]{16,}\b|\d{4}-\d\d-\d\d[T ]\d\d:[\d:.+]+"
    r"|\"took_ms\": ?(?:\{[^}]*\}|[\d.]+)|\"(?:score|confidence|threshold|likeness)\": ?[\d.]+"
)
"""Ids, moments and measures, whose figures are chance."""


def traces_of(secret: Secret, text: str) -> list[str]:
    """Return the spellings of a secret that stand in a text."""
    shown = _IDS.sub(" ", text)
    spellings = {*secret.tells, normalise(secret.said), json.dumps(secret.said, ensure_ascii=False)[1:-1]}
    return [each for each in spellings if re.search(rf"(?<![\w]){re.escape(each)}(?![\w])", shown)]


def are_apart(secrets: Sequence[Secret]) -> bool:
    """Say whether none of them is part of another, which may be allowed to stay."""
    pairs = permutations(secrets, 2)
    return not any(tell in " ".join(one.tells) for one, other in pairs for tell in other.tells)


@pytest.fixture(scope="module")
def logged() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logs(stream, logging.DEBUG)
    yield stream
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
    root.handlers[:] = handlers
    root.setLevel(level)


@dataclass
class House:
    """What all examples share: a loop, and a model behind its real client."""

    loop: asyncio.Runner
    server: ScriptedModel
    model: OpenAICompatible


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with asyncio.Runner() as loop:
        endpoint = scripted_model()
        server = loop.run(endpoint.__aenter__())
        server.play(played)
        model = OpenAICompatible(OFFICE, "scripted", "a-key", server.url, ManualClock(NOW), PassingUsage())
        yield House(loop, server, model)
        loop.run(model.close())
        loop.run(endpoint.__aexit__(None, None, None))


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_no_input_puts_a_sensitive_kind_into_log_transcript_slack_or_model_request(
    sqlite_template: Path, tmp_path: Path, house: House, logged: io.StringIO
) -> None:
    # The same ones each time, and as they were found: a gate that fails must fail again, and soon.
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(said=st.lists(SAID, min_size=1, max_size=3), setting=st.sampled_from(SETTINGS))
    def holds(said: list[Said], setting: str) -> None:
        assume(are_apart([one.secret for one in said]))
        database = Path(shutil.copy(sqlite_template, Path(tempfile.mkdtemp(dir=tmp_path)) / "claimdesk.db"))
        house.server.play(played)
        house.server.aside.clear()
        logged.seek(0)
        logged.truncate()
        visit = Visit(database, house.model, Surface.STAFF if setting == "staff" else Surface.PATIENT)
        house.loop.run(visit.take(setting, said))
        sent = {
            "Slack": visit.slack.carried,
            "the model": house.server.sent,
            "the search, and with it embeddings": "\n".join(visit.office.library.asked),
            "the log": logged.getvalue(),
        }
        for secret in (one.secret for one in said):
            kept = {} if secret.phone else {"the database": "\n".join(visit.kept)}
            found = {place: left for place, text in (sent | kept).items() if (left := traces_of(secret, text))}
            assert found == {}
        figures = {figure for entry in visit.written for figure in figures_of(entry)}
        assert figures - {"45012"} - set().union(*(one.innocent for one in said)) == set()

    holds()
