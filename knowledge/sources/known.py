"""What the index remembers of a source, to tell whether it changed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Freshness:
    """What a web server said to recognise an unchanged page by."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The content of the last time, by its digest."""

    digest: str = ""
    freshness: Freshness = Freshness()
