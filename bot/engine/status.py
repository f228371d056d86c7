"""Answer look-ups: rules on each claim, the office's wording beside the live facts, the check, or a person."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.claims import Claim
from bot.domain.conversation import Conversation
from bot.domain.escalation import Reason
from bot.domain.messages import Surface
from bot.domain.policy import Office
from bot.engine import notices
from bot.engine.answer import Draft, joined, status_answer
from bot.engine.check import problems
from bot.engine.claim_facts import mask
from bot.engine.documents import Documents
from bot.engine.expectation import escalation
from bot.engine.handoff import hand_off
from bot.engine.lookups import Looked
from bot.engine.notices import say
from bot.engine.routing import Asked
from bot.engine.rules import Rules, Verdict, failure
from bot.engine.said import AuditLine, Said

_KEPT = 10
"""How many claims a conversation remembers for "the next one"."""


class Status:
    """Turns look-ups into an answer for one reader."""

    def __init__(self, office: Office, documents: Documents) -> None:
        self._office = office
        self._documents = documents

    async def answer(self, asked: Asked, conversation: Conversation, looked: Sequence[Looked]) -> Said:
        """Answer every look-up that a patient's proof or a member of staff has asked for."""
        language = conversation.language
        rules = Rules.of(self._office, conversation.last_at)
        verdicts = rules.judge(claim for one in looked for claim in one.claims)
        drafts = await self._drafts([v.claim for v in verdicts], conversation)
        draft = joined(drafts)
        wrong = tuple(problems(draft, language=language, zone=self._office.time_zone))
        empty = [one for one in looked if not one.claims]
        text = "\n\n".join(
            [
                *([draft.text] if draft.text and not wrong else []),
                *(_missing(one, self._office, language) for one in empty),
            ]
        )
        reason = Reason.NEEDS_REVIEW if wrong else _reason(verdicts, empty)
        again = not conversation.asked_again and not wrong and _only_not_found(verdicts, empty)
        if again:
            text = f"{text} {say(notices.ASK_AGAIN, language)}"
        said = Said(
            text,
            replace(_remember(conversation, looked), asked_again=again),
            answer="" if _only_asks(verdicts, looked, again=again) else text,
            suggestions=(say(notices.PERSON_BUTTON, language),) if again else (),
            citations=() if wrong else draft.citations,
            verdicts=verdicts,
            looked=tuple(looked),
            problems=wrong,
            audit=tuple(disclosed(v, conversation) for v in verdicts if not wrong),
        )
        return self._handed(said, asked, reason, empty) if reason and not again else said

    async def _drafts(self, claims: Sequence[Claim], conversation: Conversation) -> list[Draft]:
        """Write each claim's part; claims in one state share one citation."""
        drafts: list[Draft] = []
        numbers: dict[str, int] = {}
        staff = conversation.surface is Surface.STAFF
        for claim in claims:
            wording = await self._documents.wording(claim, staff=staff)
            known = wording is not None and wording.id in numbers
            number = numbers.setdefault(wording.id, len(numbers) + 1) if wording else 0
            draft = status_answer(
                claim, wording, number=number, language=conversation.language, zone=self._office.time_zone, staff=staff
            )
            drafts.append(replace(draft, citations=()) if known else draft)
        return drafts

    def _handed(self, said: Said, asked: Asked, reason: Reason, empty: Sequence[Looked]) -> Said:
        numbers = [one.number for one in (*said.looked,) if one.number]
        details = [f"{mask(one.number) or 'Search'}: {one.result.detail or one.result.outcome}." for one in empty]
        verified = said.conversation.verified
        handoff = hand_off(
            reason,
            asked.recognised.masked,
            verdicts=said.verdicts,
            numbers=numbers,
            patient=verified.initials if verified else "",
            details=details,
        )
        to_come = escalation(self._office, said.conversation.language, said.conversation.last_at)
        text = f"{said.text}\n\n{to_come}".strip()
        return replace(said, text=text, handoff=handoff)


def _only_asks(verdicts: Sequence[Verdict], looked: Sequence[Looked], *, again: bool) -> bool:
    """Say whether a text about look-ups tells nothing of a claim, and only asks for a number."""
    return not verdicts and (again or all(one.malformed for one in looked))


def _missing(one: Looked, office: Office, language: str) -> str:
    """Say that a look-up brought nothing, without ever saying that there is no such claim."""
    form = office.claim_numbers[0]
    if one.malformed:
        return say(notices.MALFORMED, language, text=one.number, words=form.words, example=form.example)
    if not one.number:
        return say(notices.NO_SUCH_VISIT, language)
    down = failure(one.result) in {Reason.PAYER_UNAVAILABLE, Reason.LOOKUP_FAILED}
    return say(notices.COULD_NOT_CHECK if down else notices.NOT_IN_RECORD, language, number=one.number)


def _reason(verdicts: Sequence[Verdict], empty: Sequence[Looked]) -> Reason | None:
    """Return the first reason why a person is needed; somebody else's claim counts as not found."""
    for verdict in verdicts:
        if verdict.handoff:
            return verdict.handoff
    for one in empty:
        if not one.malformed:
            return failure(one.result) or Reason.CLAIM_NOT_FOUND
    return None


def _only_not_found(verdicts: Sequence[Verdict], empty: Sequence[Looked]) -> bool:
    """Say whether nothing but a number that was not found keeps this from being answered."""
    missing = [one for one in empty if not one.malformed]
    gone = all(failure(one.result) in {None, Reason.CLAIM_NOT_FOUND} for one in missing)
    return bool(missing) and gone and not any(v.handoff for v in verdicts)


def _remember(conversation: Conversation, looked: Sequence[Looked]) -> Conversation:
    numbers = tuple(dict.fromkeys([one.number for one in looked if one.claims and one.number]))[:_KEPT]
    return replace(conversation, recent_claims=numbers or conversation.recent_claims, not_understood=0)


def disclosed(verdict: Verdict, conversation: Conversation) -> AuditLine:
    """Return the line of the audit that says who was told of a claim."""
    return AuditLine(
        "claim_disclosed",
        {"claim": mask(verdict.claim.number), "state": verdict.claim.state.value, "to": conversation.surface.value},
    )
