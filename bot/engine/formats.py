"""Amounts, days and moments as people read them in English and Spanish."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
}


def money(amount: Decimal) -> str:
    """Return `$1,144.21`."""
    return f"${amount:,.2f}"


def day(when: date, language: str) -> str:
    """Return `October 2, 2026` or `2 de octubre de 2026`."""
    month = _MONTHS.get(language, _MONTHS["en"])[when.month - 1]
    return f"{when.day} de {month} de {when.year}" if language == "es" else f"{month} {when.day}, {when.year}"


def short_day(when: date) -> str:
    """Return `Tue Mar 3`, for the desk."""
    return f"{when:%a %b} {when.day}"


def moment(when: datetime, zone: str, language: str) -> str:
    """Return day, hour and zone on the office's own clock."""
    local = when.astimezone(ZoneInfo(zone))
    hour = f"{local.hour}:{local:%M}" if language == "es" else f"{local.hour % 12 or 12}:{local:%M} {local:%p}"
    return f"{day(local.date(), language)}, {hour} {local:%Z}"
