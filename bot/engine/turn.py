"""One turn: a message in, what to say and do out. Reads through ports, writes nothing.

The caller commits `Turned` in one transaction; if the conversation moved meanwhile, the turn is taken again.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.conversation import Conversation, IdentityAnswers, State, Step
from bot.domain.escalation import Reason
from bot.domain.messages import Surface
from bot.domain.policy import Office
from bot.domain.recognition import EntityKind, Recognised
from bot.domain.routes import Decision, Route, Why
from bot.engine import notices
from bot.engine.aliases import sought
from bot.engine.check import problems
from bot.engine.claim_numbers import FEWEST_CHARACTERS
from bot.engine.disguises import announcement
from bot.engine.documents import Documents, quote
from bot.engine.expectation import escalation
from bot.engine.handoff import hand_off
from bot.engine.identity import gather
from bot.engine.lexicon import fold, language_of
from bot.engine.lookups import Lookups
from bot.engine.modes import in_mode
from bot.engine.notices import say
from bot.engine.offers import offers
from bot.engine.proving import Proved, Proving
from bot.engine.recognise import may_be_social_security, recognise
from bot.engine.remembered import meant
from bot.engine.routing import Asked, read, route
from bot.engine.said import Said
from bot.engine.status import Status
from bot.engine.stopwatch import Stopwatch
from bot.engine.tags import Tagged, tags_of
from bot.engine.understanding import understood
from bot.engine.vocabulary import Concept
from bot.engine.writing import Writing
from bot.ports.actions import Actions
from bot.ports.clock import Clock
from bot.ports.knowledge import Knowledge
from bot.ports.progress import Progress, unseen
from bot.ports.proofs import ProofLedger
from bot.ports.writer import LanguageModel, ModelStep
from knowledge.passages import Findings

_FEWEST_SUBJECTS, _SURE = 2, 0.5
"""What a passage must share with a message that no rule took for a question to the documents, and how surely."""

_OFFER_AFTER = 2
"""How many times in a row the bot may not understand before it offers a person by itself."""


CONFIRMED = "confirmed"
"""The word for a proof that held, in traces; the turn then is a look-up."""


@dataclass(frozen=True, slots=True)
class Turned:
    """The outcome of one turn. `silent`: a person has the conversation, so nothing is said."""

    said: Said
    decision: Decision
    found: Recognised
    tags: tuple[str, ...]
    took_ms: dict[str, float]
    silent: bool = False
    model: tuple[ModelStep, ...] = ()


class Turn:
    """Takes turns for one office. Without a `model` every word is a template's or a quotation's."""

    def __init__(
        self,
        office: Office,
        knowledge: Knowledge,
        actions: Actions,
        clock: Clock,
        ledger: ProofLedger,
        model: LanguageModel | None = None,
    ) -> None:
        self._office = office
        self._clock = clock
        self._documents = Documents(knowledge, office.wording)
        self._lookups = Lookups(office, actions)
        self._status = Status(office, self._documents)
        self._proving = Proving(office, self._lookups, ledger)
        self._model = model
        self._writing = Writing(office, self._documents, actions)

    async def take(
        self,
        text: str,
        conversation: Conversation,
        origin: str = "",
        *,
        files: bool = False,
        progress: Progress = unseen,
    ) -> Turned:
        """Decide and look up; raises only what the knowledge port raises when the index is gone.

        `files`: some came with the words. `progress` is told what takes long.
        """
        now = self._clock.now()
        watch = Stopwatch()
        conversation = self._present(conversation, now)
        proving = _asked_who(conversation)
        found = self._recognised(text, conversation, now)
        watch.lap("recognise")
        asked = read(
            found,
            conversation.surface,
            proving=proving,
            verified=conversation.verified is not None,
            has_recent=bool(conversation.recent_claims),
        )
        conversation = replace(
            conversation,
            language=language_of(fold(found.text), conversation.language),
            announced=announcement(found.redacted),
        )
        decision = _with_files(route(asked, self._office.routing), files=files)
        watch.lap("route")
        if conversation.state is State.HUMAN and decision.why not in _SAFETY:
            return Turned(Said("", conversation), decision, found, (), watch.laps, silent=True)
        session = self._model.session() if self._model else None
        if session:
            decision, conversation = await understood(session, asked, decision, conversation, progress)
            watch.lap("model")
        said = await self._branch(asked, decision, conversation, now, origin, watch)
        if found.over_limit and decision.route in {Route.LOOKUP, Route.IDENTITY_CHECK}:
            said = self._capped(said)
        if session:
            said = await self._writing.improve(session, asked, decision, said, progress)
            watch.lap("model")
        decision = _taken(decision, said)
        said = self._escalated(in_mode(said, conversation, found.masked, self._office, now), conversation)
        claims = [v.claim for v in said.verdicts]
        to_person = said.handoff or said.raised
        reason = to_person.reason if to_person else None
        answered = bool(said.verdicts or said.citations)
        told = Tagged(decision, found, claims, reason, said.conversation.language, answered, bool(said.problems))
        tags = tags_of(told, self._office.tags)
        return Turned(said, decision, found, tags, watch.laps, model=tuple(session.steps) if session else ())

    def recognised(self, text: str, conversation: Conversation) -> Recognised:
        """Return what `take` will find in a message."""
        now = self._clock.now()
        return self._recognised(text, self._present(conversation, now), now)

    def _recognised(self, text: str, conversation: Conversation, now: datetime) -> Recognised:
        proving = _asked_who(conversation) or conversation.failed_proofs > 0
        return recognise(text, self._office, self._today(now), proving=proving, after=conversation.announced)

    def _capped(self, said: Said) -> Said:
        """Say aloud that a list was longer than what is looked at."""
        language = said.conversation.language
        more = say(notices.TOO_MANY, language, most=str(self._office.lookups.most_per_message))
        return replace(said, text=f"{said.text}\n\n{more}", answer=said.answer and f"{said.answer}\n\n{more}")

    def _present(self, conversation: Conversation, now: datetime) -> Conversation:
        """Bring a conversation up to now: an idle proof, whole or begun, is gone; a closed conversation starts anew."""
        if conversation.state is State.CLOSED:
            conversation = replace(
                conversation, case=None, awaiting=None, recent_claims=(), not_understood=0, for_other=False
            )
        proof = conversation.verified
        idle = timedelta(minutes=self._office.identity.expires_after_minutes)
        if proof:
            proof = replace(proof, last_used_at=now) if proof.holds(now, idle) else None
        awaiting = conversation.awaiting if now - conversation.last_at <= idle else None
        return replace(conversation.step(Step.WRITE), verified=proof, awaiting=awaiting, last_at=now)

    def _today(self, now: datetime) -> date:
        return now.astimezone(ZoneInfo(self._office.time_zone)).date()

    async def _branch(
        self, asked: Asked, decision: Decision, conversation: Conversation, now: datetime, origin: str, watch: Stopwatch
    ) -> Said:
        if decision.why in _UNCLEAR:
            return self._ask_number(asked, decision, conversation)
        if decision.route is Route.IDENTITY_CHECK:
            return await self._identify(asked, decision, conversation, now, origin, watch)
        if decision.route is Route.LOOKUP:
            return await self._look_up(asked, decision, conversation, watch)
        if decision.route is Route.HANDOFF:
            return self._hand_over(asked, decision, conversation)
        if decision.why in _FIXED:
            return Said(say(_FIXED[decision.why], conversation.language), replace(conversation, not_understood=0))
        return await self._documents_or_not(asked, decision, conversation, watch)

    async def _identify(
        self, asked: Asked, decision: Decision, conversation: Conversation, now: datetime, origin: str, watch: Stopwatch
    ) -> Said:
        if decision.why is Why.THIRD_PARTY or conversation.for_other:
            decision = replace(decision, reason=Reason.THIRD_PARTY)
            return self._hand_over(asked, decision, conversation, say(notices.THIRD_PARTY, conversation.language))
        step = await self._proving.step(asked, decision, conversation, now, origin)
        watch.lap("identity")
        if isinstance(step, Said):
            return step
        said = await self._answered(asked, step, watch)
        return replace(said, identity=CONFIRMED)

    async def _answered(self, asked: Asked, proved: Proved, watch: Stopwatch) -> Said:
        said = await self._status.answer(asked, proved.conversation, proved.looked)
        watch.lap("answer")
        return said

    async def _look_up(self, asked: Asked, decision: Decision, conversation: Conversation, watch: Stopwatch) -> Said:
        numbers = asked.recognised.claim_numbers
        if decision.claims:
            numbers = decision.claims
        elif decision.why in _REMEMBERED:
            recent = conversation.recent_claims
            numbers = meant(asked.folded, recent) if decision.why is Why.OWN_CLAIM else recent[:1]
        looked = await self._lookups.by_number(numbers)
        if not numbers:
            visit = [e.day for e in asked.recognised.of(EntityKind.DATE) if e.day and not e.birth]
            who = gather(IdentityAnswers(), asked.recognised, proving=False)
            if not (visit and who.last_name and who.date_of_birth):
                return self._ask_number(asked, decision, conversation)
            looked = [await self._lookups.by_visit(who, visit[-1])]
        if conversation.verified:
            looked = [one.of_patient(conversation.verified.patient) for one in looked]
        watch.lap("lookup")
        said = await self._status.answer(asked, conversation, looked)
        watch.lap("answer")
        return said

    def _ask_number(self, asked: Asked, decision: Decision, conversation: Conversation) -> Said:
        """Ask for the number, or about the one that does not look right, before any system is called."""
        form = self._office.claim_numbers[0]
        unclear = asked.recognised.of(EntityKind.POSSIBLE_CLAIM, EntityKind.MALFORMED_CLAIM)
        sentence = {
            Why.CLAIM_NUMBER_UNCLEAR: notices.UNCLEAR,
            Why.CLAIM_NUMBER_MALFORMED: notices.MALFORMED,
        }.get(decision.why, notices.ASK_CLAIM)
        if unclear and len(unclear[0].canonical) < FEWEST_CHARACTERS:
            sentence = notices.MALFORMED
        if unclear and may_be_social_security(unclear[0]):
            return Said(say(notices.NINE_DIGITS, conversation.language), conversation)
        shown = unclear[0].canonical if unclear and decision.why is Why.CLAIM_NUMBER_UNCLEAR else ""
        text = say(
            sentence,
            conversation.language,
            text=shown or (unclear[0].text if unclear else ""),
            words=form.words,
            example=form.example,
        )
        return Said(text, conversation)

    def _hand_over(self, asked: Asked, decision: Decision, conversation: Conversation, first: str = "") -> Said:
        reason = decision.reason or Reason.PERSON_REQUESTED
        numbers = asked.recognised.claim_numbers or conversation.recent_claims[:1]
        verified = conversation.verified
        handoff = hand_off(
            reason,
            asked.recognised.masked,
            numbers=numbers,
            patient=verified.initials if verified else "",
            details=("Identity confirmed." if verified else "Identity not confirmed.",)
            if conversation.surface is Surface.PATIENT
            else (),
        )
        text = f"{first} {escalation(self._office, conversation.language, conversation.last_at)}".strip()
        for_other = conversation.for_other or reason is Reason.THIRD_PARTY
        return Said(text, replace(conversation, awaiting=None, not_understood=0, for_other=for_other), handoff=handoff)

    async def _documents_or_not(
        self, asked: Asked, decision: Decision, conversation: Conversation, watch: Stopwatch
    ) -> Said:
        """Quote the documents; where they are silent say so, and where the message was no question ask back."""
        if decision.why in _SMALL and not asked.recognised.text.endswith("?"):
            return self._small_talk(decision, conversation)
        findings = await self._documents.find(sought(asked.recognised), conversation.surface)
        watch.lap("search")
        if not findings.answerable or (decision.route is not Route.DOCS and _weak(asked, findings)):
            return replace(self._no_document(decision, conversation), findings=findings)
        language = conversation.language
        draft = quote(findings, asked.recognised.redacted, language)
        wrong = tuple(problems(draft, language=language, zone=self._office.time_zone))
        watch.lap("check")
        if wrong:
            return replace(self._no_document(decision, conversation), findings=findings, problems=wrong)
        text = "\n\n".join([draft.text, *offers(asked, decision, language)])
        return Said(
            text,
            replace(conversation, not_understood=0),
            answer=text,
            citations=draft.citations,
            suggestions=(say(notices.PERSON_BUTTON, language),),
            findings=findings,
        )

    def _small_talk(self, decision: Decision, conversation: Conversation) -> Said:
        if decision.why is Why.THANKS:
            return Said(say(notices.THANKS, conversation.language), conversation)
        return Said(say(notices.SMALL_TALK, conversation.language), conversation)

    def _no_document(self, decision: Decision, conversation: Conversation) -> Said:
        language = conversation.language
        offer = say(notices.OFFER_PERSON, language)
        button = (say(notices.PERSON_BUTTON, language),)
        if decision.route is Route.DOCS:
            text = f"{say(notices.UNKNOWN_DOCUMENTS, language)} {offer}"
            return Said(text, replace(conversation, not_understood=0), suggestions=button)
        if decision.why in _SMALL:
            return self._small_talk(decision, conversation)
        times = conversation.not_understood + 1
        text = say(notices.NOT_UNDERSTOOD, language, example=self._office.claim_numbers[0].example)
        text = f"{text} {offer}" if times >= _OFFER_AFTER else text
        return Said(text, replace(conversation, not_understood=times), suggestions=button)

    def _escalated(self, said: Said, before: Conversation) -> Said:
        """Move the conversation to WAITING; one that waits already gets no second case. Staff keep their bot."""
        if not said.handoff:
            return said
        if before.state is State.WAITING and said.held:
            return replace(said, handoff=None, raised=said.handoff)
        if before.state is State.WAITING:
            added = say(notices.ADDED, said.conversation.language)
            text = added if not said.verdicts else f"{said.text}\n\n{added}"
            return replace(said, text=text, handoff=None, raised=said.handoff)
        if before.surface is Surface.STAFF or before.state is State.HUMAN:
            return said
        return replace(said, conversation=said.conversation.step(Step.ESCALATE))


_SAFETY = frozenset({Why.EMERGENCY, Why.CRISIS})
_SMALL = frozenset({Why.THANKS, Why.SMALL_TALK})
_UNCLEAR = frozenset({Why.CLAIM_NUMBER_UNCLEAR, Why.CLAIM_NUMBER_MALFORMED})
_REMEMBERED = frozenset({Why.OWN_CLAIM, Why.SAME_CLAIM})
_FIXED: dict[Why, notices.Say] = {
    Why.EMERGENCY: notices.EMERGENCY,
    Why.CRISIS: notices.CRISIS,
    Why.MEDICAL_ADVICE: notices.MEDICAL_ADVICE,
    Why.INJECTION: notices.INJECTION,
    Why.ANOTHER_TRADE: notices.ANOTHER_TRADE,
}


def _with_files(decision: Decision, *, files: bool) -> Decision:
    """Only a person can read a file, so whoever sends one is handed over; what concerns safety comes first."""
    if not files or decision.route is Route.HANDOFF or decision.why in _SAFETY:
        return decision
    return Decision(Route.HANDOFF, Why.FILE_SENT, Reason.FILE_SENT)


def _asked_who(conversation: Conversation) -> bool:
    return conversation.awaiting is not None and conversation.awaiting.asked > 0


def _taken(decision: Decision, said: Said) -> Decision:
    """Return the route that was really taken: a proof that held ends in a look-up, words that matched in documents."""
    if said.identity == CONFIRMED:
        return replace(decision, route=Route.LOOKUP)
    if decision.route is Route.OUT_OF_SCOPE and said.citations:
        return Decision(Route.DOCS, Why.QUESTION)
    return decision


def _weak(asked: Asked, findings: Findings) -> bool:
    """Say whether passages fit a mere guess by one common word; who asks what a thing means names only that."""
    fewest = 1 if asked.has(Concept.EXPLAIN) else _FEWEST_SUBJECTS
    return findings.subjects < fewest or findings.confidence < _SURE
