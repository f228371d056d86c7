"""One HTTP answer, and its JSON if that is what it is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NoReturn


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, read to its end. Header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def shown(self) -> str:
        """Write out what matters of it; other headers may carry cookies and tokens."""
        told = [f"{name}: {self.headers[name]}" for name in ("content-type", "retry-after") if name in self.headers]
        return "\n".join([f"HTTP {self.status}", *told, "", self.body.decode("utf-8", "replace")])


class NotJson(Exception):
    """The answer is something else; the text says what, and quotes nothing of it."""


def json_of(reply: Reply) -> Any:
    """Return the JSON with exact numbers (`Decimal`, never float); raises `NotJson`."""
    kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not reply.body.strip():
        raise NotJson("its answer is empty")
    if kind != "application/json" and not kind.endswith("+json"):
        raise NotJson(
            "it answered with a web page instead of JSON" if kind == "text/html" else "its answer is not JSON"
        )
    try:
        return json.loads(reply.body.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise NotJson("its answer is broken JSON") from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
