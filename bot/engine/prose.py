"""Check a model's sentences, each against the very facts and words that it names as its source. Pure.

A sentence may use small words and the words of its source, and nothing else. So an amount, a day, a code, a promise or
a piece of advice that the source does not give has no words to be said in. Between two languages its words are
those that `vocabulary.pairs` knows to mean the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.engine.aliases import Aliases
from bot.engine.dates import find_dates
from bot.engine.lexicon import fold, language_of
from bot.engine.measures import measures
from bot.engine.quotation import sentences_around
from bot.engine.sayable import LANGUAGES, WORD, Sayable, sayable, stem, words_of
from bot.engine.vocabulary.plain import (
    CONDITIONS,
    FUNCTION_WORDS,
    NEGATIONS,
    NUMBER_WORDS,
    PLAIN_WORDS,
    STATES,
    UNITS,
)
from bot.ports.writer import Fact, Sentence, Written
from knowledge.passages import Passage

MOST_SENTENCES = 8
LONGEST_SENTENCE = 400
_FEWEST_QUOTED = 3
"""Words. A shorter quotation is found in any text and carries nothing."""

_TOKEN = re.compile(r"[$€£]?(?=[\w:./,-]*\d)\w(?:[\w:./,-]*\w)?%?")
"""Anything with a digit in it, as a whole: an amount, a day, a code, a telephone number."""

_MARKUP = re.compile(
    r"https?:|www\.|\w@\w|\]\(|!\[|<[a-z/!]|`|^#|^>|\n|[*_]{2}|\w\.(?:com|org|net|gov|io|co)\b", re.IGNORECASE
)
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]]+", re.IGNORECASE)
_ALIASED = re.compile(r"\[claim \d+\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[([^\]]*)\]?")


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a draft may rest on, by the names under which it was handed out."""

    facts: Mapping[str, Fact]
    passages: Mapping[str, Passage]
    aliases: Aliases


def faults(written: Written, evidence: Evidence, language: str) -> list[str]:
    """Return what in the draft has no source, in words for the model and the trace; an empty list lets it through."""
    if not written.sentences:
        return ["there is no sentence"]
    if len(written.sentences) > MOST_SENTENCES:
        return [f"there are more than {MOST_SENTENCES} sentences"]
    return [
        f"sentence {n}: {fault}"
        for n, sentence in enumerate(written.sentences, start=1)
        for fault in _faults(sentence, evidence, language)
    ]


def support(sentence: Sentence, evidence: Evidence) -> str:
    """Return all that a sentence rests on: the document's sentences around its quotation, and its facts."""
    passage = evidence.passages.get(sentence.passage)
    quoted = sentences_around(sentence.quote, passage) if passage else ""
    return "\n".join([quoted, *(evidence.facts[name].text for name in sentence.facts if name in evidence.facts)])


def _faults(sentence: Sentence, evidence: Evidence, language: str) -> Iterator[str]:
    formal = list(_formal(sentence, evidence))
    if formal:
        yield from formal
        return
    text = _ALIASED.sub(" ", sentence.text)
    if language not in LANGUAGES or language_of(fold(text), language) != language:
        yield f"it is not in the language asked for ({language})"
        return
    source = support(sentence, evidence)
    if not sentence.facts:
        yield from _not_facts(text, source)
    yield from _figures(text, source)
    yield from _measures(text, source)
    foreign = bool(sentence.passage) and is_foreign(evidence.passages[sentence.passage], language)
    known = sayable(source, language, foreign=foreign)
    yield from _turned(text, source, known, language)
    yield from _unknown(words_of(text), known, language)


def _formal(sentence: Sentence, evidence: Evidence) -> Iterator[str]:
    """What is wrong before a word of it is read."""
    if not sentence.text.strip() or len(sentence.text) > LONGEST_SENTENCE:
        yield f"it is empty or longer than {LONGEST_SENTENCE} characters"
    if _MARKUP.search(_LINK.sub(lambda link: "" if link[0].rstrip(".") in sentence.quote else link[0], sentence.text)):
        yield "it holds a link, an image or markup"
    for inside in _BRACKETS.findall(sentence.text):
        if not evidence.aliases.number(inside):
            yield f"[{inside}] is no claim of this conversation"
    yield from (f"{name} is no fact" for name in sentence.facts if name not in evidence.facts)
    if not (sentence.passage or sentence.facts):
        yield "it names no fact and no passage"
    yield from _misquoted(sentence, evidence)
    yield from _mixed(sentence, evidence)


def _misquoted(sentence: Sentence, evidence: Evidence) -> Iterator[str]:
    passage = evidence.passages.get(sentence.passage)
    if passage is None:
        if sentence.passage or sentence.quote:
            yield f"“{sentence.passage}” is no passage"
    elif len(WORD.findall(sentence.quote)) < _FEWEST_QUOTED:
        yield f"its quotation has fewer than {_FEWEST_QUOTED} words"
    elif not sentences_around(sentence.quote, passage):
        yield "its quotation does not stand in the passage word for word"


def _mixed(sentence: Sentence, evidence: Evidence) -> Iterator[str]:
    """Two amounts in one sentence could change places, and so could two days or two claims."""
    facts = [evidence.facts[name].text for name in sentence.facts if name in evidence.facts]
    if sum("$" in fact for fact in facts) > 1:
        yield "it rests on two amounts; say one in a sentence"
    if sum(bool(_days(fact)) for fact in facts) > 1:
        yield "it rests on two days; say one in a sentence"
    named = {evidence.aliases.number(inside) for inside in _BRACKETS.findall(sentence.text)}
    about = {evidence.aliases.number(name.rpartition(".")[0]) for name in sentence.facts}
    if len(named | about) > 1:
        yield "it mixes two claims"


def _not_facts(text: str, source: str) -> Iterator[str]:
    """Amounts and states of a document are told in its exact words: said anew they would sound like this patient's."""
    loaded = "$" in text or bool(STATES & set(words_of(text)))
    if loaded and f" {' '.join(words_of(text))} " not in f" {' '.join(words_of(source))} ":
        yield "it tells an amount or a state of a document in other words; copy them, or rest on a fact"


def _figures(text: str, source: str) -> Iterator[str]:
    known = {token.casefold() for token in _TOKEN.findall(source)}
    yield from (f"the day {day} has no source" for day in _days(text) if day not in _days(source))
    yield from (f"the figure {token} has no source" for token in _TOKEN.findall(text) if token.casefold() not in known)
    counted = {NUMBER_WORDS.get(word, word) for word in words_of(source)}
    unknown = (word for word in words_of(text) if NUMBER_WORDS.get(word, "") not in {"", *counted})
    yield from (f"the number “{word}” has no source" for word in unknown)


def _measures(text: str, source: str) -> Iterator[str]:
    """How much of what: every measure of the source, none of another kind, and none without its number."""
    said, known = measures(text), measures(source)
    yield from (f"the measure “{number} {unit}” has no source" for number, unit in sorted(said - known))
    if said or any(word in UNITS for word in words_of(text)):
        yield from (f"it leaves out “{number} {unit}”" for number, unit in sorted(known - said))


def _turned(text: str, source: str, known: Sayable, language: str) -> Iterator[str]:
    """A statement turned around, or widened."""
    said, there = words_of(text), words_of(source)
    denied = {stem(word, language) for word in _denied(said, language) if word}
    may_be = {stem for word in _denied(there, known.language) for stem in known.by_word.get(word, ())}
    if bool(NEGATIONS & set(said)) != bool(NEGATIONS & set(there)) or denied - may_be:
        yield "it denies what its source says, or says what its source denies"
    if CONDITIONS & set(there) and not CONDITIONS & set(said):
        yield "it leaves out the condition of its source"


def _denied(words: Sequence[str], language: str) -> set[str]:
    """Return what each `not` is about: the first word after it that says anything."""
    found = set()
    for place, word in enumerate(words):
        if word in NEGATIONS:
            found.add(next((w for w in words[place + 1 :] if w not in FUNCTION_WORDS[language]), ""))
    return found


def _unknown(words: Sequence[str], known: Sayable, language: str) -> Iterator[str]:
    """Words that are neither free nor in the source."""
    free = FUNCTION_WORDS[language] | PLAIN_WORDS[language] | NUMBER_WORDS.keys() | NEGATIONS
    unknown = [w for w in words if w not in free and not w[0].isdigit() and stem(w, language) not in known.stems]
    if unknown:
        yield f"these words do not stand in its source: {', '.join(dict.fromkeys(unknown))}"


def is_foreign(passage: Passage, language: str) -> bool:
    """Say whether a document is in another language than the answer."""
    return language_of(fold(passage.text), language) != language


def _days(text: str) -> list[date]:
    return [found.day for found in find_dates(text, date.max, [], packed=False)]
