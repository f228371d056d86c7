"""The knowledge folder of an office: its files, and the pages and particulars that `sources.yml` names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from knowledge.errors import SourceError, SourceListError
from knowledge.sources.details import Details, details_from

LIST_NAME = "sources.yml"
SUFFIXES = frozenset({".pdf", ".md", ".txt", ".html", ".htm"})


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read: a file when `path` is set, else the web page at `key`."""

    key: str
    path: Path | None
    details: Details


def listed_sources(folder: Path) -> list[Source]:
    """Return every document of the folder, files by name, then web pages in the order of `sources.yml`.

    Raises `SourceListError` when anything in `sources.yml` is wrong: a document whose audience cannot be read
    must not be shown to patients by default, so nothing is taken at all.
    """
    if not folder.is_dir():
        raise SourceListError([SourceError(folder.name, "there is no such folder", "Run `claimdesk init` first.")])
    entries = _entries(folder)
    files = {path.name: path for path in sorted(folder.iterdir()) if path.suffix.lower() in SUFFIXES}
    named = {entry.key: entry for entry in entries}
    found = [named.pop(name, Source(name, path, Details())) for name, path in files.items()]
    return found + list(named.values())


def _entries(folder: Path) -> list[Source]:
    path = folder / LIST_NAME
    if not path.exists():
        return []
    problems: list[SourceError] = []
    sources: list[Source] = []
    for line, entry in _raw_entries(path):
        source, mistakes = _source(folder, entry)
        if source.key in {other.key for other in sources}:
            mistakes["file"] = (f"'{source.key}' is listed twice", "Keep one entry for each document.")
        for key, (problem, cure) in mistakes.items():
            at = _line_of(entry, key) if key in entry else line
            problems.append(SourceError(f"{folder.name}/{LIST_NAME}:{at}", problem, cure))
        sources.append(source)
    if problems:
        raise SourceListError(problems)
    return sources


def _raw_entries(path: Path) -> Iterator[tuple[int, CommentedMap]]:
    name = f"{path.parent.name}/{path.name}"
    cure = "Write a list: each entry starts with '- file: name.pdf' or '- url: https://...'."
    try:
        loaded = YAML(typ="rt").load(path.read_bytes())
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = f"not valid YAML ({error.problem or 'syntax'})"
        raise SourceListError(
            [SourceError(f"{name}:{line}", problem, "Check indentation, quotes and colons.")]
        ) from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise SourceListError([SourceError(f"{name}:1", "not readable as YAML", "Save it as plain UTF-8.")]) from error
    if loaded is None:
        return
    if not isinstance(loaded, CommentedSeq):
        raise SourceListError([SourceError(f"{name}:1", "not a list", cure)])
    for number, entry in enumerate(loaded):
        line = loaded.lc.item(number)[0] + 1
        if not isinstance(entry, CommentedMap):
            raise SourceListError([SourceError(f"{name}:{line}", "an entry is not a list of keys", cure)])
        yield line, entry


def _source(folder: Path, entry: Mapping[str, Any]) -> tuple[Source, dict[str, tuple[str, str]]]:
    places = {key: str(entry[key]).strip() for key in ("file", "url") if entry.get(key)}
    details, mistakes = details_from({key: value for key, value in entry.items() if key not in {"file", "url"}})
    if len(places) != 1:
        mistakes["file"] = ("an entry needs one of file and url", "Write '- file: name.pdf' or '- url: https://...'.")
        return Source("", None, details), mistakes
    [(kind, place)] = places.items()
    if kind == "url":
        if mistake := _url_mistake(place):
            mistakes["url"] = mistake
        return Source(place, None, details), mistakes
    path = folder / place
    if mistake := _file_mistake(folder, path, place):
        mistakes["file"] = mistake
    return Source(place, path, details), mistakes


def _url_mistake(place: str) -> tuple[str, str] | None:
    parts = urlsplit(place)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return f"'{place}' is not a web address", "Write the whole address, starting with https://."
    if parts.username or parts.password:
        return "the address holds a name or password", "Use a page that opens without signing in."
    return None


def _file_mistake(folder: Path, path: Path, place: str) -> tuple[str, str] | None:
    if not path.resolve().is_relative_to(folder.resolve()):
        return f"'{place}' is outside the knowledge folder", "Copy the file into the folder."
    if path.suffix.lower() not in SUFFIXES:
        return f"'{place}' is of a kind that is not read", f"Kinds that are read: {', '.join(sorted(SUFFIXES))}."
    if not path.is_file():
        return f"'{place}' is not in the folder", "Add the file, correct its name, or remove the entry."
    return None


def _line_of(entry: Mapping[str, Any], key: str) -> int:
    position: Sequence[int] = cast("CommentedMap", entry).lc.key(key)
    return position[0] + 1
