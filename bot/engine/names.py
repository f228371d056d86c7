"""Read a person's own name out of what they say, in English and Spanish. Code only: no model takes part."""

import re
import unicodedata
from collections.abc import Iterator

from bot.domain.recognition import Entity, EntityKind, Recognised
from bot.engine.lexicon import concepts
from bot.engine.vocabulary import ENGLISH, NOT_A_NAME, Concept

MOST_WORDS = 5
"""Names of people have at most this many words; more is a sentence."""

_WORD = r"[^\W\d_][\w.'’-]*"
_NAME = rf"(?P<name>{_WORD}(?:[ \t]+(?!(?:and|y|born|dob|nac\w*|but|pero)\b){_WORD}){{0,4}})"
_TOLD = re.compile(
    r"\b(?:(?P<part>first |last |sur)?(?:name|nombre(?: completo)?)|(?P<family>apellido)s?)(?:'s| is| es| son)?[: \t]+"
    + _NAME
    + r"|\b(?:i am|i'm|this is|me llamo|soy)[ \t]+" + _NAME.replace("<name>", "<self>"),
    re.IGNORECASE,
)  # fmt: skip
_CAPITALISED = re.compile(r"(?<![\w.])[^\W\d_a-z][a-zà-ÿ'’-]+(?:[ \t]+[^\W\d_a-z][a-zà-ÿ'’-]+){1,3}(?!\w)")
_PARTS = {"first": "first", "last": "last", "sur": "last", "apellido": "last"}
_ABOUT_MONEY = frozenset({Concept.ACCOUNT, Concept.FIELD, Concept.THANKS, Concept.CLAIM})
"""Subjects whose words are names of people too, when they are written like one: Bill, Grant, Ty."""

_SENTENCE = frozenset(
    {Concept.QUESTION, Concept.EXPLAIN, Concept.STATUS, Concept.OWN, Concept.GREETING, Concept.DENIAL, Concept.PERSON}
)


def letters(text: str) -> str:
    """Return letters and digits only, without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if c.isalnum())


def told_name(found: Recognised) -> tuple[str, str]:
    """Return the name that follows words such as `my name is`, and which part it was said to be, if any."""
    for match in _TOLD.finditer(_rest(found)):
        name = match["name"] or match["self"]
        if _is_name(name.split()):
            return name, _PARTS.get((match["part"] or match["family"] or "").strip().casefold(), "")
    return "", ""


_SOMEBODY = re.compile(
    r"\b(?i:did|does|do|is|was|has|if|whether|about|for|"
    r"on)[ \t]+(?i:an?[ \t]+)?(?P<name>(?:Mrs?|Ms|Miss)\.?[ \t]+[A-Z][\w'’-]+"
    r"|[A-Z][\w'’-]+(?:[ \t]+[A-Z][\w.'’-]*){1,3})[ \t]+"
    r"(?i:come|came|go|went|have|has|had|owe|owes|been|seen|was|is|visit|visited|there|a[ \t]patient|in|miss|missed|"
    r"show)\b"
    r"|\b(?i:balance|status|claims?|bills?|account|statement|eob)[ \t]+(?i:for|of|under)[ \t]+"
    r"(?P<whose>[A-Z][\w'’-]+(?:[ \t]+[A-Z][\w.'’-]*){1,3})(?!\w)"
)
_FIRM = re.compile(
    r"(?i)\b(?:blue|cross|shield|health|care|plan|insurance|united|aetna|cigna|humana|mutual|assurance|medicare|"
    r"medicaid|"
    r"kaiser|anthem|molina|ridge|clinic|medical|hospital|group|office|center|dr|doctor|i|you|my|the|your|claim)\b"
)


def asks_about_somebody(text: str) -> bool:
    """Say whether a named person's doings are asked about; names of firms and plans are no person's."""
    return any(not _FIRM.search(match["name"] or match["whose"]) for match in _SOMEBODY.finditer(text))


def bare_name(found: Recognised) -> str:
    """Return the words that are nothing else, which are a name when that was asked for."""
    words = [word for part in re.split(r"[\n,;:!?()]", _rest(found)) for word in _named(part)]
    return " ".join(words) if len(words) <= MOST_WORDS else ""


def written_names(text: str) -> list[str]:
    """Return runs of capitalised words that nothing explains: perhaps a plan or a street, perhaps somebody's name."""
    runs = (match[0] for match in _CAPITALISED.finditer(text))
    return [run for run in runs if _is_name(run.split())]


def spoken_names(found: Recognised, *, proving: bool) -> tuple[Entity, ...]:
    """Return where somebody says their own name, so that it can be taken out of what others read.

    Out of a proof only what is written like a name counts: `this is urgent` introduces nobody.
    """
    told, _ = told_name(found)
    names = [told] if told and (proving or told[:1].isupper()) else []
    spoken = " ".join([*names, *([bare_name(found)] if proving else [])])
    words = {word.rstrip(".'’-") for word in spoken.split()}
    if not words:
        return ()
    one = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    run = re.compile(rf"(?<!\w)(?:{one})(?:[ \t]+(?:{one}))*(?!\w)")
    free = [match for match in run.finditer(found.text) if not _touches(match.span(), found)]
    return tuple(Entity(EntityKind.NAME, match[0], match[0], *match.span()) for match in free)


def _touches(span: tuple[int, int], found: Recognised) -> bool:
    return any(span[0] < e.end and e.start < span[1] for e in found.entities)


def _named(part: str) -> Iterator[str]:
    words = [word for word in re.findall(_WORD, part) if not _is_filler(word)]
    if _is_name(words):
        yield from words


def _rest(found: Recognised) -> str:
    """The text without what was recognised, each hole a line's end."""
    text = found.text
    for entity in sorted(found.entities, key=lambda e: e.start, reverse=True):
        text = f"{text[: entity.start]}\n{text[entity.end :]}"
    return text


def _is_filler(word: str) -> bool:
    plain = letters(word)
    return bool(NOT_A_NAME.fullmatch(plain)) or (word.islower() and bool(ENGLISH.fullmatch(plain)))


def _is_name(words: list[str]) -> bool:
    return bool(words) and not any(_is_ordinary(word) for word in words) and not all(map(_is_filler, words))


def _is_ordinary(word: str) -> bool:
    plain = letters(word)
    about = concepts(plain)
    return (
        bool(about & _SENTENCE)
        or (word[0].islower() and bool(about & _ABOUT_MONEY))
        or bool(NOT_A_NAME.fullmatch(plain))
    )
