"""What an office says about a document, beside its text."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any, cast, get_args

from knowledge.passages import Audience


@dataclass(frozen=True, slots=True)
class Details:
    """The particulars of a document as the office wrote them; an empty one was not given.

    `staff_sections` are headings whose sections, with all below them, only staff may read.
    """

    title: str = ""
    topic: str = ""
    payer: str = ""
    owner: str = ""
    review_date: date | None = None
    audience: Audience | None = None
    staff_sections: tuple[str, ...] = ()

    def audience_under(self, headings: Sequence[str]) -> Audience:
        """Return who may read what stands under this path of headings."""
        staff = {heading.casefold() for heading in self.staff_sections}
        if staff.intersection(heading.casefold() for heading in headings):
            return "staff"
        return self.audience or "patient"

    def or_else(self, other: "Details") -> "Details":
        """Return these details with gaps filled from `other`; `staff` wins over `patient` wherever it is said."""
        merged = {field.name: getattr(self, field.name) or getattr(other, field.name) for field in fields(self)}
        if "staff" in (self.audience, other.audience):
            merged["audience"] = "staff"
        merged["staff_sections"] = tuple(dict.fromkeys((*self.staff_sections, *other.staff_sections)))
        return Details(**merged)

    def to_json(self) -> dict[str, Any]:
        """Return the details as values that JSON can carry."""
        return {**asdict(self), "review_date": self.review_date.isoformat() if self.review_date else None}

    @staticmethod
    def from_json(values: Mapping[str, Any]) -> "Details":
        """Return what `to_json` kept."""
        day = values["review_date"]
        sections = tuple(values["staff_sections"])
        return Details(
            **{**values, "review_date": date.fromisoformat(day) if day else None, "staff_sections": sections}
        )


NAMES: tuple[str, ...] = tuple(field.name for field in fields(Details))


def details_from(values: Mapping[str, Any]) -> tuple[Details, dict[str, tuple[str, str]]]:
    """Read details that a person wrote in YAML; mistakes come back by key as (problem, cure)."""
    mistakes: dict[str, tuple[str, str]] = {}
    read: dict[str, Any] = {}
    for key, value in values.items():
        if key not in NAMES:
            mistakes[key] = (f"unknown key '{key}'", f"Known keys are {', '.join(NAMES)}.")
        elif value is None:
            continue
        elif mistake := _mistake(key, value):
            mistakes[key] = mistake
        else:
            read[key] = _value(key, value)
    return Details(**read), mistakes


def _mistake(key: str, value: object) -> tuple[str, str] | None:
    if key == "audience" and value not in get_args(Audience):
        return f"audience '{value}' is not known", "Write 'patient' or 'staff'."
    if key == "review_date" and _day(value) is None:
        return f"review_date '{value}' is not a date", "Write it as YYYY-MM-DD, for example 2027-01-31."
    if key == "staff_sections":
        return None if _headings(value) else ("staff_sections is not a list of headings", "Write [Heading, Heading].")
    if key not in {"audience", "review_date"} and not isinstance(value, str | int | float):
        return f"{key} is not a text", f"Write one line of text after '{key}:'."
    return None


def _value(key: str, value: object) -> object:
    if key == "audience":
        return cast("Audience", value)
    if key == "staff_sections":
        return _headings(value)
    return _day(value) if key == "review_date" else str(value).strip()


def _headings(value: object) -> tuple[str, ...]:
    given = value if isinstance(value, list) else [value]
    headings = tuple(heading for heading in given if isinstance(heading, str) and heading.strip())
    return headings if len(headings) == len(given) else ()


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
