"""Texts of an action file with holes in them: `{claim_number}` for an input, `${env:BILLING_API_KEY}` for a setting.

A text is cut into parts once and filled part by part, so nothing that is filled in is ever read as a hole again.
Braces with a space inside (`{ id }`, as in GraphQL) are just braces.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

_HOLE = re.compile(r"\$\{(?P<env>[^}]*)\}|\{(?P<input>[a-z][a-z0-9_]*)\}")
_ENV = re.compile(r"env:([A-Z][A-Z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text: words as they stand, or the name of the input or setting that belongs there."""

    kind: Literal["words", "input", "env"]
    value: str


def parts(text: str) -> tuple[Part, ...]:
    """Cut `text`; raises `ValueError` for a `${...}` that is not `${env:NAME}`."""
    found: list[Part] = []
    end = 0
    for hole in _HOLE.finditer(text):
        if hole.start() > end:
            found.append(Part("words", text[end : hole.start()]))
        found.append(Part("input", hole["input"]) if hole["input"] else Part("env", _env_name(hole["env"])))
        end = hole.end()
    if end < len(text):
        found.append(Part("words", text[end:]))
    return tuple(found)


def _env_name(inside: str) -> str:
    name = _ENV.fullmatch(inside)
    if not name:
        raise ValueError(f"${{{inside}}} does not name an environment variable")
    return name[1]


def only_input(text: str) -> str | None:
    """Return the input's name if the text is one hole for an input and nothing else."""
    cut = parts(text)
    return cut[0].value if len(cut) == 1 and cut[0].kind == "input" else None


def fill(text: str, inputs: Mapping[str, str], environ: Mapping[str, str]) -> str | None:
    """Fill `text`; None when it is one hole whose input was not given. Raises `KeyError` for an unset setting."""
    alone = only_input(text)
    if alone is not None and alone not in inputs:
        return None
    return "".join(_filled(part, inputs, environ, lambda value: value) for part in parts(text))


def fill_url(text: str, inputs: Mapping[str, str], environ: Mapping[str, str]) -> str:
    """Fill a URL. Everything filled in is percent-encoded whole, except a setting that the URL begins with."""
    first, *rest = parts(text)
    start = _filled(first, inputs, environ, (lambda value: value.rstrip("/")) if first.kind == "env" else _encoded)
    return start + "".join(_filled(part, inputs, environ, _encoded) for part in rest)


def fill_json(value: Any, inputs: Mapping[str, str], environ: Mapping[str, str]) -> Any:
    """Fill the strings of a JSON value, keys left alone; an entry whose optional input was not given is left out."""
    if isinstance(value, str):
        return fill(value, inputs, environ)
    if isinstance(value, Mapping):
        filled = {key: fill_json(item, inputs, environ) for key, item in value.items()}
        return {key: item for key, item in filled.items() if item is not None or value[key] is None}
    if isinstance(value, list | tuple):
        pairs = [(item, fill_json(item, inputs, environ)) for item in value]
        return [filled for item, filled in pairs if filled is not None or item is None]
    return value


def _filled(part: Part, inputs: Mapping[str, str], environ: Mapping[str, str], written: Callable[[str], str]) -> str:
    if part.kind == "words":
        return part.value
    return written(inputs[part.value] if part.kind == "input" else environ[part.value])


def _encoded(value: str) -> str:
    return quote(value, safe="")


def texts(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every string inside a value with the way to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts(item, (*path, key))
    elif isinstance(value, list | tuple):
        for position, item in enumerate(value):
            yield from texts(item, (*path, position))
