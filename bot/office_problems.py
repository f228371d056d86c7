"""What is wrong with an office folder: file, line, problem and cure, in words for a billing lead."""

import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import Field, fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

from rapidfuzz import fuzz, process

from actions.errors import Problem
from bot.domain.errors import ClaimDeskError

Path = tuple[int | str, ...]
"""The way to a value: keys and positions from the top of the file."""


class OfficeError(ClaimDeskError):
    """An office folder has mistakes; `problems` holds all that were found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def problems_of(
    errors: Sequence[Mapping[str, Any]], kind: type, file: str, line_of: Callable[[Path], int]
) -> Iterator[Problem]:
    """Put pydantic's `errors` about a `kind` read from `file` into words, in the order of the lines."""
    told = [_in_words(error, kind) for error in errors]
    for path, problem, cure in sorted(told, key=lambda each: line_of(each[0])):
        yield Problem(file, line_of(path), f"{_dotted(path)}: {problem}" if path else problem, cure)


def _in_words(error: Mapping[str, Any], kind: type) -> tuple[Path, str, str]:
    code, value = error["type"], error["input"]
    path: Path = tuple(part for part in error["loc"] if part != "[key]")
    match code:
        case "missing":
            return path, "is missing", "Add it"
        case "unexpected_keyword_argument":
            return path, "is not a known setting", _choice(str(path[-1]), _names_at(kind, path[:-1]))
        case "literal_error" | "enum":
            allowed = [word.strip("'") for word in error["ctx"]["expected"].replace(" or ", ", ").split(", ")]
            return path, f"{_shown(value)} is not known", _choice(str(value), allowed)
        case "value_error":
            return _rule(path, str(error["ctx"]["error"]))
    return path, f"is {_shown(value)}", _WANTED.get(code, "It must be another kind of value")


_WANTED = {
    "string_type": "It must be text; put it in quotes",
    "int_type": "It must be a whole number",
    "int_parsing": "It must be a whole number",
    "int_from_float": "It must be a whole number",
    "bool_type": "It must be true or false",
    "bool_parsing": "It must be true or false",
    "tuple_type": "It must be a list: one `- value` line for each",
    "dict_type": "It must be a group of `key: value` lines, indented",
    "dataclass_type": "It must be a group of `key: value` lines, indented",
    "date_type": "It must be a date written as YYYY-MM-DD",
    "date_parsing": "It must be a date written as YYYY-MM-DD",
    "date_from_datetime_parsing": "It must be a date written as YYYY-MM-DD",
    "date_from_datetime_inexact": "It must be a date written as YYYY-MM-DD, without a time",
}


def _rule(path: Path, text: str) -> tuple[Path, str, str]:
    """Split the text of a rule: the field at fault, what is wrong with it, and after a semicolon the cure."""
    name, _, rest = text.partition(" ")
    problem, _, cure = rest.partition("; ")
    return (*path, name), problem, cure[:1].upper() + cure[1:]


def _choice(said: str, allowed: Sequence[str]) -> str:
    cure = f"Use one of {', '.join(allowed)}"
    close = process.extractOne(said, allowed, scorer=fuzz.token_sort_ratio, processor=_spoken, score_cutoff=60)
    return f"{cure} (did you mean {close[0]}?)" if close else cure


def _spoken(name: str) -> str:
    return name.casefold().replace("_", " ")


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "a group of settings"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "a list"
    if value is None:
        return "empty"
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _dotted(path: Path) -> str:
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


def _names_at(kind: Any, path: Path) -> list[str]:
    """Return the settings that the file may have at `path`."""
    for part in path:
        hints = get_type_hints(kind) if is_dataclass(kind) else {}
        if isinstance(part, str) and hints:
            kind = next((hint for name, hint in hints.items() if _in_file(name) == part), None)
        else:
            kind = get_args(kind)[-1 if get_origin(kind) is dict else 0]
        if get_origin(kind) in (Union, types.UnionType):
            kind = next(arm for arm in get_args(kind) if arm is not type(None))
    return [_in_file(field.name) for field in _fields(kind)]


def _fields(kind: Any) -> tuple[Field[Any], ...]:
    return fields(kind) if is_dataclass(kind) else ()


def _in_file(name: str) -> str:
    return name.rstrip("_")
