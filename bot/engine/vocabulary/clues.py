"""Signs that mean something only together, and what they mean: a person wanted, an appeal, a dispute.

A clue is a class of words (any noun for a human, any verb of contact), never a sentence. A rule holds where its clues
stand together in one clause or sentence, in any order.
"""

import re
from dataclasses import dataclass

from bot.engine.vocabulary.clue_kinds import Clue
from bot.engine.vocabulary.clues_disputes import DISPUTE_CLUES
from bot.engine.vocabulary.clues_people import PEOPLE_CLUES
from bot.engine.vocabulary.clues_topics import TOPIC_CLUES
from bot.engine.vocabulary.concepts import Concept

CLUES: dict[Clue, re.Pattern[str]] = {**PEOPLE_CLUES, **DISPUTE_CLUES, **TOPIC_CLUES}


@dataclass(frozen=True, slots=True)
class Together:
    """A concept that holds where one clue of each group stands, and none of `unless`."""

    concept: Concept
    groups: tuple[tuple[Clue, ...], ...]
    unless: tuple[Clue, ...] = ()

    def holds(self, found: frozenset[Clue]) -> bool:
        """Say whether the clues of one clause or sentence are enough."""
        return found.isdisjoint(self.unless) and all(not found.isdisjoint(group) for group in self.groups)


_C, _L = Concept, Clue
IN_CLAUSE = (
    Together(_C.PERSON, ((_L.HUMAN_WISHED, _L.HUMAN_ALONE, _L.BOT_FAILS),), (_L.HUMAN_DECLINED,)),
    Together(_C.PERSON, ((_L.HUMAN,), (_L.CONTACT,), (_L.WISH,)), (_L.HUMAN_DECLINED,)),
)
"""Whether a person is wanted is said in one breath."""

IN_SENTENCE = (
    Together(_C.APPEAL, ((_L.FIGHT,), (_L.DECISION, _L.POINTED_AT))),
    Together(_C.APPEAL, ((_L.DISAGREES,), (_L.DECISION,))),
    Together(_C.DEADLINE, ((_L.TIME_LEFT,), (_L.RECOURSE,), (_L.OWN_CASE,))),
    Together(_C.DISPUTE, ((_L.FIGURE,), (_L.DISAGREES, _L.TOO_MUCH, _L.TWICE))),
    Together(_C.DISPUTE, ((_L.FIGURE,), (_L.WRONG,)), (_L.WRONG_ASKED,)),
    Together(_C.DISPUTE, ((_L.NOT_DONE,), (_L.SERVICE,)), (_L.PAPER,)),
    Together(_C.DISPUTE, ((_L.BILLED_ON,),)),
    Together(_C.OBJECTION, ((_L.SHOULD_BE,), (_L.COVERED,))),
    Together(_C.OBJECTION, ((_L.AUTHORIZED,), (_L.TURNED_DOWN,))),
    Together(_C.NECESSITY, ((_L.NECESSARY, _L.PROVEN_NEED), (_L.MEDICAL,))),
    Together(_C.CODING, ((_L.CODE_CHANGED,), (_L.CODE,), (_L.GAIN,))),
    Together(_C.CORRECTION, ((_L.PERSONAL_DATA,), (_L.WRONG,)), (_L.WRONG_ASKED,)),
    Together(_C.CORRECTION, ((_L.NEW_DATA,),)),
    Together(_C.MISSING_PAYMENT, ((_L.PAID,), (_L.UNSETTLED,))),
    Together(_C.MISSING_PAYMENT, ((_L.MONEY_ASTRAY,),)),
    Together(_C.WAIVER, ((_L.PROMISED,), (_L.FIGURE, _L.COVERED))),
    Together(_C.WAIVER, ((_L.LET_GO,), (_L.DEBT,)), (_L.OFFERED,)),
    Together(_C.LEGAL, ((_L.ALLOWED_BY_LAW,),)),
    Together(_C.FRAUD, ((_L.MISUSED,), (_L.IDENTITY_PAPER,))),
    Together(_C.RECORDS, ((_L.HANDED_OUT,), (_L.RECORD,), (_L.LARGE_RECORD,))),
)
IN_MESSAGE = (Together(_C.CONFLICT, ((_L.TWO_SOURCES,), (_L.DISAGREE,))),)
