"""Claim numbers that were dictated: `fifty six oh seven two dash B as in boy`. Pure; they are asked about, never taken.

The words are those of English and Spanish digits and tens; the office's own formats decide whether they mean anything.
"""

import re
from collections.abc import Iterator, Sequence

from bot.domain.policy import ClaimNumberFormat
from bot.domain.recognition import Entity, EntityKind
from bot.engine.claim_numbers import in_office_format
from bot.engine.identifiers import overlaps

_DIGITS = ("zero oh o cero", "one uno", "two dos", "three tres", "four cuatro", "five cinco", "six seis", "seven siete",
           "eight ocho", "nine niner nueve")  # fmt: skip
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNIT = {word: digit for digit, words in enumerate(_DIGITS) for word in words.split()}
_TEN = {word: 10 * ten for ten, word in enumerate(_TENS.split(), start=2)}
_VALUE = _UNIT | _TEN | {word: teen for teen, word in enumerate(_TEENS.split(), start=10)}

_NUMBER = "|".join(sorted(_VALUE, key=len, reverse=True))
_SAID = re.compile(
    rf"(?<!\w)(?P<digits>(?:\d+|{_NUMBER})(?:[\s,-]+(?:\d+|{_NUMBER})){{0,12}})"
    r"(?:[\s,]+(?P<dash>dash|hyphen|minus|gui[oó]n)[\s,]+|\s*-\s*|[\s,]+)(?P<end>[a-z])(?![\w'])"
    r"(?:\s+(?:as in|like|for|de)\s+(?P=end)\w+)?",
    re.IGNORECASE,
)


def find_spoken_claim_numbers(
    text: str, formats: Sequence[ClaimNumberFormat], taken: list[tuple[int, int]]
) -> Iterator[Entity]:
    """Yield what reads as one of the office's numbers once its words are figures; `66025 dash A` has only that word."""
    for match in _SAID.finditer(text):
        typed = match["digits"].isdigit()
        if overlaps(match.span(), taken) or (typed and not match["dash"]):
            continue
        canonical = in_office_format(f"{_figures(match['digits'])}-{match['end']}", formats)
        if canonical:
            taken.append(match.span())
            kind = EntityKind.CLAIM if typed else EntityKind.POSSIBLE_CLAIM
            yield Entity(kind, match[0], canonical, *match.span())


def _figures(words: str) -> str:
    """Write number words as figures one after the other; a ten and the unit after it are one number."""
    figures: list[str] = []
    after_ten = False
    for word in re.split(r"[\s,-]+", words.casefold()):
        if after_ten and _UNIT.get(word):
            figures[-1] = str(int(figures[-1]) + _UNIT[word])
        else:
            figures.append(str(_VALUE.get(word, word)))
        after_ten = word in _TEN
    return "".join(figures)
