"""Tell a word about the patient, meant for colleagues, from a word to the patient. Pure.

A desk whose plain replies all reach the patient is one slip away from `lol another one from this guy` reaching them.
So what speaks *of* the patient and never *to* them stays inside; nothing is lost, and whoever wrote it is told.
"""

import re

_OF_THE_PATIENT = re.compile(
    r"\b(?:th(?:is|at) (?:guy|dude|man|lady|woman|gal|girl|kid|person|patient|pt|caller|one)|(?:the )?(?:pt|patient)s?"
    r"|another one|(?:this|that) (?:family|mom|dad))\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:@\w+|lo+l|lmao|ha(?:ha)+|hehe|smh|ugh+|wtf|omg|jaja(?:ja)*|rofl|fyi|heads up)\b", re.IGNORECASE
)
_TO_COLLEAGUES = re.compile(
    r"\b(?:any(?:one|body)|some(?:one|body)|who|can one of us|guys|team|folks|y'all)\b.*\b(?:know|knows|seen|take|takes"
    r"|grab|handle|handling|look|looks|cover|free|working|dealt|remember|remembers)\b",
    re.IGNORECASE,
)
_TO_THE_PATIENT = re.compile(r"\b(?:you|your|yours|you're|you'll|usted|ustedes|su|sus|le|les|tu)\b", re.IGNORECASE)
_INSTRUCTION = re.compile(
    r"\s*(?:please |pls )?(?:tell|let) (?:the |our )?(?:patient|pt|him|her|them)(?: know)?(?: that)?[:,]?\s+",
    re.IGNORECASE,
)


def reads_like_a_remark(text: str) -> bool:
    """Say whether `text` speaks of the patient, or to colleagues, and nowhere to the patient."""
    if _TO_THE_PATIENT.search(text) or _INSTRUCTION.match(text):
        return False
    return bool(_ASIDE.match(text.lstrip()) or _OF_THE_PATIENT.search(text) or _TO_COLLEAGUES.search(text))


def to_the_patient(text: str) -> str:
    """Return `text` without the words that only asked us to pass it on, such as `Tell the patient that`."""
    found = _INSTRUCTION.match(text)
    rest = text[found.end() :] if found else ""
    return f"{rest[0].upper()}{rest[1:]}" if rest else text
