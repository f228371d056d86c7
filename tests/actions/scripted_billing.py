"""A billing system on loopback that answers what it is told, and remembers what it was asked."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from ruamel.yaml import YAML

from actions.catalogue import load_catalogue
from actions.runner import ActionRunner

ASKED = "45012-A"
CLAIM = {"number": ASKED, "code": "P1", "who": "PT-1"}
FOUND = {"claims": [CLAIM]}

LOOKUP: dict[str, Any] = {
    "name": "lookup",
    "title": "Look up a claim",
    "source": "our billing system",
    "inputs": {"claim_number": {"pattern": r"\d{5}-[A-Z]", "example": ASKED, "message": "Five digits and a letter."}},
    "request": {"url": "${env:BILLING_URL}/claims/{claim_number}", "headers": {"X-Key": "${env:BILLING_KEY}"}},
    "timeout": {"connect": 1, "total": 5},
    "retries": {"attempts": 3, "wait": 0.5},
    "mapping": {
        "items": "claims",
        "not_found_when": "claims[?code == 'D0'] && !(claims[?code != 'D0'])",
        "fields": {
            "claim_number": {"path": "number"},
            "category": {"path": "code"},
            "patient_key": {"path": "who"},
        },
    },
}
"""A plain look-up; tests change what they are about."""


def lookup(**changes: Any) -> dict[str, Any]:
    """Return `LOOKUP` with some groups changed key by key; a change of None removes the key."""
    merged = {**LOOKUP}
    for key, change in changes.items():
        if isinstance(change, Mapping) and isinstance(merged.get(key), Mapping):
            merged[key] = {**merged[key], **change}
        else:
            merged[key] = change
    return merged


@dataclass
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: str


Answer = Callable[[web.Request], Any]


def says(body: Any, status: int = 200, **headers: str) -> Answer:
    """Answer JSON."""
    return lambda _: web.Response(
        body=json.dumps(body).encode(), status=status, headers={"Content-Type": "application/json", **headers}
    )


def sends(body: bytes, kind: str = "application/json", status: int = 200) -> Answer:
    """Answer bytes as they are."""
    return lambda _: web.Response(body=body, status=status, headers={"Content-Type": kind})


@dataclass
class ScriptedBilling:
    """Answers in the order of `script`; the last answer stays."""

    url: str = ""
    script: list[Answer] = field(default_factory=lambda: [says(FOUND)])
    asked: list[Asked] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(Asked(request.method, request.raw_path, request.headers, await request.text()))
        reply = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        found = reply(request)
        return found if isinstance(found, web.StreamResponse) else await found


class StoppedClock:
    """Moves only when it is told to."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


class Pauses:
    """Notes how long the runner wants to wait, and lets it go on at once."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@dataclass
class Desk:
    """Makes runners for one scripted billing system."""

    folder: Path
    billing: ScriptedBilling
    clock: StoppedClock
    pauses: Pauses
    runners: list[ActionRunner] = field(default_factory=list)

    def runner(self, *files: dict[str, Any], **environ: str) -> ActionRunner:
        for file in files or (LOOKUP,):
            with (self.folder / f"{file['name']}.yml").open("w") as page:
                YAML().dump(file, page)
        settings = {"BILLING_URL": self.billing.url, "BILLING_KEY": "a-secret-key", **environ}
        made = ActionRunner(load_catalogue(self.folder), settings, now=self.clock, pause=self.pauses)
        self.runners.append(made)
        return made
