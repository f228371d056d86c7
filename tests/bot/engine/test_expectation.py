"""What a patient is told of when a person answers."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendar import Calendar
from bot.domain.policy import Holidays, OpeningHours
from bot.engine.expectation import escalation, expectation
from tests.fakes.offices import ALWAYS, ESCALATION, NOW, OFFICE, WEEKDAYS, office

BOISE = ZoneInfo("America/Boise")


def told(moment: str, language: str = "en", *, holidays: Holidays = Holidays(), hours: OpeningHours = WEEKDAYS) -> str:  # noqa: B008
    now = datetime.fromisoformat(moment).replace(tzinfo=BOISE).astimezone(UTC)
    return expectation(Calendar(BOISE, hours, holidays), language, now)


@pytest.mark.parametrize(
    ("moment", "english", "spanish"),
    [
        (
            "2026-11-23 11:30",
            "Our office is open today until 5:00 PM MST.",
            "Nuestra oficina está abierta hoy hasta las 5:00 p. m. MST.",
        ),
        (
            "2026-07-24 16:30",
            (
                "Our office closes at 5:00 PM MDT. If nobody has answered by then, a specialist answers after we open "
                "again Monday at 8:00 AM MDT."
            ),
            (
                "Nuestra oficina cierra a las 5:00 p. m. MDT. Si nadie ha respondido antes, un especialista le "
                "responderá cuando abramos de nuevo el lunes a las 8:00 a. m. MDT."
            ),
        ),
        (
            "2026-11-20 18:00",
            "Our office is closed until Monday at 8:00 AM MST; a specialist answers then.",
            "Nuestra oficina está cerrada hasta el lunes a las 8:00 a. m. MST; un especialista le responderá entonces.",
        ),
        (
            "2026-11-24 17:00",
            "Our office is closed until tomorrow at 8:00 AM MST; a specialist answers then.",
            "Nuestra oficina está cerrada hasta mañana a las 8:00 a. m. MST; un especialista le responderá entonces.",
        ),
    ],
)
def test_the_expectation_is_the_calendars_in_both_languages(moment: str, english: str, spanish: str) -> None:
    assert (told(moment), told(moment, "es")) == (english, spanish)


def test_before_the_doors_open_and_in_a_break_it_is_today() -> None:
    break_at_noon = OpeningHours(monday="08:00-12:00, 13:00-17:00")
    assert told("2026-11-23 06:00") == "Our office opens today at 8:00 AM MST; a specialist answers then."
    assert "abierta" not in told("2026-11-23 12:30", "es", hours=break_at_noon)
    assert "abre hoy a la 1:00 p. m. MST" in told("2026-11-23 12:30", "es", hours=break_at_noon)


def test_a_day_a_week_away_has_its_date() -> None:
    mondays = OpeningHours(monday="08:00-12:00")
    assert "until Monday, November 30, at 8:00 AM MST" in told("2026-11-23 13:00", hours=mondays)
    assert "hasta el lunes 30 de noviembre a las 8:00 a. m." in told("2026-11-23 13:00", "es", hours=mondays)


def test_an_office_that_never_closes_says_nothing_of_hours() -> None:
    assert told("2026-11-23 13:00", hours=ALWAYS) == ""


def test_a_zone_without_a_name_that_people_use_is_left_out() -> None:
    santiago = Calendar(ZoneInfo("America/Santiago"), WEEKDAYS, Holidays())
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert expectation(santiago, "en", now) == (
        "Our office is closed until Monday at 8:00 AM; a specialist answers then."
    )


def test_the_hand_off_is_the_offices_words_and_the_expectation() -> None:
    weekdays = office(hours=WEEKDAYS)
    assert escalation(weekdays, "en", NOW) == f"{ESCALATION['en']} Our office is open today until 5:00 PM MST."
    assert escalation(OFFICE, "fr", NOW) == ESCALATION["en"]
