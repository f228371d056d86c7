"""From a billing system's JSON to records: pure, and conservative.

A condition or a path that does not fit the answer is a `MappingMiss`: the look-up failed. It is never "not found",
and a record is never half guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actions.expressions import Expression, ExpressionError
from actions.records import CLAIM_RECORD, INDISPENSABLE
from actions.results import FieldValue
from actions.spec import AnswerMapping
from actions.values import UNREADABLE, Reading


class MappingMiss(Exception):
    """The answer does not have the shape that the file describes. Names fields, never what stood in them."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """The records of one answer. `unreadable` names fields that held something which made no sense."""

    records: tuple[Mapping[str, FieldValue], ...]
    unreadable: tuple[str, ...]


class AnswerReader:
    """The compiled mapping of one action file."""

    def __init__(self, mapping: AnswerMapping) -> None:
        """Compile every expression once."""
        self._items = Expression(mapping.items)
        self._fields = {
            name: (Expression(field.path), CLAIM_RECORD[name], field.formats) for name, field in mapping.fields.items()
        }
        self._needed = INDISPENSABLE | {name for name, field in mapping.fields.items() if field.required}
        self._error = _condition(mapping.error_when)
        self._unavailable = _condition(mapping.unavailable_when)
        self._pending = _condition(mapping.pending_when)
        self._not_found = _condition(mapping.not_found_when)

    def says_error(self, answer: Any) -> bool:
        """Say whether the answer is the system's own error; like all conditions raises `MappingMiss`."""
        return _holds("error_when", self._error, answer)

    def says_unavailable(self, answer: Any) -> bool:
        """Say whether the system reached, but not the payer behind it."""
        return _holds("unavailable_when", self._unavailable, answer)

    def says_pending(self, answer: Any) -> bool:
        """Say whether the system is still working on it."""
        return _holds("pending_when", self._pending, answer)

    def says_not_found(self, answer: Any) -> bool:
        """Say whether the system looked and has no match."""
        return _holds("not_found_when", self._not_found, answer)

    def records(self, answer: Any) -> Mapped:
        """Map every item; raises `MappingMiss` when there is none, or when one lacks a field that it must have."""
        try:
            items = self._items.of(answer)
        except ExpressionError as error:
            raise MappingMiss(f"items: {error}") from None
        if isinstance(items, dict):
            items = [items]
        if not isinstance(items, list) or not items:
            raise MappingMiss("items found nothing, and not_found_when did not say that nothing was found")
        readings = [self._read(item) for item in items]
        junk = {name for reading in readings for name, value in reading.items() if value is UNREADABLE}
        self._demand(readings)
        return Mapped(tuple(map(_plain, readings)), tuple(name for name in self._fields if name in junk))

    def _read(self, item: Any) -> dict[str, Reading]:
        found: dict[str, Reading] = {}
        for name, (path, reader, formats) in self._fields.items():
            try:
                found[name] = reader(path.of(item), formats)
            except ExpressionError as error:
                raise MappingMiss(f"{name}: {error}") from None
        return found

    def _demand(self, readings: list[dict[str, Reading]]) -> None:
        for reading in readings:
            for name in self._fields:
                if name in self._needed and reading[name] in (None, UNREADABLE, ()):
                    state = "unreadable" if reading[name] is UNREADABLE else "missing"
                    raise MappingMiss(f"the required field {name} is {state}")


def _plain(reading: Mapping[str, Reading]) -> Mapping[str, FieldValue]:
    return {name: None if value is UNREADABLE else value for name, value in reading.items()}


def _condition(text: str | None) -> Expression | None:
    return None if text is None else Expression(text)


def _holds(name: str, condition: Expression | None, answer: Any) -> bool:
    if condition is None:
        return False
    try:
        return condition.holds(answer)
    except ExpressionError as error:
        raise MappingMiss(f"{name}: {error}") from None
