"""What can be wrong with an action file, told so that its owner can put it right."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file. `line` counts from 1 and is None where the whole file is meant."""

    file: str
    line: int | None
    problem: str
    cure: str

    def __str__(self) -> str:
        """Write it on one line, the way editors find a place: `file:line: problem. cure`."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.problem}. {self.cure}"


class ActionFileError(Exception):
    """An action file cannot be used; `problems` holds everything that is wrong with it, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)
