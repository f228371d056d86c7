"""The files that `claimdesk eval` reads: YAML, refused in one sentence that says what to write."""

from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.domain.errors import ClaimDeskError

Cases = TypeVar("Cases")


def read_cases(file: Path, kind: type[Cases], form: str) -> Cases:
    """Read the cases of a file; raises `ClaimDeskError` with what is wrong and the `form` that is right."""
    try:
        return TypeAdapter(kind).validate_python(YAML(typ="safe").load(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise ClaimDeskError(f"{file}: cannot be read. Name a YAML file in UTF-8") from error
    except YAMLError as error:
        raise ClaimDeskError(f"{file}: is not YAML. Write {form}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise ClaimDeskError(f"{file}: {where}: {first['msg']}. Write {form}") from None
