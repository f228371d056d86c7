"""The dialogue in which a patient proves who they are, in as few messages as possible.

Whatever does not match gets one and the same answer, after the same work, whether the claim exists or not.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from actions.results import Outcome
from bot.domain.claims import Claim
from bot.domain.conversation import Awaiting, Conversation, IdentityAnswers, VerifiedPatient
from bot.domain.escalation import Reason
from bot.domain.messages import Ask
from bot.domain.policy import Field, IdentityPolicy, Office
from bot.domain.recognition import EntityKind
from bot.domain.routes import Decision, Why
from bot.engine import notices
from bot.engine.claim_facts import mask
from bot.engine.expectation import escalation
from bot.engine.handoff import hand_off
from bot.engine.identity import gather, missing, proves
from bot.engine.lookups import Looked, Lookups
from bot.engine.notices import FIELDS, in_list, say
from bot.engine.routing import Asked
from bot.engine.said import AuditLine, Said
from bot.ports.proofs import ProofLedger

NO_MATCH, LOCKED, NOT_CHECKED = "no match", "locked", "not checked"
UNPROVED = frozenset({NO_MATCH, LOCKED, NOT_CHECKED})
"""What traces call a proof that was looked up for and did not hold."""


@dataclass(frozen=True, slots=True)
class Proved:
    """The patient is known: their conversation, and what the look-ups for the proof brought."""

    conversation: Conversation
    looked: tuple[Looked, ...]


class Proving:
    """Collects answers over messages, then compares them."""

    def __init__(self, office: Office, lookups: Lookups, ledger: ProofLedger) -> None:
        self._office = office
        self._policy: IdentityPolicy = office.identity
        self._lookups = lookups
        self._ledger = ledger

    async def step(
        self, asked: Asked, decision: Decision, conversation: Conversation, now: datetime, origin: str
    ) -> Said | Proved:
        """Take one message: ask for what is missing, or compare."""
        awaiting = self._gathered(asked, conversation)
        conversation = replace(conversation, awaiting=awaiting)
        wanted = self._missing(awaiting, conversation.language)
        if wanted:
            said = self._ask(wanted, decision, conversation)
            return self._probed(said, asked) if self._tries_numbers(asked) else said
        return await self._compare(asked, awaiting, conversation, now, origin)

    def _gathered(self, asked: Asked, conversation: Conversation) -> Awaiting:
        before = conversation.awaiting
        volunteered = any(e.birth for e in asked.recognised.of(EntityKind.DATE))
        said = before.answers if before else IdentityAnswers()
        answers = gather(said, asked.recognised, proving=asked.proving or volunteered)
        visits = [e.day for e in asked.recognised.of(EntityKind.DATE) if not e.birth]
        return Awaiting(
            claim_numbers=asked.recognised.claim_numbers or (before.claim_numbers if before else ()),
            date_of_service=visits[-1] if visits else (before.date_of_service if before else None),
            answers=answers,
            asked=before.asked + 1 if before else 1,
        )

    def _asks(self, awaiting: Awaiting, language: str) -> tuple[Ask, ...]:
        """Return what is missing; each of several that would do is one of it."""
        required, one_of = missing(awaiting.answers, self._policy)
        claim = [] if awaiting.claim_numbers or awaiting.date_of_service else ["claim"]
        return tuple(Ask(name, say(FIELDS[name], language)) for name in [*claim, *required, *one_of])

    def _missing(self, awaiting: Awaiting, language: str) -> list[str]:
        required, one_of = missing(awaiting.answers, self._policy)
        wanted = [say(FIELDS[name], language) for name in required]
        if not awaiting.claim_numbers and not awaiting.date_of_service:
            wanted.insert(0, say(FIELDS["claim"], language))
        return [*wanted, *_either(one_of, language)]

    def _ask(self, wanted: list[str], decision: Decision, conversation: Conversation) -> Said:
        sentence = (
            notices.ASK_MORE if conversation.awaiting and conversation.awaiting.asked > 1 else notices.ASK_IDENTITY
        )
        if decision.why is Why.REGISTERED:
            sentence = notices.CANNOT_SAY_WHO
        language = conversation.language
        text = say(sentence, language, missing=in_list(wanted, language))
        return Said(text, conversation, identity="asked", asks=self._asks(_awaiting(conversation), language))

    def _tries_numbers(self, asked: Asked) -> bool:
        return len(asked.recognised.claim_numbers) > self._policy.numbers_per_message

    def _probed(self, said: Said, asked: Asked) -> Said:
        """Count trying out numbers like a failed proof; the words are the same as ever until the session is used up."""
        failed = said.conversation.failed_proofs + 1
        conversation = replace(said.conversation, failed_proofs=failed)
        if failed >= self._policy.failures_per_session:
            return replace(self._locked(asked, conversation, ()), proof_failed=True)
        audit = (_audit("identity_probed", conversation),)
        return replace(said, conversation=conversation, proof_failed=True, audit=audit)

    async def _compare(
        self, asked: Asked, awaiting: Awaiting, conversation: Conversation, now: datetime, origin: str
    ) -> Said | Proved:
        looked = await self._look_up(awaiting)
        spent = conversation.failed_proofs >= self._policy.failures_per_session
        if spent or await self._ledger.locked([one.counted_as for one in looked], origin):
            return self._locked(asked, conversation, looked)
        if all(one.result.outcome in _NOT_ANSWERED for one in looked):
            return self._unavailable(asked, conversation, looked)
        records = [claim for one in looked for claim in one.claims]
        matches = [c for c in records if proves(awaiting.answers, c.patient, self._policy)]
        if not records:
            proves(awaiting.answers, None, self._policy)
        if matches:
            return _proved(conversation, matches[0], looked, now)
        return self._failed(asked, conversation, looked)

    async def _look_up(self, awaiting: Awaiting) -> tuple[Looked, ...]:
        if awaiting.claim_numbers:
            return tuple(await self._lookups.by_number(awaiting.claim_numbers))
        assert awaiting.date_of_service is not None  # noqa: S101 - `_missing` has asked for one of the two
        return (await self._lookups.by_visit(awaiting.answers, awaiting.date_of_service),)

    def _failed(self, asked: Asked, conversation: Conversation, looked: tuple[Looked, ...]) -> Said:
        conversation = replace(
            conversation,
            failed_proofs=conversation.failed_proofs + 1,
            awaiting=replace(_awaiting(conversation), answers=IdentityAnswers()),
        )
        if conversation.failed_proofs >= self._policy.failures_per_session:
            return replace(self._locked(asked, conversation, looked), proof_failed=True)
        return Said(
            say(notices.NO_MATCH, conversation.language),
            conversation,
            suggestions=(say(notices.PERSON_BUTTON, conversation.language),),
            looked=looked,
            identity=NO_MATCH,
            proof_failed=True,
            audit=(_audit("identity_failed", conversation),),
            asks=self._asks(Awaiting((), None, IdentityAnswers()), conversation.language),
        )

    def _locked(self, asked: Asked, conversation: Conversation, looked: tuple[Looked, ...]) -> Said:
        return self._to_person(Reason.IDENTITY_LOCKED, notices.LOCKED, LOCKED, asked, conversation, looked)

    def _unavailable(self, asked: Asked, conversation: Conversation, looked: tuple[Looked, ...]) -> Said:
        return self._to_person(Reason.LOOKUP_FAILED, notices.FAILED_TURN, NOT_CHECKED, asked, conversation, looked)

    def _to_person(
        self,
        reason: Reason,
        sentence: notices.Say,
        identity: str,
        asked: Asked,
        conversation: Conversation,
        looked: tuple[Looked, ...],
    ) -> Said:
        numbers = _awaiting(conversation).claim_numbers
        language = conversation.language
        text = f"{say(sentence, language)} {escalation(self._office, language, conversation.last_at)}"
        handoff = hand_off(reason, asked.recognised.masked, numbers=numbers, details=("Identity not confirmed.",))
        audit = (_audit(f"identity_{identity.replace(' ', '_')}", conversation),)
        conversation = replace(conversation, awaiting=None)
        return Said(text, conversation, handoff=handoff, looked=looked, identity=identity, audit=audit)


_NOT_ANSWERED = frozenset({Outcome.UNAVAILABLE, Outcome.FAILED, Outcome.PENDING})


def _either(one_of: list[Field], language: str) -> list[str]:
    return [in_list([say(FIELDS[name], language) for name in one_of], language, last="or")] if one_of else []


def _awaiting(conversation: Conversation) -> Awaiting:
    return conversation.awaiting or Awaiting((), None, IdentityAnswers())


def _proved(conversation: Conversation, match: Claim, looked: tuple[Looked, ...], now: datetime) -> Proved:
    patient = match.patient
    initials = " ".join(f"{name[0].upper()}." for name in (patient.first_name, patient.last_name) if name)
    proof = VerifiedPatient(patient.key, initials, verified_at=now, last_used_at=now)
    known = replace(conversation, verified=proof, awaiting=None, failed_proofs=0)
    return Proved(known, tuple(one.of_patient(patient.key) for one in looked))


def _audit(action: str, conversation: Conversation) -> AuditLine:
    return AuditLine(action, {"claims": ", ".join(mask(n) for n in _awaiting(conversation).claim_numbers)})
