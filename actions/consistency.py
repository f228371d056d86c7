"""What the parts of an action file demand of each other: every hole has its input, every record its identity."""

import difflib
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from actions import placeholders
from actions.placeholders import Part
from actions.records import CLAIM_RECORD, DATES, INDISPENSABLE
from actions.spec import ActionSpec

Place = tuple[str | int, ...]

_SECRET = re.compile(r"authorization|key|token|secret|password", re.IGNORECASE)


class Flaw(NamedTuple):
    """One contradiction, and where in the file it stands."""

    place: Place
    problem: str
    cure: str


def flaws(spec: ActionSpec) -> Iterator[Flaw]:
    """Yield everything about `spec` that no single key shows."""
    yield from _holes(spec)
    yield from _fields(spec)
    yield from _url(("request", "url"), spec.request.url)
    if spec.oauth2:
        yield from _url(("oauth2", "token_url"), spec.oauth2.token_url)
    yield from _poll(spec)
    yield from _written_secrets(spec)


def settings_of(spec: ActionSpec) -> Iterator[tuple[Place, str]]:
    """Yield the environment variables that the file needs, with their places."""
    for start, template in spec.templates().items():
        for place, text in placeholders.texts(template, start):
            yield from ((place, part.value) for part in placeholders.parts(text) if part.kind == "env")


def closest(word: str, known: Iterable[str]) -> str:
    """Return a cure for an unknown word."""
    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=1)
    return f"Did you mean `{near[0]}`?" if near else f"Use one of: {', '.join(names) or '(there are none)'}"


def _holes(spec: ActionSpec) -> Iterator[Flaw]:
    for start, template in spec.templates().items():
        for place, text in placeholders.texts(template, start):
            try:
                parts = placeholders.parts(text)
            except ValueError as error:
                yield Flaw(place, str(error), "Write it as ${env:BILLING_API_KEY}, in capitals")
                continue
            for part in parts:
                if part.kind == "input":
                    yield from _hole(spec, place, part, alone=len(parts) == 1)


def _hole(spec: ActionSpec, place: Place, part: Part, *, alone: bool) -> Iterator[Flaw]:
    if place[0] == "oauth2":
        yield Flaw(place, f"{{{part.value}}} stands in the sign-in", "A sign-in takes settings only: ${env:NAME}")
        return
    taken = spec.poll.take if spec.poll and place[0] == "poll" else {}
    if part.value in taken:
        return
    if part.value not in spec.inputs:
        yield Flaw(place, f"{{{part.value}}} is not an input", closest(part.value, {*spec.inputs, *taken}))
    elif not spec.inputs[part.value].required and not (alone and place[1] in {"query", "json", "form"}):
        cure = "Make the input required, or let it stand alone as one value of query, json or form"
        yield Flaw(place, f"{{{part.value}}} may be missing, and the text around it cannot do without", cure)


def _fields(spec: ActionSpec) -> Iterator[Flaw]:
    mapped = spec.mapping.fields
    for name, field in mapped.items():
        if name not in CLAIM_RECORD:
            yield Flaw(("mapping", "fields", name), f"`{name}` is not a field of a claim", closest(name, CLAIM_RECORD))
        elif "formats" in field.model_fields_set and name not in DATES:
            yield Flaw(("mapping", "fields", name, "formats"), f"`{name}` is not a date", "Remove `formats`")
    for name in sorted(INDISPENSABLE - mapped.keys()):
        cure = f"Add `{name}: {{path: ...}}`; nothing can be told of a claim without it"
        yield Flaw(("mapping", "fields"), f"the field `{name}` is not mapped", cure)


def _poll(spec: ActionSpec) -> Iterator[Flaw]:
    poll = spec.poll
    if poll is None:
        if spec.mapping.pending_when:
            cure = "Add `poll:` with the place to ask again"
            yield Flaw(("mapping", "pending_when"), "pending_when has no `poll`", cure)
    elif poll.url is None:
        if poll.take:
            yield Flaw(("poll", "take"), "what `take` takes is not used", "Add `url:`, or remove `take`")
    elif not poll.url.startswith("{") or poll.url.removeprefix("{").removesuffix("}") not in poll.take:
        yield from _url(("poll", "url"), poll.url)


def _written_secrets(spec: ActionSpec) -> Iterator[Flaw]:
    suspects: dict[Place, str] = {
        ("request", "headers", name): text for name, text in spec.request.headers.items() if _SECRET.search(name)
    }
    if spec.oauth2:
        suspects["oauth2", "client_secret"] = spec.oauth2.client_secret
    for place, text in suspects.items():
        if "${" not in text:
            cure = "Put it into .env and write ${env:NAME} here; if it was ever shared, have it replaced"
            yield Flaw(place, f"`{place[-1]}` looks like a secret written into the file", cure)


def _url(place: Place, url: str) -> Iterator[Flaw]:
    if not url.startswith(("https://", "http://", "${env:")):
        yield Flaw(place, "the address does not say where", "Begin it with https:// or ${env:BILLING_URL}")
