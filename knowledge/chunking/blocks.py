"""What every kind of document is read into before it is cut."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is the outermost."""

    level: int
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, a list or a listing; line breaks in it are meant."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; a row may be shorter or longer than the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    page: int | None = None


Block = Heading | Paragraph | Table
