"""One YAML file of an office folder, read so that every value remembers its line."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from actions.errors import Problem

LARGEST = 1 << 20
"""Bytes. Lines are counted while a file is read, which takes minutes for one that was put here by mistake."""


@dataclass(frozen=True)
class Page:
    """A parsed file: plain values in `data`, and the way back from a value to its line."""

    file: str
    data: CommentedMap

    def line_of(self, path: Sequence[int | str]) -> int:
        """Return the line, from 1, of the value at `path`, or of the nearest thing around it that is in the file."""
        node: Any = self.data
        line = 0
        for part in path:
            if isinstance(node, CommentedMap) and part in node:
                line = node.lc.key(part)[0]
            elif isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node):
                line = node.lc.item(part)[0]
            else:
                break
            node = node[part]
        return line + 1


def read_page(path: Path) -> Page | Problem:
    """Read one file whose top level is a mapping; a file that cannot be read is a problem, never an exception."""
    name = path.name
    try:
        if path.stat().st_size > LARGEST:
            return Problem(name, None, "the file is larger than 1 MB", "Keep only settings in it")
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Problem(name, None, "the file is not there", "Write it, or start from `claimdesk init`")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return Problem(name, line, "the file is not UTF-8 text", "Save it again with the encoding UTF-8")
    except OSError as error:
        return Problem(name, None, f"the file cannot be read ({error.strerror})", "Check who may read it")
    return _parse(name, text)


def _parse(name: str, text: str) -> Page | Problem:
    try:
        data = YAML(typ="rt").load(text)
    except DuplicateKeyError as error:
        return Problem(name, _line(error), "a key stands twice in the same place", "Keep one of the two")
    except MarkedYAMLError as error:
        what = str(error.problem or error.context or "cannot be read")
        return Problem(name, _line(error), f"not valid YAML: {what}", "Check indentation, colons and quotes here")
    except RecursionError:
        return Problem(
            name, None, "the file nests too deeply to be read", "Close brackets and indent as the sample does"
        )
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return Problem(name, line, f"not valid YAML: the character U+{error.character:04X} is not allowed", "Remove it")
    except Exception as error:  # ruamel lets its own mistakes out for odd tags and impossible dates
        return Problem(name, None, f"not valid YAML: {error}", "Undo the last change to this file")
    if data is None:
        return Problem(name, None, "the file is empty", "Start from the one that `claimdesk init` writes")
    if not isinstance(data, CommentedMap):
        return Problem(name, 1, "the file does not begin with `key: value` lines", "Write settings as `key: value`")
    return Page(name, data)


def _line(error: MarkedYAMLError) -> int | None:
    mark = error.problem_mark or error.context_mark
    return None if mark is None else mark.line + 1
