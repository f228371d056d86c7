"""Days as people write them in reports. Pure."""

from datetime import date


def day_in_words(day: date, *, year: bool = False) -> str:
    """Return `1 November`, or with its `year` `1 November 2026`."""
    return f"{day.day} {day:%B}{f' {day.year}' if year else ''}"
