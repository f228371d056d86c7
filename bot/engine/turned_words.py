"""Words that must come through a translation unturned: which day, what became of a claim, who owes. Pure.

Only what shows both ways counts, so that a free translation is not taken for a wrong one: a state is turned when one
has gone and another has come.
"""

import re
from collections.abc import Iterator

_WEEKDAYS = (
    r"monday|lunes",
    r"tuesday|martes",
    r"wednesday|mi[eé]rcoles",
    r"thursday|jueves",
    r"friday|viernes",
    r"saturday|s[aá]bado",
    r"sunday|domingo",
    r"today|hoy",
    r"tomorrow|(?<!la )mañana",
)
_MONTHS = (
    r"january|enero",
    r"february|febrero",
    r"march(?= \d)|(?<=\d )march|marzo",
    r"april|abril",
    r"may(?= \d)|(?<=\d )may|mayo",
    r"june|junio",
    r"july|julio",
    r"august|agosto",
    r"september|septiembre|setiembre",
    r"october|octubre",
    r"november|noviembre",
    r"december|diciembre",
)
_STATES = (
    r"paid|pays?|payments?|pag(?:ó|ado|ada|ados|adas|ar|aron|a|an|o|os)",
    r"denied|denie[sd]|deny|denials?|rejected|reject|declined|neg(?:ó|ado|ada|aron)|deneg\w+|rechaz\w+",
    r"approved?|approves|accepted|accepts?|aprob\w+|acept\w+",
    r"received|recibi\w+",
    r"corrected|correct|corrects|correg\w+|corrig\w+",
)
_WE_OWE = r"we (?:\w+ )?owe|debemos|adeudamos"


def turned(original: str, translated: str) -> Iterator[str]:
    """Yield what differs."""
    one, other = original.casefold(), translated.casefold()
    if _named(_WEEKDAYS, one) != _named(_WEEKDAYS, other):
        yield "a day of the week differs"
    if _named(_MONTHS, one) != _named(_MONTHS, other):
        yield "a month differs"
    lost, come = _named(_STATES, one) - _named(_STATES, other), _named(_STATES, other) - _named(_STATES, one)
    if lost and come:
        yield "a state differs"
    if _named((_WE_OWE,), one) != _named((_WE_OWE,), other):
        yield "who owes differs"


def _named(groups: tuple[str, ...], text: str) -> set[int]:
    return {number for number, words in enumerate(groups) if re.search(rf"(?<!\w)(?:{words})(?!\w)", text)}
