"""What the clocks of the desk say: to patients in their language, to the desk and its lead nothing of a patient."""

from datetime import datetime, timedelta

from bot.domain.escalation import Escalation
from bot.domain.policy import Office
from bot.engine.desk_clocks import Due
from bot.engine.expectation import expectation, on_day
from bot.engine.formats import short_day
from bot.engine.notices import Say, say

TO_PATIENT: dict[Due, Say] = {
    Due.NOT_TAKEN_PATIENT: {
        "en": "You have not been forgotten. Nobody has been free to take your case yet, so I have reminded our billing "
        "team.",
        "es": "No le hemos olvidado. Nadie ha podido tomar su caso todavía, así que se lo he recordado a nuestro "
        "equipo de facturación.",
    },
    Due.REPLY_OWED_PATIENT: {
        "en": "You have not been forgotten. {name} has not been able to answer yet, so I have reminded our billing "
        "team.",
        "es": "No le hemos olvidado. {name} no ha podido responder todavía, así que se lo he recordado a nuestro "
        "equipo de facturación.",
    },
    Due.NUDGE: {
        "en": "{name} is waiting to hear from you. Write here when you are ready.",
        "es": "{name} espera su respuesta. Escriba aquí cuando pueda.",
    },
    Due.CLOSE_NOTICE: {
        "en": "We have not heard from you, so this case will be closed {when}. If you still need us, write here before "
        "then.",
        "es": "No hemos tenido noticias suyas, así que este caso se cerrará {when}. Si todavía nos necesita, escriba "
        "aquí antes.",
    },
    Due.CLOSE: {
        "en": "This case is closed now, because we have not heard from you. Write here if you need anything else.",
        "es": "Este caso queda cerrado, porque no hemos tenido noticias suyas. Escriba aquí si necesita algo más.",
    },
}
_PROMISING = frozenset({Due.NOT_TAKEN_PATIENT, Due.REPLY_OWED_PATIENT})
TO_DESK: dict[Due, str] = {
    Due.NOT_TAKEN: "Nobody has taken case {case} for {waited} of office time. Who can? Press Take over.",
    Due.NOT_TAKEN_LEAD: "Case {case} has waited {waited} of office time and nobody has taken it.",
    Due.REPLY_OWED: "Case {case}: the patient has waited {waited} of office time for {name} to answer.",
    Due.REPLY_OWED_LEAD: "Case {case}, which {name} has: the patient has waited {waited} of office time for an answer.",
    Due.PROMISE_DUE: "Case {case}: the patient was promised a word by today, {day}. A reply here keeps that promise.",
    Due.PROMISE_MISSED: "Case {case}: the patient was promised a word by {day} and has had none since. Reply here, or "
    "resolve the case if it was settled by phone.",
}
LEAD_TOLD = "The lead was told."
SOMEBODY: Say = {"en": "Our specialist", "es": "Nuestro especialista"}


def to_patient(due: Due, case: Escalation, office: Office, language: str, now: datetime) -> str:
    """Return the word to the patient."""
    closing = first_open(office, now + timedelta(hours=office.desk.close_after_hours))
    text = say(
        TO_PATIENT[due],
        language,
        name=case.owner_name or say(SOMEBODY, language),
        when=on_day(office.calendar, closing, language, now),
    )
    return f"{text} {expectation(office.calendar, language, now)}".strip() if due in _PROMISING else text


def to_desk(due: Due, case: Escalation, waited: timedelta) -> str:
    """Return what the desk or its lead reads."""
    return TO_DESK[due].format(
        case=case.case,
        waited=spelled(waited),
        name=case.owner_name or "the specialist",
        day=short_day(case.promised) if case.promised else "",
    )


def spelled(waited: timedelta) -> str:
    """Return a span of time as a person would say it."""
    minutes = int(waited.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} minute{'' if minutes == 1 else 's'}"
    return f"{minutes // 60} hours"


def first_open(office: Office, moment: datetime) -> datetime:
    """Return the first moment from `moment` on at which the office is open."""
    if office.calendar.is_open(moment):
        return moment
    later = office.calendar.next_opening(moment)
    return later[0] if later else moment
