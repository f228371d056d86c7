"""Correct drafts for the sample office, read from their file, and what a turn makes of them."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.bootstrap.parts import asking, open_place
from bot.domain.conversation import IdentityAnswers
from bot.domain.messages import Surface
from bot.engine.asking import Asking
from bot.engine.turn import Turned
from bot.settings import Settings
from tests.fakes.scripted_model import Play, ScriptedModel, answer, scripted_model

FILE = Path(__file__).parent.parent / "acceptance" / "drafts" / "good_drafts.yml"
_WHO = {
    "Delgado": ("1984-03-12", "0142"),
    "Fischer": ("1978-11-23", "0119"),
    "O'Dwyer": ("1959-01-08", "0185"),
    "Pryce": ("1990-07-01", "0177"),
}
_WORD = re.compile(r"[^\W_]+")

Line = dict[str, Any]


@dataclass(frozen=True)
class GoodDraft:
    """A question, who asks it, and the sentences of one answer to it; `facts` are named without their claim."""

    ask: str
    who: str
    lines: tuple[Line, ...]


def good_drafts() -> Iterator[GoodDraft]:
    """Yield every draft of the file."""
    for case in YAML(typ="safe").load(FILE):
        for draft in case["drafts"]:
            yield GoodDraft(case["ask"], case.get("who", ""), tuple(map(_line, draft.strip().splitlines())))


def _line(written: str) -> Line:
    said, _, facts = written.partition(" = ")
    text, *quotes = said.split(" « ")
    named = [f"claim 1.{name}" for name in facts.split(", ") if name]
    return {"text": text.strip(), "quote": " … ".join(quotes).strip(), "facts": named}


def handed_in(lines: tuple[Line, ...], asked: dict[str, Any]) -> Play:
    """Return the draft as a model hands it in: each quotation under the passage in which it stands."""
    passages = json.loads(asked["messages"][1]["content"])["passages"]
    return answer(*({**line, "passage": _holding(line["quote"], passages)} for line in lines))


def _holding(quote: str, passages: list[dict[str, str]]) -> str:
    for passage in passages if quote else ():
        if all(_flat(part) in _flat(passage["text"]) for part in quote.split(" … ")):
            return passage["id"]
    return ""


def _flat(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "


@dataclass
class SampleOffice:
    """The sample office with a scripted model."""

    asking: Asking
    server: ScriptedModel

    async def take(self, draft: GoodDraft) -> Turned:
        """Have a question answered by the draft."""
        self.server.play(lambda asked: handed_in(draft.lines, asked))
        said = None
        if draft.who in _WHO:
            born, phone = _WHO[draft.who]
            said = IdentityAnswers(last_name=draft.who, date_of_birth=date.fromisoformat(born), phone_last4=phone)
        surface = Surface.STAFF if draft.who == "staff" else Surface.PATIENT
        return await self.asking.ask(draft.ask, surface, said)


@asynccontextmanager
async def sample_office(data: Path) -> AsyncIterator[SampleOffice]:
    """Open it; documents are indexed in `data`."""
    async with scripted_model() as server:
        settings: dict[str, Any] = {"CLAIMDESK_DATA": data, "CLAIMDESK_MODEL": "m", "OPENAI_BASE_URL": server.url}
        async with asking(open_place(Settings.model_validate(settings))) as opened:
            yield SampleOffice(opened, server)
