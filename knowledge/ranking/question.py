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


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a question is about, in stem numbers of the index.

    `own` is the asker's way to say it, empty when no document says it so; `words` are other words for it, any one of
    which is enough, and `phrases` those of several words, all of which must be there. `weight` is how telling it is:
    one that no document names is the most telling of all.
    """

    asked: Phrase
    own: frozenset[int]
    words: frozenset[int]
    phrases: tuple[frozenset[int], ...]
    weight: float

    @property
    def looked_for(self) -> dict[int, None]:
        """All stems that may stand for it, the asker's own first."""
        return dict.fromkeys([*self.own, *sorted(self.words), *sorted(id_ for way in self.phrases for id_ in way)])


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
        meant = [self._meant(word) for word in said]
        meant_stems = [stem(word) for word in meant]
        place = 0
        while place < len(meant):
            length = self._phrase_length(meant_stems, place)
            part = slice(place, place + max(length, 1))
            if length > 1 or self._tells(meant[place]):
                phrase = tuple(meant_stems[part])
                asked = subject(" ".join(meant[part])) or phrase
                targets = tuple(dict.fromkeys((asked, *glossary().get(phrase, ()))))
                yield self._concept(asked, targets, 1.0 if meant[part] == said[part] else CORRECTED)
            place = part.stop

    def _meant(self, word: str) -> str:
        """Return the word, or the word that it is a misspelling of."""
        if word in STOP_WORDS or word in glossary_words() or self._lexicon.id_of(stem(word)) is not None:
            return word
        return self._spelling.nearest(word) or word

    def _tells(self, word: str) -> bool:
        """Say whether a single word is about something; a number that no document names is not."""
        if word in STOP_WORDS or len(word) < 2:
            return False
        return not word.isdigit() or self._lexicon.id_of(stem(word)) is not None

    def _phrase_length(self, meant_stems: list[str], place: int) -> int:
        for length in range(min(LONGEST, len(meant_stems) - place), 0, -1):
            if tuple(meant_stems[place : place + length]) in glossary():
                return length
        return 0

    def _concept(self, asked: Phrase, targets: tuple[Phrase, ...], factor: float = 1.0) -> Concept:
        own: frozenset[int] = frozenset()
        ways: list[frozenset[int]] = []
        frequency = 0
        for target in targets:
            ids = [id_ for part in target if (id_ := self._lexicon.id_of(part)) is not None]
            if len(ids) < len(target):
                continue
            frequency += min(map(self._lexicon.frequency, ids))
            if target == asked:
                own = frozenset(ids)
            else:
                ways.append(frozenset(ids))
        single = frozenset(id_ for way in ways if len(way) == 1 for id_ in way)
        phrases = tuple(way for way in ways if len(way) > 1)
        weight = self._lexicon.weight(min(frequency, self._lexicon.size)) * factor
        return Concept(asked, own, single, phrases, weight)

    def _looked_for(self, concepts: tuple[Concept, ...]) -> list[str]:
        ids: dict[int, None] = {}
        for concept in concepts:
            ids.update(dict.fromkeys(list(concept.looked_for)[:MOST_EXPANSIONS]))
        return [self._lexicon.example(id_) for id_ in ids]
