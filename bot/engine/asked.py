"""A message as the routing rules see it."""

from dataclasses import dataclass

from bot.domain.messages import Surface
from bot.domain.recognition import EntityKind, Recognised
from bot.engine.lexicon import concepts, fold
from bot.engine.vocabulary import Concept

_CODES = (EntityKind.ADJUSTMENT_CODE, EntityKind.REMARK_CODE, EntityKind.STATUS_CATEGORY)
TERMS = (*_CODES, EntityKind.PROCEDURE_CODE, EntityKind.DIAGNOSIS_CODE)
PROOFS = (EntityKind.SSN, EntityKind.MBI, EntityKind.MEMBER_ID, EntityKind.PHONE_LAST4)

SHORT = 6
"""Words in which a question about an outcome needs no subject: `has it been paid yet`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A message as the rules see it. `proving`: the bot waits for proof of identity."""

    recognised: Recognised
    folded: str
    about: frozenset[Concept]
    surface: Surface
    proving: bool
    verified: bool
    has_recent: bool

    @property
    def staff(self) -> bool:
        """Say whether a member of the office asks."""
        return self.surface is Surface.STAFF

    @property
    def brief(self) -> bool:
        """Say whether it is so short that it needs no subject."""
        return len(self.folded.split()) <= SHORT

    def has(self, *any_of: Concept) -> bool:
        """Say whether the message is about any of these."""
        return not self.about.isdisjoint(any_of)


def read(
    recognised: Recognised, surface: Surface, *, proving: bool = False, verified: bool = False, has_recent: bool = False
) -> Asked:
    """Return the message with what it is about."""
    folded = fold(recognised.text)
    return Asked(recognised, folded, concepts(folded), surface, proving, verified, has_recent)
