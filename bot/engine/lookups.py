"""Look claims up: run the office's actions at once for all numbers, and keep what was asked for and may be seen."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from actions.results import ActionResult, Outcome
from bot.domain.claims import Claim
from bot.domain.conversation import IdentityAnswers
from bot.domain.ids import PatientId
from bot.domain.policy import Office
from bot.engine.claim_facts import asked_for, claims_of, searched_for
from bot.engine.claim_numbers import variants
from bot.ports.actions import Actions


@dataclass(frozen=True, slots=True)
class Looked:
    """One look-up: `number` is empty for a search by name, which has a `visit` instead, who and when in one word.

    `dropped` counts claims that came along unasked.
    """

    number: str
    result: ActionResult
    claims: tuple[Claim, ...]
    dropped: int = 0
    visit: str = ""

    @property
    def counted_as(self) -> str:
        """Return what failed proofs are counted under, so that nobody is guessed at from ever new sessions."""
        return self.number or self.visit

    def of_patient(self, patient: PatientId) -> "Looked":
        """Return the same with only this patient's claims: nothing after this step sees another's."""
        own = tuple(c for c in self.claims if c.patient.key == patient)
        return replace(self, claims=own, dropped=self.dropped + len(self.claims) - len(own))

    @property
    def malformed(self) -> bool:
        """Say whether nothing was asked because the number has the wrong form."""
        return self.result.outcome is Outcome.INVALID_INPUT


class Lookups:
    """The office's live look-ups."""

    def __init__(self, office: Office, actions: Actions) -> None:
        self._office = office
        self._actions = actions

    async def by_number(self, numbers: Sequence[str]) -> list[Looked]:
        """Ask for every number at the same time; results come in the order of `numbers`."""
        return list(await asyncio.gather(*map(self._status, numbers)))

    async def by_visit(self, who: IdentityAnswers, day: date) -> Looked:
        """Search by patient and date of service, for people who have no number at hand."""
        inputs = {
            "last_name": _surname(who),
            "date_of_birth": who.date_of_birth.isoformat() if who.date_of_birth else "",
            "date_of_service": day.isoformat(),
        }
        result = await self._actions.run(self._office.lookups.find_claim, inputs)
        every = claims_of(result, self._office.routing.status_aliases)
        kept = searched_for(inputs["last_name"], who.date_of_birth, every)
        # Without the name, which has many spellings.
        visit = f"visit {inputs['date_of_birth']} {inputs['date_of_service']}"
        return Looked("", result, kept, len(every) - len(kept), visit)

    async def by_action(self, action: str, inputs: Mapping[str, str], number: str) -> Looked:
        """Run one action and keep the claim `number` of what it finds."""
        result = await self._actions.run(action, inputs)
        every = claims_of(result, self._office.routing.status_aliases)
        kept = asked_for(number, every)
        return Looked(number, result, kept, len(every) - len(kept))

    async def _status(self, number: str) -> Looked:
        """Ask for a number and at the same time for its other spellings; those count where one alone is found.

        All are asked always, so that a number that exists takes no other time than one that does not.
        """
        spellings = (number, *variants(number, self._office.claim_numbers))
        first, *others = await asyncio.gather(*map(self._spelt, spellings))
        found = [one for one in others if one.claims]
        if first.result.outcome is Outcome.NOT_FOUND and len(found) == 1 and len(found[0].claims) == 1:
            return replace(found[0], number=number)
        return first

    async def _spelt(self, number: str) -> Looked:
        return await self.by_action(self._office.lookups.claim_status, {"claim_number": number}, number)


def _surname(who: IdentityAnswers) -> str:
    """A name said as a whole stands in both fields, and its last word is the surname."""
    whole = who.first_name and who.first_name == who.last_name
    return who.last_name.split()[-1] if whole else who.last_name
