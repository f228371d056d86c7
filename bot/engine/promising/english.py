"""Promises in English."""

import re
from datetime import date, timedelta

from bot.engine.promising.days import ReadDay, Said
from bot.engine.promising.grammar import NEVER, Grammar, Times, any_of, names, numbers

_DAYS = numbers(
    "monday:0 mon:0 tuesday:1 tues:1 tue:1 wednesday:2 wed:2 thursday:3 thurs:3 thur:3 thu:3 friday:4 fri:4 "
    "saturday:5 sat:5 sunday:6 sun:6"
)
_WEEKDAY = "|".join(_DAYS)
_MONTH = any_of(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec"
)
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = rf"(?:{_MONTH}) {_NTH}(?:,? \d{{4}})?|{_NTH}(?: of)? (?:{_MONTH})(?: \d{{4}})?|\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?"
_NUMBERS = numbers("a:1 an:1 one:1 two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 fifteen:15")
_NUMBER = names(_NUMBERS)


def _weekday(found: re.Match[str], said: Said) -> date | None:
    day = _DAYS[found["day"]]
    if not (found["date"] or found["nth"]):
        return said.weekday(day, found["ref"] or "")
    dated = said.written(found["date"]) if found["date"] else said.day_of_month(int(found["nth"]))
    return dated if dated and dated.weekday() == day else None


def _near(found: re.Match[str], said: Said) -> date:
    return said.today + timedelta(days=found["near"] == "tomorrow")


def _day_end(found: re.Match[str], said: Said) -> date | None:
    if found["day"]:
        return said.weekday(_DAYS[found["day"]], "")
    return said.today + timedelta(days=found["near"] == "tomorrow")


def _span(found: re.Match[str], said: Said) -> date | None:
    number, unit = found["more"] or found["number"], found["unit"]
    many = _NUMBERS.get(number) or int(number)
    if found["working"]:
        return said.working_days(many) if unit.startswith("day") else None
    return said.day_of(said.at + timedelta(**{f"{unit.removesuffix('s')}s": many}))


_FORMS: dict[str, ReadDay] = {
    rf"(?:(?P<ref>this|next) |coming |this coming )?(?P<day>{_WEEKDAY})\b"
    rf"(?:,? \(?(?:the )?(?:(?P<date>{_DATE})|(?P<nth>\d{{1,2}})(?:st|nd|rd|th))\)?)?": _weekday,
    r"(?P<near>tomorrow|today|tonight|later today|this (?:morning|afternoon|evening))": _near,
    r"(?:the )?(?:end of (?:the |business )?day|close of business|eod|cob)"
    rf"(?:,? (?:on )?(?:(?P<near>today|tomorrow)|(?P<day>{_WEEKDAY})))?": _day_end,
    r"(?:sometime |later |early |(?:the )?end of )?next week": lambda _, said: said.week_end(1),
    r"(?:sometime |later )?this week|(?:the )?end of (?:the |this )?week": lambda _, said: said.week_end(0),
    r"(?:the )?end of (?:the |this )?month": lambda _, said: said.month_end(),
    rf"(?:in|within)(?: the next)? (?P<number>{_NUMBER})(?:(?: to | or | ?- ?)(?P<more>{_NUMBER}))?"
    r"(?P<working> business| working| office)? (?P<unit>minutes?|hours?|days?|weeks?)": _span,
    rf"(?P<date>{_DATE})": lambda found, said: said.written(found["date"]),
    r"the (?P<nth>\d{1,2})(?:st|nd|rd|th)": lambda found, said: said.day_of_month(int(found["nth"])),
}
_TIMES = Times(
    forms=tuple((re.compile(rf"(?:{form})(?![\w/])"), read) for form, read in _FORMS.items()),
    lead=re.compile(r",? ?(?:(?:by|on|before|sometime|(?:at|around) \d{1,2}(?::\d\d)? ?(?:am|pm)?) )*"),
    before=re.compile(r"\bbefore\b"),
    end=re.compile(r"\b(?:end|close|eod|cob)\b"),
    joined=re.compile(r",? (?:or|to)(?= )| ?[-–](?= ?\w)"),
    tail=re.compile(
        r"$|[,):(—–]| - | (?:the )?(?:at|around|about|between|in the|morning|afternoon|evening|night|noon|eod|"
        r"by|before|after|latest|what|either|with|so|and|but|for|on|first|regarding|via|because|since|please|thanks|thank|am|pm|to)\b"
    ),
)
_US = r"(?: from (?:me|us|our (?:team|office|billing team)))"
_WE = (
    r"i'll|i will|i'm going to|i am going to|we'll|we will|we're going to|we are going to|let me|"
    r"i promise(?: to| i'll| we'll)?|(?:someone|somebody|(?:a|my) colleague(?: \w+)?|one of us|our team|our office|"
    rf"a specialist)(?:{_US})? will"
)
_NEWS = "answer|reply|response|update|call"
ENGLISH = Grammar(
    who=re.compile(rf"\b(?:{_WE})\b|(?:^|, )will\b"),
    deed=re.compile(
        r"(?:call|phone|ring|text|e-?mail|message|contact|update|write|answer|notify|inform|tell|give|drop|send|"
        r"shoot|get) you\b|(?:write|respond|reply|report|speak|talk)(?: back)? to you\b|get back (?:to|with) you\b|"
        r"(?:circle|check) back(?: with| to)? you\b|touch base with you\b|(?:follow up|reach out|(?:be|get) in touch|"
        r"let you know|reply|respond|answer|be (?:calling|contacting|e-?mailing|updating) you)\b|"
        r"have(?= (?:an|the|your|some) )"
    ),
    aside=re.compile(
        # Whoever is asked to do something may be the one who then calls.
        r"(?P<own>(?!.*\b(?:ask|tell|have|let|request|want|get (?:them|him|her|\w+ to)|they|he|she)\b|"
        r".*(?<!for)(?<!with) you\b).*(?: and| but| then|,))?"
        r"(?: (?:definitely|certainly|personally|also|then|gladly|just|make sure to|"
        r"be sure to|still|please|will|i'll|we'll))* "
    ),
    opening=re.compile(r"$"),
    whole=re.compile(
        rf"\byou(?:'ll| will| can expect to) hear(?: back)?{_US}|"
        rf"\b(?:you(?:'ll| will) (?:have|get)|expect) (?:an|a|my|our|your|the) (?:{_NEWS})\b{_US}?"
    ),
    unsure=NEVER,
    ahead=NEVER,
    between=re.compile(
        r",? (?:"
        + any_of(
            "you back to with for in a an the my our your this that it these those all again about on regarding "
            "concerning answer answers update updates news reply response call e?-?mail message line ring word claim "
            "claims bill bills balance question questions account case request status result results outcome decision "
            "details information info final full numbers amount what we i find found out how why things stand stands "
            "it's they say more next steps step personally directly myself here phone text writing chat either way "
            "first thing as soon possible can later latest at sometime or by form forms "
            "statement copy letter document documents link appeal denial"
        )
        + r")(?![\w'-])"
    ),
    times=_TIMES,
    condition=re.compile(
        r"\b(?:if|unless|when|whenever|once|until|till|assuming|provided|providing|depending|depends|in case)\b|"
        r"\bas soon as\b(?! (?:possible|i can|we can))|\bafter\b(?! (?:\d|noon|lunch))"
    ),
    doubt=re.compile(
        r"n't\b|\b(?:not|never|cannot|maybe|perhaps|possibly|probably|hopefully|hope|try|trying|might|could|should|"
        r"would|likely|usually|normally|typically|says|said|told|according|mean|actually|instead|rather|earliest|"
        r"or so|or later|week after|after next)\b"
    ),
    clause_end=re.compile(r"[,;()—–]| - |\b(?:but|so|and|because|since)\b"),
)
