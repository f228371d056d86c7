"""Read a question into the codes it names and the concepts it is about."""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.index.lexicon import Lexicon
from knowledge.language.codes import codes_in, without_codes
from knowledge.language.glossary import LONGEST, Phrase, glossary, glossary_words, subject
from knowledge.language.spelling import Spelling
from knowledge.language.stop_words import STOP_WORDS
from knowledge.language.words import stem, words

CORRECTED = 0.85
"""How much a guessed spelling counts, against a word that was found as written."""
MOST_EXPANSIONS = 10
"""Words looked for on behalf of one concept; more make full text slower and no better."""

Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a question is about.

    `ways` are the ways to say it that the documents use, as stem numbers that must all be there; the first is the
    asker's own when `said_so`. `weight` is how telling it is: no ways at all makes it the most telling.
    """

    asked: Phrase
    ways: tuple[Ids, ...]
    said_so: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the index sees it; `text` is what full text is asked for, without codes and small talk."""

    codes: tuple[str, ...]
    concepts: tuple[Concept, ...]
    text: str


class QuestionReader:
    """Reads questions against the words of one generation."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._spelling = Spelling({**dict.fromkeys(glossary_words() - STOP_WORDS, 0), **lexicon.vocabulary})

    def read(self, text: str) -> Question:
        """Return what is asked; an empty question has neither codes nor concepts."""
        codes = codes_in(text)
        found: dict[Phrase, Concept] = {}
        for concept in self._concepts(words(without_codes(text) if codes else text)):
            found.setdefault(concept.asked, concept)
        concepts = tuple(found.values())
        return Question(codes, concepts, " ".join(self._looked_for(concepts)))

    def _concepts(self, said: list[str]) -> Iterator[Concept]:
        said_stems = [stem(word) for word in said]
        place = 0
        while place < len(said):
            length = self._phrase_length(said_stems, place)
            if length > 1 or (length == 1 and said[place] not in STOP_WORDS):
                phrase = tuple(said_stems[place : place + length])
                yield self._known(subject(" ".join(said[place : place + length])) or phrase, glossary()[phrase])
            elif concept := self._single(said[place]):
                yield concept
            place += max(length, 1)

    def _phrase_length(self, said_stems: list[str], place: int) -> int:
        for length in range(min(LONGEST, len(said_stems) - place), 0, -1):
            if tuple(said_stems[place : place + length]) in glossary():
                return length
        return 0

    def _single(self, word: str) -> Concept | None:
        if word in STOP_WORDS or len(word) < 2:
            return None
        own = self._lexicon.id_of(stem(word))
        if own is not None:
            return self._concept((stem(word),), ((own,),), said_so=True)
        if word.isdigit():
            return None
        corrected = self._spelling.nearest(word)
        if corrected is None:
            return self._concept((stem(word),), (), said_so=False)
        phrase = (stem(corrected),)
        return self._known(phrase, glossary().get(phrase, (phrase,)), CORRECTED)

    def _known(self, asked: Phrase, targets: tuple[Phrase, ...], factor: float = 1.0) -> Concept:
        ways: list[Ids] = []
        said_so = False
        for target in dict.fromkeys((asked, *targets)):
            ids = [self._lexicon.id_of(part) for part in target]
            if all(id_ is not None for id_ in ids):
                said_so = said_so or target == asked
                ways.append(tuple(id_ for id_ in ids if id_ is not None))
        return self._concept(asked, tuple(ways), said_so=said_so, factor=factor)

    def _concept(self, asked: Phrase, ways: tuple[Ids, ...], *, said_so: bool, factor: float = 1.0) -> Concept:
        frequency = sum(min(map(self._lexicon.frequency, way)) for way in ways)
        weight = self._lexicon.weight(min(frequency, self._lexicon.size))
        return Concept(asked, ways, said_so, weight * factor)

    def _looked_for(self, concepts: tuple[Concept, ...]) -> list[str]:
        ids: dict[int, None] = {}
        for concept in concepts:
            own = dict.fromkeys(id_ for way in concept.ways for id_ in way)
            ids.update(dict.fromkeys(list(own)[:MOST_EXPANSIONS]))
        return [self._lexicon.example(id_) for id_ in ids]
