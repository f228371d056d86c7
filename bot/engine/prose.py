"""Check a model's sentences, each against the very facts and words that it names as its source. Pure.

A sentence may use small words and the words of its source, and nothing else. So an amount, a day, a code, a promise or
a piece of advice that the source does not give has no words to be said in. Between two languages its words are
those that `vocabulary.pairs` knows to mean the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from bot.engine.aliases import Aliases
from bot.engine.alignment import PART, misaligned
from bot.engine.dates import find_dates
from bot.engine.fact_clauses import belongs_elsewhere, telling
from bot.engine.lexicon import fold, language_of
from bot.engine.measures import measures
from bot.engine.quotation import sentences_around
from bot.engine.readings import amounts, in_days, plainly, with_days
from bot.engine.sayable import LANGUAGES, OTHER, WORD, Sayable, sayable, stem, words_of
from bot.engine.vocabulary.plain import (
    ACTORS,
    CONDITIONS,
    DISCOURSE,
    FUNCTION_WORDS,
    NEGATIONS,
    NUMBER_WORDS,
    PLAIN_WORDS,
    STATES,
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
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_CODE = re.compile(r"\b[A-Z]{1,2}-?\d{1,3}\b")
"""What of a heading a sentence may name: the code that its passage is about."""
_ITEM = re.compile(r"\s*[-•]\s")
_BY_WHOM = re.compile(r"\b(?:by|por) (?:you|us|usted|nosotros)\b")
_YOU_CAN = re.compile(r"^\s*(?:you|usted)\b")
_PRONOUNS = frozenset({"it", "this", "that", "they", "these"})
_YOURS = frozenset({"your", "my", "their", "our"})
_OWN_THINGS = frozenset({"claim", "visit", "insurance", "reclamo", "visita"})
_ALIASED = re.compile(r"\[claim \d+\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[([^\]]*)\]?")


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a draft may rest on, by the names under which it was handed out.

    `own` is the passage that speaks of this very claim: the office's words for the state that it is in.
    """

    facts: Mapping[str, Fact]
    passages: Mapping[str, Passage]
    aliases: Aliases
    own: str = ""


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
    return "\n".join([_quoted(sentence, evidence), *(fact.text for fact in _facts(sentence, evidence))])


def _quoted(sentence: Sentence, evidence: Evidence) -> str:
    passage = evidence.passages.get(sentence.passage)
    return sentences_around(sentence.quote, passage) if passage else ""


def _facts(sentence: Sentence, evidence: Evidence) -> list[Fact]:
    return [evidence.facts[name] for name in sentence.facts if name in evidence.facts]


def _faults(sentence: Sentence, evidence: Evidence, language: str) -> Iterator[str]:
    formal = list(_formal(sentence, evidence))
    if formal:
        yield from formal
        return
    text = _ALIASED.sub(" ", sentence.text)
    if language not in LANGUAGES or language_of(fold(text), language) != language:
        yield f"it is not in the language asked for ({language})"
        return
    heard = _heard(sentence, evidence, text, language)
    if sentence.passage:
        yield from _personal(sentence, evidence, heard)
    yield from _figures(heard)
    yield from _measures(heard)
    yield from _unknown(words_of(heard.said), heard.known, language)
    yield from _out_of_place(heard, language)


@dataclass(frozen=True, slots=True)
class _Heard:
    """A sentence, and read plainly what it says and rests on: `there` is all of that, `quoted` a document's part."""

    text: str
    said: str
    there: str
    quoted: str
    facts: tuple[Fact, ...]
    known: Sayable
    context: frozenset[str]
    heading: str


def _heard(sentence: Sentence, evidence: Evidence, text: str, language: str) -> _Heard:
    passage = evidence.passages.get(sentence.passage)
    foreign = passage is not None and is_foreign(passage, language)
    spoken = OTHER[language] if foreign else language
    facts, source = _facts(sentence, evidence), support(sentence, evidence)
    days = _days(source)
    payers = [fact.text.partition(": ")[2] for fact in facts if fact.id.endswith(".payer")]

    def read(words: str, of: str, into: str) -> str:
        return amounts(plainly(with_days(_without_payer(words, payers), days, of), into))

    quoted = read(_quoted(sentence, evidence), "en", spoken)
    context = _context(passage, quoted)
    telling_them = (" ".join(telling(fact)) for fact in facts)
    there = "\n".join([read(source, "en", spoken), *sorted(context), *telling_them])
    return _Heard(
        text,
        in_days(read(text, language, language), there),
        there,
        quoted,
        tuple(replace(fact, text=read(fact.text, "en", language)) for fact in facts),
        sayable(there, language, foreign=foreign),
        frozenset(context),
        f"{passage.title} {passage.section}".casefold() if passage else "",
    )


def _context(passage: Passage | None, quoted: str) -> set[str]:
    """Return what the heading lends to a sentence: its code, and to a line of a list the words that lead up to it."""
    if passage is None:
        return set()
    heading = passage.section.rpartition(" › ")[2]
    lent = {code.casefold() for code in _CODE.findall(heading)}
    if _ITEM.match(quoted):
        lent |= {"can", *words_of(heading)} - NEGATIONS - STATES - NUMBER_WORDS.keys() - ACTORS.keys()
    return lent - set(words_of(quoted))


def _without_payer(text: str, payers: Sequence[str]) -> str:
    """Return a text in which the payer is called the plan, by their whole name or its first word."""
    for payer in payers:
        text = re.sub(rf"{re.escape(payer)}|\b{re.escape(payer.split()[0])}\b", " plan ", text)
    return text


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


def _personal(sentence: Sentence, evidence: Evidence, heard: _Heard) -> Iterator[str]:
    """An amount or a state that a document tells of anybody must not sound like this patient's own."""
    said = words_of(heard.said)
    values = _words(heard.facts)
    if ("$" not in heard.said or heard.facts) and STATES & set(said) <= values:
        return
    own = sentence.passage == evidence.own
    theirs = set(pairwise(words_of(heard.quoted)))
    mine = [pair for pair in pairwise(w for w in said if not _ISO.fullmatch(w)) if pair[0] in _YOURS]
    mine = [pair for pair in mine if pair not in theirs]
    taken = [pair for pair in mine if not (own and (pair[1] in _OWN_THINGS or pair[1] in ACTORS))]
    if taken or (_ALIASED.search(sentence.text) and not own):
        yield "it tells an amount or a state of a document in other words; copy them, or rest on a fact"


def _words(facts: Sequence[Fact]) -> set[str]:
    return {word for fact in facts for word in words_of(fact.text)}


def _figures(heard: _Heard) -> Iterator[str]:
    known = set(_TOKEN.findall(heard.there))
    days = [date.fromisoformat(token) for token in known if _ISO.fullmatch(token)]
    yield from (f"the day {day} has no source" for day in _days(heard.said) if day not in days)
    written = {amounts(token).casefold(): token for token in _TOKEN.findall(heard.text)}
    unknown_figures = (token for token in _TOKEN.findall(heard.said) if token not in known)
    yield from (f"the figure {written.get(token, token)} has no source" for token in unknown_figures)
    counted = {NUMBER_WORDS.get(word, word) for word in words_of(heard.there)}
    unknown = (word for word in words_of(heard.said) if NUMBER_WORDS.get(word, "") not in {"", *counted})
    yield from (f"the number “{word}” has no source" for word in unknown)


def _measures(heard: _Heard) -> Iterator[str]:
    """How much of what: none of another kind, and none without its number."""
    said, known = measures(heard.said), measures(heard.there)
    yield from (f"the measure “{number} {unit}” has no source" for number, unit in sorted(said - known))


def _out_of_place(heard: _Heard, language: str) -> Iterator[str]:
    """What stands in its source, and not so: told of somebody else, of another fact, turned around or widened."""
    of_facts, of_passage = _parted(heard, language)
    if set(_BY_WHOM.findall(heard.said)) - set(_BY_WHOM.findall(heard.there)):
        yield "somebody else does this in its source"
    if of_facts:
        facts = "\n".join(fact.text for fact in heard.facts)
        yield from belongs_elsewhere(of_facts, heard.facts)
        yield from _turned(of_facts, facts)
    of_passage = _YOU_CAN.sub(" ", of_passage) if _ITEM.match(heard.quoted) else of_passage
    for word in heard.context:
        of_passage = re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", " ", of_passage)
    if of_passage and misaligned(of_passage, heard.quoted, heard.known, language, heard.heading):
        turned = list(_turned(of_passage, heard.quoted))
        yield from turned or ["it puts the words of its source together anew; keep who does what, and their order"]


def _parted(heard: _Heard, language: str) -> tuple[str, str]:
    """Return what of a sentence its facts must carry, and what its document."""
    if not heard.quoted:
        return heard.said, ""
    if not heard.facts:
        return "", heard.said
    values = set(_TOKEN.findall("\n".join(fact.text for fact in heard.facts)))
    told = {stem(word, language) for word in _words(heard.facts)}
    parts = [part for part in PART.split(heard.said) if part.strip()]
    of_facts = [part for part in parts if values & set(_TOKEN.findall(part)) or _content(part, language) <= told]
    return "; ".join(of_facts), "; ".join(part for part in parts if part not in of_facts)


def _content(part: str, language: str) -> set[str]:
    free = FUNCTION_WORDS[language] | PLAIN_WORDS[language] | DISCOURSE[language]
    return {stem(word, language) for word in words_of(part) if word not in free}


def _turned(text: str, source: str) -> Iterator[str]:
    """A statement turned around, or widened."""
    said, there = set(words_of(text)), set(words_of(source))
    if bool(NEGATIONS & said) != bool(NEGATIONS & there):
        yield "it denies what its source says, or says what its source denies"
    if CONDITIONS & there and not CONDITIONS & said:
        yield "it leaves out the condition of its source"


def _unknown(words: Sequence[str], known: Sayable, language: str) -> Iterator[str]:
    """Words that are neither free nor in the source."""
    free = FUNCTION_WORDS[language] | PLAIN_WORDS[language] | DISCOURSE[language] | NUMBER_WORDS.keys() | NEGATIONS
    unknown = [w for w in words if w not in free and not w[0].isdigit() and stem(w, language) not in known.stems]
    if unknown:
        yield f"these words do not stand in its source: {', '.join(dict.fromkeys(unknown))}"


def is_foreign(passage: Passage, language: str) -> bool:
    """Say whether a document is in another language than the answer."""
    return language_of(fold(passage.text), language) != language


def _days(text: str) -> list[date]:
    return [found.day for found in find_dates(text, date.max, [], packed=False)]
