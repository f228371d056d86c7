"""The field's vocabulary in English and Spanish: a concept says what a thing *is*, never how one sentence put it.

Stems are matched as whole words against folded text (lower case, no accents).
"""

from bot.engine.vocabulary.appeals import APPEALS
from bot.engine.vocabulary.asking import ASKING
from bot.engine.vocabulary.claims import CLAIMS
from bot.engine.vocabulary.clue_kinds import Clue
from bot.engine.vocabulary.clues import CLUES, IN_CLAUSE, IN_MESSAGE, IN_SENTENCE, Together
from bot.engine.vocabulary.concepts import Concept, Stems
from bot.engine.vocabulary.language import ENGLISH, SPANISH
from bot.engine.vocabulary.money import MONEY
from bot.engine.vocabulary.names import NOT_A_NAME
from bot.engine.vocabulary.office import OFFICE
from bot.engine.vocabulary.people import PEOPLE
from bot.engine.vocabulary.questions import QUESTIONS
from bot.engine.vocabulary.safety import SAFETY
from bot.engine.vocabulary.slang import SLANG
from bot.engine.vocabulary.spelling import CORE_WORDS, KNOWN_NEIGHBOURS

STEMS: Stems = {**SAFETY, **PEOPLE, **APPEALS, **MONEY, **CLAIMS, **OFFICE, **QUESTIONS, **ASKING}

__all__ = [
    "CLUES",
    "CORE_WORDS",
    "ENGLISH",
    "IN_CLAUSE",
    "IN_MESSAGE",
    "IN_SENTENCE",
    "KNOWN_NEIGHBOURS",
    "NOT_A_NAME",
    "SLANG",
    "SPANISH",
    "STEMS",
    "Clue",
    "Concept",
    "Together",
]
