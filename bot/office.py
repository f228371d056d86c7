"""The office folder: everything that a billing lead edits, loaded whole or refused with every mistake named."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from actions.errors import Problem
from bot.domain.checks import Checks
from bot.domain.errors import ClaimDeskError
from bot.domain.policy import Office
from bot.office_problems import OfficeError, problems_of
from bot.office_yaml import Page, read_page

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class OfficeFolder:
    """A valid office folder. What is in `knowledge` and `actions` is checked by the packages of those names."""

    root: Path
    office: Office
    checks: Checks
    knowledge: Path
    actions: Path


class FolderNotEmpty(ClaimDeskError):
    """A new office folder was wanted where something already is."""


def load_office(folder: Path) -> OfficeFolder:
    """Read an office folder and raise `OfficeError` with all its mistakes at once."""
    if not folder.is_dir():
        cure = "Name an existing folder, or make one with `claimdesk init`"
        raise OfficeError([Problem(str(folder), None, "there is no such folder", cure)])
    problems: list[Problem] = []
    office = _validated(folder / "office.yml", Office, problems)
    checks = _validated(folder / "checks.yml", Checks, problems)
    problems += _missing_folders(folder)
    if office and checks:
        problems += _odd_canaries(*office, *checks)
    if problems or not office or not checks:
        raise OfficeError(problems)
    return OfficeFolder(folder, office[0], checks[0], folder / "knowledge", folder / "actions")


def init_office(target: Path) -> None:
    """Write the sample office into `target`, which must not exist yet or be empty; raises `FolderNotEmpty`."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FolderNotEmpty(f"{target} is not empty. Name a new folder; nothing was written")
    # Contents only: an installed package may be read-only, and the office must be able to write.
    shutil.copytree(sample_office(), target, copy_function=shutil.copyfile, dirs_exist_ok=True)


def sample_office() -> Path:
    """Return the folder of the sample office inside the package; it is read, never written."""
    return Path(str(files("bot"))) / "sample_office"


def _validated(path: Path, kind: type[Kind], problems: list[Problem]) -> tuple[Kind, Page] | None:
    page = read_page(path)
    if isinstance(page, Problem):
        problems.append(page)
        return None
    try:
        return TypeAdapter(kind).validate_python(page.data), page
    except ValidationError as error:
        problems += problems_of(error.errors(), kind, page.file, page.line_of)
        return None


def _missing_folders(folder: Path) -> Iterator[Problem]:
    for name in ("knowledge", "actions"):
        if not (folder / name).is_dir():
            yield Problem(f"{name}/", None, "the folder is not there", "Make it, even if it stays empty")


def _odd_canaries(office: Office, _: Page, checks: Checks, page: Page) -> Iterator[Problem]:
    formats = office.claim_numbers
    for index, canary in enumerate(checks.canaries):
        if not any(re.fullmatch(each.pattern, canary.claim) for each in formats):
            words = " or ".join(f"{each.words}, such as {each.example}" for each in formats)
            problem = f"canaries[{index + 1}].claim: {canary.claim!r} is not a claim number of this office"
            yield Problem(page.file, page.line_of(("canaries", index, "claim")), problem, f"Write {words}")
