"""The actions of an office folder: every YAML file in it, read and checked, or every mistake in them told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from actions import consistency
from actions.consistency import Flaw, Place
from actions.described import ActionInfo
from actions.errors import ActionFileError, Problem
from actions.mapping import AnswerReader
from actions.spec import ActionSpec, Group


@dataclass(frozen=True)
class Action:
    """One usable action file. `settings` are the environment variables that it needs, by the line naming them."""

    file: str
    spec: ActionSpec
    reader: AnswerReader
    settings: Mapping[str, int | None]

    @property
    def info(self) -> ActionInfo:
        """What the file says of itself, for who must choose among actions."""
        inputs = {name: f"{rule.message} Example: {rule.example}" for name, rule in self.spec.inputs.items()}
        required = frozenset(name for name, rule in self.spec.inputs.items() if rule.required)
        return ActionInfo(self.spec.name, self.spec.title, inputs, required)


def load_catalogue(folder: Path) -> dict[str, Action]:
    """Read every YAML file of `folder` into actions by name; raises `ActionFileError` with every problem there is."""
    problems: list[Problem] = []
    found: dict[str, Action] = {}
    for path in sorted(folder.glob("*.y*ml")):
        try:
            action = load_action(path)
        except ActionFileError as error:
            problems.extend(error.problems)
            continue
        if first := found.get(action.spec.name):
            cure = "Give each file its own name"
            problems.append(Problem(action.file, 1, f"the name `{action.spec.name}` is taken by {first.file}", cure))
        found[action.spec.name] = action
    if problems:
        raise ActionFileError(problems)
    return found


def load_action(path: Path) -> Action:
    """Read one file; raises `ActionFileError`."""
    page = _Page(path)
    try:
        spec = ActionSpec.model_validate(page.data)
    except ValidationError as error:
        raise ActionFileError([page.problem(flaw) for flaw in _spoken(error)]) from error
    if found := [page.problem(flaw) for flaw in consistency.flaws(spec)]:
        raise ActionFileError(found)
    settings = {name: page.line(place) for place, name in consistency.settings_of(spec)}
    return Action(page.file, spec, AnswerReader(spec.mapping), settings)


class _Page:
    """A parsed file that still knows on which line everything stood."""

    def __init__(self, path: Path) -> None:
        self.file = f"{path.parent.name}/{path.name}"
        try:
            self.data = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            cure = "Mend the YAML here: look at the indentation, quotes and colons of this line and the one before"
            raise self._unreadable(
                mark.line + 1 if mark else None, str(error.problem or error.context), cure
            ) from error
        except (YAMLError, UnicodeDecodeError, OSError) as error:
            raise self._unreadable(None, "it is not readable text", "Save it as plain text in UTF-8") from error
        if not isinstance(self.data, dict):
            raise self._unreadable(None, "it holds no keys", "Begin with `name:`; `claimdesk init` writes a sample")

    def _unreadable(self, line: int | None, problem: str, cure: str) -> ActionFileError:
        return ActionFileError([Problem(self.file, line, problem.splitlines()[0], cure)])

    def problem(self, flaw: Flaw) -> Problem:
        """Tell `flaw` with its line."""
        return Problem(self.file, self.line(flaw.place), flaw.problem, flaw.cure)

    def line(self, place: Place) -> int | None:
        """Return the line of `place`, or of the nearest group around it that is in the file."""
        node: Any = self.data
        line: int | None = None
        for key in place:
            try:
                line = (node.lc.item(key) if isinstance(key, int) else node.lc.key(key))[0] + 1
                node = node[key]
            except (AttributeError, KeyError, IndexError, TypeError):
                break
        return line


def _spoken(error: ValidationError) -> Iterator[Flaw]:
    for found in error.errors():
        place: Place = found["loc"]
        key = str(place[-1]) if place else ""
        match found["type"]:
            case "missing":
                yield Flaw(place, f"`{'.'.join(map(str, place))}` is missing", f"Add `{key}:`")
            case "extra_forbidden":
                yield Flaw(place, f"`{key}` is not a key that belongs here", consistency.closest(key, _known_keys()))
            case "action_file":
                yield Flaw(place, f"{'.'.join(map(str, place))}: {found['msg']}", found["ctx"]["cure"])
            case "string_type":
                yield Flaw(place, f"`{key}` is not text", "Put the value in quotes")
            case "string_pattern_mismatch":
                cure = "Use small letters, digits and underscores, a letter first"
                yield Flaw(place, f"`{found['input']}` is not a name", cure)
            case "literal_error":
                yield Flaw(place, f"`{key}` is {found['input']!r}", f"Use {found['ctx']['expected']}")
            case _:
                value = found["input"]
                shown = "has the wrong shape" if isinstance(value, dict | list) else f"is {value!r}"
                yield Flaw(place, f"`{key}` {shown}", found["msg"].replace("Input should", "It must"))


def _known_keys() -> set[str]:
    groups = Group.__subclasses__()
    return {field.alias or name for group in groups for name, field in group.model_fields.items()}
