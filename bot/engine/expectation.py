"""When a person answers, said as the office's calendar has it: a time only when it is known, never a promise of one."""

from datetime import datetime, timedelta

from bot.domain.calendar import Calendar
from bot.domain.policy import Office
from bot.engine import notices
from bot.engine.notices import say

CLOSES_SOON = timedelta(hours=1)

_DAYS: dict[str, tuple[str, ...]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("el lunes", "el martes", "el miércoles", "el jueves", "el viernes", "el sábado", "el domingo"),
}
_MONTHS: dict[str, tuple[str, ...]] = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "es": (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
}


def escalation(office: Office, language: str, now: datetime) -> str:
    """Return the office's own words for: a person takes it from here; and when somebody is there to do so."""
    return f"{say(office.messages.escalation, language)} {expectation(office.calendar, language, now)}".strip()


def expectation(calendar: Calendar, language: str, now: datetime) -> str:
    """Say when somebody is there; nothing for an office that never closes, or that opens no more."""
    opening, later = calendar.opening_at(now), calendar.next_opening(now)
    if later is None or (opening and opening[1] == later[0]):
        return ""
    opens = on_day(calendar, later[0], language, now)
    if opening is None:
        today = calendar.local(now).date() == calendar.local(later[0]).date()
        return say(notices.OFFICE_OPENS if today else notices.OFFICE_CLOSED, language, opens=opens)
    sentence = notices.OFFICE_CLOSING if opening[1] - now <= CLOSES_SOON else notices.OFFICE_OPEN
    closes = clock_time(calendar.local(opening[1]), language)
    return say(sentence, language, closes=closes, opens=opens)


def on_day(calendar: Calendar, moment: datetime, language: str, now: datetime) -> str:
    """Return a moment to come as a person would say it on the office's phone: day first, date only when it is far."""
    local, today = calendar.local(moment), calendar.local(now).date()
    days = (local.date() - today).days
    at = clock_time(local, language)
    spanish = language == "es"
    if days < 2:
        return f"{('hoy', 'mañana')[days]} a {at}" if spanish else f"{('today', 'tomorrow')[days]} at {at}"
    tongue = "es" if spanish else "en"
    day, month = _DAYS[tongue][local.weekday()], _MONTHS[tongue][local.month - 1]
    if days < 7:
        return f"{day} a {at}" if spanish else f"{day} at {at}"
    return f"{day} {local.day} de {month} a {at}" if spanish else f"{day}, {month} {local.day}, at {at}"


def clock_time(local: datetime, language: str) -> str:
    """Return the time of day, with the zone's name where it has one that people use."""
    hour, zone = local.hour % 12 or 12, local.tzname() or ""
    half = ("AM", "PM") if language != "es" else ("a. m.", "p. m.")
    article = "" if language != "es" else "la " if hour == 1 else "las "
    text = f"{article}{hour}:{local.minute:02} {half[local.hour >= 12]}"
    return f"{text} {zone}" if zone.isalpha() else text
