"""Answer from the office's documents, or say that they do not say."""

from collections.abc import Sequence

from bot.domain.claims import LABELS, Claim
from bot.domain.messages import Surface
from bot.domain.policy import Wording
from bot.engine.answer import Draft, documents_answer
from bot.ports.knowledge import Knowledge
from knowledge.passages import Audience, Findings, Passage

MOST_QUOTED = 2
"""Passages in one answer: the best, and a second one only where it says something nearly as good elsewhere."""

SECOND_BEST = 0.8


def audience_of(surface: Surface) -> Audience:
    """Return which documents a surface may read."""
    return "staff" if surface is Surface.STAFF else "patient"


class Documents:
    """The office's documents as answers."""

    def __init__(self, knowledge: Knowledge, wording: Wording) -> None:
        self._knowledge = knowledge
        self._wording = wording

    async def find(self, question: str, surface: Surface) -> Findings:
        """Search for what this surface may read."""
        return await self._knowledge.search(question, audience=audience_of(surface))

    async def wording(self, claim: Claim, *, staff: bool) -> Passage | None:
        """Return the office's own words for a claim's state, for this kind of reader."""
        heading = self._wording.headings.get(claim.state, LABELS[claim.state])
        part = self._wording.staff_heading if staff else self._wording.patient_heading
        return await self._knowledge.section(
            self._wording.document, (heading, part), audience="staff" if staff else "patient"
        )


def quote(findings: Findings, question: str, language: str) -> Draft:
    """Return the answer that the findings give."""
    return documents_answer(_worth_quoting(findings.passages), question, language=language)


def _worth_quoting(passages: Sequence[Passage]) -> list[Passage]:
    best = list(passages[:1])
    for passage in passages[1:]:
        new_place = all((p.title, p.section) != (passage.title, passage.section) for p in best)
        if len(best) < MOST_QUOTED and new_place and passage.score >= SECOND_BEST * best[0].score:
            best.append(passage)
    return best
