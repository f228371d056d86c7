"""Take the turns of an evaluation: the office's rules and documents, and billing systems that keep no real claim."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from actions.described import ActionInfo
from actions.results import ActionResult, FieldValue, Outcome
from bot.bootstrap.parts import Place, SystemClock, ready_retriever
from bot.channels.slack.intents import intent_of
from bot.domain.conversation import Awaiting, Conversation, IdentityAnswers, State, VerifiedPatient
from bot.domain.evaluation import Graded, Utterance, Vector
from bot.domain.ids import Address, ConversationId, PatientId
from bot.domain.messages import Kind, Surface
from bot.domain.policy import Office
from bot.engine.access import OpenLedger
from bot.engine.asking import answering
from bot.engine.grading import Taken, grade, grade_number, grade_reply
from bot.engine.recognise import recognise
from bot.engine.routing import read
from bot.engine.turn import Turn

STRANGER: dict[str, FieldValue] = {
    "category": "F1",
    "payer": "Otherwhere Assurance",
    "date_of_service": date(2001, 2, 3),
    "billed": Decimal("98765.43"),
    "paid": Decimal("87654.32"),
    "patient_key": "a stranger",
    "patient_first_name": "Zebulon",
    "patient_last_name": "Otherperson",
    "patient_date_of_birth": date(1931, 5, 7),
    "patient_phone_last4": "0000",
    "patient_member_id": "OTHER-1",
}
"""The claim behind every number: somebody's whom no sentence of a list can be about."""

_SECRETS = ("Otherwhere", "98,765.43", "87,654.32", "February 3, 2001", "3 de febrero de 2001", "Otherperson")
_ASKED_WHO = "asked who"


class _Billing:
    """Actions that send nothing anywhere: every number is a stranger's claim, or no number is a claim."""

    def __init__(self, *, empty: bool) -> None:
        self._empty = empty
        self.sent: list[str] = []

    def described(self) -> tuple[ActionInfo, ...]:
        """Return nothing: no model takes part in grading."""
        return ()

    async def run(self, name: str, inputs: Mapping[str, str]) -> ActionResult:
        number = inputs.get("claim_number", "")
        self.sent += [number] if number else []
        found = number and not self._empty
        records = ({**STRANGER, "claim_number": number},) if found else ()
        outcome = Outcome.FOUND if found else Outcome.NOT_FOUND
        return ActionResult(name, outcome, records, "our billing system", SystemClock().now(), "", 1, 0.0)


class Evaluating:
    """Grades single cases."""

    def __init__(self, office: Office, full: Turn, empty: Turn, billing: _Billing) -> None:
        self._office = office
        self._full = full
        self._empty = empty
        self._billing = billing

    async def utterance(self, case: Utterance) -> Graded:
        """Take the sentence's turn twice, with and without the claims that it names, and grade it.

        What a specialist writes in a thread takes no turn: it is for the patient or for colleagues.
        """
        if case.session == "specialist_thread":
            meant = intent_of(case.text, "-", self._office.slack.note_prefixes)
            return grade_reply(case, relayed=meant.kind is Kind.MESSAGE)
        self._billing.sent.clear()
        conversation = self._before(case)
        turned = await self._full.take(case.text, conversation)
        elsewhere = await self._empty.take(case.text, conversation)
        return grade(case, Taken(turned, elsewhere, tuple(self._billing.sent), _SECRETS))

    def number(self, vector: Vector) -> Graded:
        """Grade a string that a member of staff sends alone."""
        found = recognise(vector.s, self._office, SystemClock().now().date())
        return grade_number(vector, read(found, Surface.STAFF), self._office)

    def _before(self, case: Utterance) -> Conversation:
        """Set the scene: a list's claims are the ones of its context, then the ones that are expected next."""
        now = SystemClock().now()
        earlier = recognise(case.context, self._office, now.date()).claim_numbers
        recent = tuple(dict.fromkeys((*earlier, *case.claims))) if earlier else ()
        proof = VerifiedPatient(PatientId("the caller"), "C. C.", now, now) if case.session == "verified" else None
        asked = Awaiting((), None, IdentityAnswers(), asked=1) if _ASKED_WHO in case.context.casefold() else None
        return Conversation(
            ConversationId("evaluation"),
            "ask",
            Address("evaluation"),
            Surface.STAFF if case.session == "staff" else Surface.PATIENT,
            State.BOT,
            0,
            "en",
            now,
            now,
            verified=proof,
            awaiting=asked,
            recent_claims=recent,
        )


async def evaluating(place: Place) -> Evaluating:
    """Evaluate with the office's own documents; they are indexed first if they never were."""
    retriever = await ready_retriever(place)
    full, empty = _Billing(empty=False), _Billing(empty=True)
    office, clock = answering(place.folder.office), SystemClock()
    turn, elsewhere = (Turn(office, retriever, actions, clock, OpenLedger()) for actions in (full, empty))
    return Evaluating(office, turn, elsewhere, full)
