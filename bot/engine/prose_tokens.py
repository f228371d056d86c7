"""What of a sentence says something, word by word: who, what, how many, under which condition, what is denied. Pure."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from bot.engine.sayable import Sayable, stem, words_of
from bot.engine.vocabulary.plain import (
    ACTORS,
    CONDITIONS,
    DISCOURSE,
    FUNCTION_WORDS,
    GIVING,
    MEASURING,
    NEGATIONS,
    NUMBER_WORDS,
    PLAIN_WORDS,
)

_UNIT = re.compile(
    r"[;:.!?]+(?:\s|$)|\n"
    r"|,\s(?:and|but|so|y|pero)\b|\s(?:and|but|so)\s(?=(?:do|please|we|you|the|a|an|it|they|our|your)\b)"
)
"""Where a clause of a source ends that could stand by itself."""

_SUBORDINATE = re.compile(r"\s*(?:if|unless|when|while|until|because|before|after|si|cuando|hasta|antes|porque)\b")
_BESIDE = frozenset({"that", "which", "whom", "que", "from", "of", "to", "with", "by", "al", "por", "con"})
_THE = frozenset({"the", "your", "our", "a", "el", "su"})
_PRONOUNS = frozenset({"it", "they"})
_POINTING = frozenset({"it", "this", "that", "they", "these", "esto", "eso"})
_AGAIN_NOT = frozenset({"nada", "nadie", "ningún", "ninguna", "ninguno", "tampoco"})
"""What says in Spanish for the second time that something is denied."""
_WE = re.compile(r"(?!\w*(?:ísi|róxi|iltí|últi|mis|érmi)mos)\w{2,}[aei]mos")
"""A Spanish verb that says by its end who does it."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word that says something. `unit` is the clause of the source it is in, `segment` its part between commas.

    `aside` ones of the source may be passed over, as in `that we ...`; `loose` ones may go with their clause. `spare`
    ones of an answer need not stand in the source: a condition, a `you` to whom something is told. `after` is the word
    that follows whoever does something.
    """

    forms: frozenset[str]
    kind: str
    denied: bool = False
    unit: int = 0
    segment: int = 0
    aside: bool = False
    spare: bool = False
    loose: bool = False
    after: str = ""

    @property
    def fixed(self) -> bool:
        """Whether it keeps its place among the others."""
        return self.kind != "word" or self.denied

    @property
    def hard(self) -> bool:
        """Whether nothing may be told from both sides of it without it."""
        return self.fixed and not self.aside

    def same(self, other: "Token") -> bool:
        """Say whether two say the same."""
        alike = self.kind == other.kind or {self.kind, other.kind} == {"word", "condition"}
        return alike and self.denied == other.denied and bool(self.forms & other.forms)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads sentences of an answer in `language`, and their source: `known` says how that may be put.

    `telling` are the stems of things that every answer is about and that this source denies: there they say something.
    """

    language: str
    known: Sayable
    telling: Set[str] = frozenset()

    @classmethod
    def of(cls, source: str, known: Sayable, language: str) -> "Reader":
        """Return a reader of what rests on `source`."""
        plain = cls(language, known)
        things = PLAIN_WORDS[known.language]
        denied = {
            form
            for unit in units(source)
            for word, token in plain._denied(unit, of_source=True)
            if word in things
            for form in token.forms
        }
        return cls(language, known, frozenset(denied))

    def said(self, text: str) -> list[Token]:
        """Return what an answer's words say."""
        return [token for _, token in self._denied(text, of_source=False)]

    def source(self, text: str) -> list[Token]:
        """Return what a source says, clause by clause."""
        found = []
        for unit, clause in enumerate(units(text)):
            for segment, piece in enumerate(re.split(r",\s", clause)):
                found += [replace(t, unit=unit, segment=segment) for t in self._source_of(piece)]
        return found

    def _source_of(self, text: str) -> Iterator[Token]:
        for _, token in self._denied(text, of_source=True):
            silent = self.language == "es" and token.forms == {"you"}  # the verb says who is spoken to
            yield replace(token, aside=token.aside or silent)

    def _denied(self, text: str, *, of_source: bool) -> list[tuple[str, Token]]:
        """Put each negation on the next word that says something, or on the last where none follows."""
        found: list[tuple[str, Token]] = []
        denying = denied = False
        words = words_of(text)
        for place, word in enumerate(words):
            if word in NEGATIONS:
                denying = denying if denied and word in _AGAIN_NOT else not denying
                denied = True
                continue
            for token in self._of(words, place, of_source=of_source, denying=denying):
                takes = denying and token.kind != "actor"
                found.append((word, replace(token, denied=takes)))
                denying = denying and not takes
        if denying and found:
            found[-1] = (found[-1][0], replace(found[-1][1], denied=True))
        return found

    def _of(self, words: Sequence[str], place: int, *, of_source: bool, denying: bool) -> Iterator[Token]:
        word = words[place]
        before = next((one for one in reversed(words[max(place - 2, 0) : place]) if one not in _THE), "")
        given = bool({stem(before, "en"), stem(before, "es")} & GIVING)
        spoken = self.known.language if of_source else self.language
        if word in ACTORS:
            you = ACTORS[word] == "you" and given
            after = words[place + 1] if place + 1 < len(words) else ""
            who = frozenset({ACTORS[word]})
            yield Token(who, "actor", aside=you or before in _BESIDE, spare=you, after=after.replace("have", "has"))
        elif word in _PRONOUNS and not of_source:
            yield Token(frozenset({"plan"}), "actor", spare=True)
        elif word[0].isdigit() or word in NUMBER_WORDS:
            yield Token(frozenset({NUMBER_WORDS.get(word, word)}), "figure")
        else:
            if _WE.fullmatch(word) and spoken == "es" and "we" not in map(ACTORS.get, words[max(place - 2, 0) : place]):
                yield Token(frozenset({"we"}), "actor", aside=before in _BESIDE)
            yield from self._content(word, spoken, of_source=of_source, denying=denying)

    def _content(self, word: str, spoken: str, *, of_source: bool, denying: bool) -> Iterator[Token]:
        forms = self.known.by_word.get(word, frozenset()) if of_source else frozenset({stem(word, spoken)})
        thing = word in PLAIN_WORDS[spoken] and not (denying or forms & self.telling)
        free = word in FUNCTION_WORDS[spoken] | DISCOURSE[spoken]
        if thing or (free and (not of_source or forms <= {stem(word, "en"), stem(word, "es")})):
            return
        condition = word in CONDITIONS
        yield Token(forms, "condition" if condition else "word", spare=condition, loose=word in MEASURING)


def units(source: str) -> list[str]:
    """Return the clauses of a source; what a subordinate one begins stays with what follows."""
    found: list[str] = []
    for piece in _UNIT.split(source):
        if found and _SUBORDINATE.match(found[-1]):
            found[-1] = f"{found[-1]}, {piece}"
        elif piece.strip():
            found.append(piece)
    return found


def points(text: str) -> bool:
    """Say whether a clause begins with a mere `it`."""
    return words_of(text)[:1] != [] and words_of(text)[0] in _POINTING
