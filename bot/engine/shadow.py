"""Compare the bot's answers in shadow with what people then wrote to the patient."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import dropwhile
from zoneinfo import ZoneInfo

from bot.domain.escalation import Escalation
from bot.domain.ids import ConversationId, MessageId
from bot.domain.messages import AuthorKind
from bot.domain.policy import Office
from bot.domain.shadow import ShadowAnswer, compare
from bot.engine.facts_said import facts_of_bot, facts_said
from bot.engine.rules import Verdict
from bot.engine.said import Said
from bot.ports.store import Entry, Work

DOCUMENTS, NOT_NAMED, SEVERAL = "(from the documents)", "(payer not named)", "(several payers)"


def payer_of(verdicts: Sequence[Verdict]) -> str:
    """Return under which payer an answer is counted."""
    payers = {verdict.claim.payer for verdict in verdicts}
    if len(payers) > 1:
        return SEVERAL
    return (payers.pop() or NOT_NAMED) if payers else DOCUMENTS


def replies_to(answer: ShadowAnswer, answers: Iterable[ShadowAnswer], entries: Sequence[Entry]) -> str:
    """Return what people wrote to the patient after the note of `answer`, empty while nobody has.

    It ends with the next question that came after a reply: questions that were put together are answered together.
    The order is that of the transcript, for platforms have clocks of their own.
    """
    others = {one.id for one in answers} - {answer.id}
    texts: list[str] = []
    for entry in list(dropwhile(lambda entry: entry.id != answer.id, entries)) or entries:
        if texts and entry.id in others:
            break
        if _is_reply(entry):
            texts.append(entry.text)
    return "\n".join(texts)


def _is_reply(entry: Entry) -> bool:
    return entry.author.kind is AuthorKind.SPECIALIST and not entry.internal and entry.deleted_at is None


def kept(name: MessageId, case: Escalation, said: Said, office: Office, now: datetime) -> ShadowAnswer:
    """Return what is kept of an answer that was held back in shadow: its facts, not its words."""
    states = [verdict.claim.state for verdict in said.verdicts]
    text = said.held.text if said.held else ""
    facts = facts_of_bot(text, states, office, _today(office, now))
    return ShadowAnswer(name, case.conversation, case.case, payer_of(said.verdicts), facts, now)


async def judge(work: Work, conversation: ConversationId, office: Office, now: datetime) -> None:
    """Compare a conversation's answers with what people have written by now; safe to repeat, the latest counts."""
    answers = await work.shadows.of(conversation)
    if not answers:
        return
    entries = await work.transcript.of(conversation)
    for answer in answers:
        replies = replies_to(answer, answers, entries)
        facts = facts_said(replies, office, _today(office, now))
        compared = compare(answer.said, facts) if replies else None
        if compared != answer.compared:
            await work.shadows.keep(replace(answer, compared=compared))


def _today(office: Office, now: datetime) -> date:
    return now.astimezone(ZoneInfo(office.time_zone)).date()
