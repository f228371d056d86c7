"""Which promises are read from a specialist's words, by which day, and what is none."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendar import Calendar
from bot.domain.policy import Holidays
from bot.engine.promising.reader import promised_day
from tests.fakes.offices import WEEKDAYS

CALENDAR = Calendar(ZoneInfo("America/Boise"), WEEKDAYS, Holidays("US"))
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=CALENDAR.zone).astimezone(UTC)
"""Ten in the morning of Monday, 2 March 2026."""
MON, TUE, WED, THU, FRI = (date(2026, 3, day) for day in range(2, 7))
NEXT_MON, NEXT_FRI = date(2026, 3, 9), date(2026, 3, 13)


def read(text: str, at: datetime = MONDAY) -> date | None:
    return promised_day(text, at, CALENDAR)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I'll call you Tuesday", TUE),
        ("I’ll call you on Tuesday.", TUE),
        ("We'll get back to you by Friday.", FRI),
        ("I will call you back tomorrow at 3 p.m.", TUE),
        ("Hi Rosa, I'll call you Tuesday morning, thanks for waiting!", TUE),
        ("I'll look into it with Northwind and get back to you by Friday.", FRI),
        ("I couldn't reach the payer today, so I'll get back to you tomorrow.", TUE),
        ("Don't worry, we will follow up with you on Wednesday.", WED),
        ("I'll let you know what they say by end of day tomorrow.", TUE),
        ("I'll have an answer for you by Thursday the latest", THU),
        ("You'll hear from us in two business days.", WED),
        ("You will hear back from me within 24 hours", TUE),
        ("I'll get back to you about your claim by Friday", FRI),
        ("We'll send you an update on this by 3/6", FRI),
        ("We'll send you an update on this by 3/6/2026.", FRI),
        ("I'll call you this coming Friday", FRI),
        ("I'll call you at 2:30 p.m. tomorrow", TUE),
        ("I'll tell you more on Wednesday", WED),
        ("I will be in touch within 2 to 3 business days", THU),
        ("My colleague Bo will call you tomorrow", TUE),
        ("I'll email you the details on March 5th.", THU),
        ("I'll call you Thursday, March 5, to go over it", THU),
        ("Tomorrow I'll call you.", TUE),
        ("On Tuesday, we will get back to you.", TUE),
        ("Someone from our office will call you Wednesday.", WED),
        ("A colleague will reach out to you tomorrow", TUE),
        ("Will get back to you by Wednesday.", WED),
        ("I'm going to call you this afternoon", MON),
        ("I'll get back to you later today", MON),
        ("I'll reply by EOD Wednesday", WED),
        ("I'll get back to you by the end of the week", FRI),
        ("I'll get back to you this week", FRI),
        ("We'll update you next week", NEXT_FRI),
        ("I'll call you in 2-3 business days", THU),
        ("I'll call you Tuesday or Wednesday", WED),
        ("I'll call you before Friday", THU),
        ("I'll get back to you in a week", NEXT_MON),
        ("I'll call you Saturday", NEXT_MON),
        ("I'll call you on the 5th", THU),
        ("I'll call you tomorrow. And we'll get back to you with the final answer by Friday.", TUE),
        ("I promise to call you by Tuesday.", TUE),
        ("We'll get back to you no later than Friday", FRI),
        ("I will get back to you as soon as possible, by Friday at the latest", FRI),
        ("Please send us the card.\nI'll get back to you Wed.", WED),
        ("Let me get back to you on that tomorrow", TUE),
        ("I'll reply by the end of the month", date(2026, 3, 31)),
        ("**I'll call you Tuesday**", TUE),
        # Spanish
        ("te llamo el martes", TUE),
        ("Le llamaré el martes por la mañana.", TUE),
        ("Le respondemos a más tardar el viernes.", FRI),
        ("Mañana le llamo.", TUE),
        ("Nos comunicaremos con usted en dos días hábiles.", WED),
        ("Voy a revisarlo con el seguro y le aviso mañana.", TUE),
        ("No se preocupe, le escribo pasado mañana", WED),
        ("Tendrá una respuesta nuestra antes del viernes", THU),
        ("Le voy a llamar esta tarde", MON),
        ("Vamos a contestarle el jueves 5 de marzo", THU),
        ("Le llamamos mañana", TUE),
        ("Le daré una respuesta para el viernes", FRI),
        ("Me pondré en contacto con usted la próxima semana", NEXT_FRI),
        ("Sí, le llamo el miércoles sin falta", WED),
        ("Le tendremos una respuesta a finales de semana", FRI),
        ("Alguien de nuestro equipo le llamará el 5 de marzo", THU),
        ("Le llamo en 24 horas", TUE),
        ("Le llamo el martes o el miércoles", WED),
        ("Le respondo a fin de mes", None),
        ("Le respondo a finales del mes", date(2026, 3, 31)),
    ],
)
def test_a_promise_is_due_on_its_working_day(text: str, day: date | None) -> None:
    assert read(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "Your letter goes out on Tuesday.",
        "Please call us by Tuesday.",
        "Please call us by Tuesday and we will get back to you.",
        "If you send the form by Friday, we'll get back to you.",
        "I'll call you Tuesday if they have answered.",
        "I'll call you after the payer answers on Friday",
        "We'll get back to you once the insurer decides on Friday",
        "I won't be able to call you Tuesday",
        "I can't promise I'll call you by Friday",
        "I called you Tuesday.",
        "Shall I call you on Tuesday?",
        "I'll call you Tuesday, OK?",
        "Maybe I'll call you Tuesday",
        "I'll try to call you Tuesday",
        "I can call you Tuesday",
        "We should get back to you by Friday",
        "I'll call the payer on Tuesday",
        "I'll call Northwind and they will call you Tuesday",
        "I'll ask them to check and call you Tuesday",
        "The payer said they'll call you Tuesday",
        "They told me we will get back to you by Friday",
        "> I'll call you Tuesday",
        "Your insurer wrote “we'll call you Tuesday”.",
        "I'll call you about your visit on March 5",
        "I'll email you the statement from Friday",
        "I'll let you know that your payment is due Friday",
        "I'll follow up with the payer by Friday",
        "I'll get back to you soon",
        "I'll get back to you in a few days",
        "I'll call you in a day or so",
        "I'll call you next Friday",
        "I'll call you Monday",
        "I'll call you Tuesday week after next",
        "I'll call you Tuesday, March 4",
        "I'll call you on March 1",
        "I'll call you on October 5",
        "I'll mail the appeal on Tuesday",
        "We will send your account to collections on Friday",
        "We will send you a refund check by Friday",
        "We'll call you Friday only if something changes",
        "We have to answer you by Thursday",
        "I'll respond to Northwind's letter by Friday",
        "I'll get you scheduled for Tuesday",
        "You will get a letter from the payer by Friday",
        "Expect the check by Friday",
        "I'll call you Tuesday or whenever they answer",
        "I'll call you at the earliest on Tuesday",
        "Thanks, see you Tuesday",
        "Our office is closed Tuesday",
        "I'll call you within 24 business hours",
        "I'll get back to you. Your visit was on Tuesday",
        "",
        # Spanish
        "Le llamó el martes",
        "El seguro le llamo el martes",
        "Le llamamos el martes",
        "No le llamo el martes",
        "Si me contestan le llamo el martes",
        "Le llamo cuando me contesten el martes",
        "¿Le llamo el martes?",
        "Le llamo por la mañana",
        "Quizás le llamo el martes",
        "Intentaré llamarle el martes",
        "Recibirá una carta de su seguro el viernes",
        "El pago sale el martes",
        "Le aviso que su pago vence el viernes",
        "Le llamo el próximo viernes",
        "Dijo que le llamaría el martes",
        "Llámenos antes del viernes",
    ],
)
def test_what_could_mean_something_else_is_no_promise(text: str) -> None:
    assert read(text) is None


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CALENDAR.zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("written", "text", "day"),
    [
        # Friday evening in Boise is Saturday in UTC: the office's day counts.
        ("2026-03-06 18:00", "I'll call you tomorrow", "2026-03-09"),
        ("2026-03-06 18:00", "I'll call you Monday", "2026-03-09"),
        ("2026-03-06 16:00", "I'll get back to you within one business day", "2026-03-09"),
        ("2026-03-06 16:00", "I'll get back to you within 48 hours", "2026-03-09"),
        # After the office has closed, today is tomorrow; so is an hour that ends after it.
        ("2026-03-03 18:00", "I'll call you today", "2026-03-04"),
        ("2026-03-03 16:30", "I'll call you in an hour", "2026-03-04"),
        ("2026-03-03 15:30", "I'll call you in an hour", "2026-03-03"),
        # Thanksgiving and the day on which Independence Day is kept in 2026.
        ("2026-11-25 10:00", "I'll call you tomorrow", "2026-11-27"),
        ("2026-11-24 10:00", "We'll reply in two business days", "2026-11-27"),
        ("2026-07-01 10:00", "You'll hear from us in 2 working days", "2026-07-06"),
        ("2026-07-01 10:00", "I'll get back to you by the end of the week", "2026-07-02"),
        # Over both changes of the clocks, the turn of the year, and a leap day.
        ("2026-03-06 10:00", "I'll call you Monday", "2026-03-09"),
        ("2026-10-30 10:00", "I'll call you Monday", "2026-11-02"),
        ("2026-12-30 10:00", "I'll call you January 4", "2027-01-04"),
        ("2028-02-28 10:00", "I'll call you tomorrow", "2028-02-29"),
        ("2026-03-06 10:00", "I'll call you next Tuesday", "2026-03-10"),
        ("2026-03-04 10:00", "I'll call you this Tuesday", None),
        ("2026-03-04 10:00", "I'll call you this Wednesday", "2026-03-04"),
        ("2026-03-04 10:00", "I'll call you before Wednesday", None),
        ("2026-03-07 10:00", "I'll get back to you this week", None),
    ],
)
def test_the_office_s_calendar_says_which_day_is_meant(written: str, text: str, day: str | None) -> None:
    assert read(text, at(written)) == (day and date.fromisoformat(day))
