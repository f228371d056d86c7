"""What a model does for the desk: a summary at hand-off, and the patient's words in the desk's own language.

It comes after the case was opened, never before: a case waits for nobody, and where the model fails nothing is missing
that a specialist needs. Everything that it writes is marked as written by a model.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from bot.domain.escalation import Escalation
from bot.domain.ids import ConversationId, MessageId
from bot.domain.messages import AuthorKind, Parcel, Post
from bot.domain.policy import Office
from bot.engine.cases import STORY, open_case_of
from bot.engine.handoff import REASONS
from bot.engine.records import BOT, to_desk
from bot.engine.tokens import Tokens, invented, translation_faults
from bot.ports.clock import Clock
from bot.ports.desk_writing import Story, Summary
from bot.ports.store import Entry, Store
from bot.ports.writer import LanguageModel, ModelFailed, ModelSession

DESK_LANGUAGE = "en"
_PEOPLE = frozenset({AuthorKind.PATIENT, AuthorKind.STAFF})
SUMMARY = "Summary, written by a model: check it before you rely on it."
TRANSLATION = "_Translated by a model:_"


class DeskHelp:
    """Adds internal lines to a case's thread."""

    def __init__(self, office: Office, model: LanguageModel, store: Store, clock: Clock) -> None:
        self._office = office
        self._model = model
        self._store = store
        self._clock = clock

    async def after(self, conversation: ConversationId, heard: Sequence[MessageId], *, opened: bool) -> None:
        """Add what helps after a turn that reached the desk. Safe to repeat, and to lose."""
        async with self._store.read() as work:
            now_of = await work.conversations.get(conversation)
            case = await open_case_of(work, now_of)
            entries = [e for e in await work.transcript.of(conversation, limit=STORY) if e.deleted_at is None]
        foreign = now_of.language != DESK_LANGUAGE
        if case is None or not (opened or foreign):
            return
        session, now = self._model.session(), self._clock.now()
        lines = await self._translated(session, [e for e in entries if opened or e.id in heard]) if foreign else {}
        if opened and (summary := await self._summary(session, case, entries)):
            lines[f"{case.case}:{case.opened_at.isoformat()}:summary"] = summary
        parcels = [self._line(case, key, text, now) for key, text in lines.items()]
        if parcels:
            async with self._store.write() as work:
                await work.outbox.add(parcels, now)

    async def _translated(self, session: ModelSession, entries: Sequence[Entry]) -> dict[str, str]:
        """Translate what people wrote, each line by itself; one that changed more than the language is left out."""
        theirs = [entry for entry in entries if entry.author.kind in _PEOPLE and entry.text.strip()]
        tokens = Tokens(self._office, self._clock.now().date())
        sent = [tokens.taken_out(entry.text) for entry in theirs]
        try:
            came = await session.translate(tuple(sent), DESK_LANGUAGE) if sent else ()
        except ModelFailed:
            return {}
        every = zip(theirs, sent, came, strict=True)
        return {
            f"{entry.id}:translated": f"{TRANSLATION} {tokens.put_back(after)}"
            for entry, before, after in every
            if not translation_faults(before, after)
        }

    async def _summary(self, session: ModelSession, case: Escalation, entries: Sequence[Entry]) -> str:
        """Summarise a case; a summary with a figure that nobody said is left out."""
        tokens = Tokens(self._office, self._clock.now().date())
        said = tuple((entry.author.kind.value, tokens.taken_out(entry.text)) for entry in entries)
        sources = tuple(dict.fromkeys(c.title for entry in entries for c in entry.citations))
        story = Story(REASONS[case.reason], tokens.taken_out(case.summary), said, sources)
        try:
            summary = await session.summarize(story)
        except ModelFailed:
            return ""
        text = _shown(summary, sources)
        known = "\n".join([story.reason, story.checked, *(text for _, text in said), *sources])
        return "" if invented(text, known) else tokens.put_back(text)

    def _line(self, case: Escalation, key: str, text: str, now: datetime) -> Parcel:
        return to_desk(case, Post(MessageId(uuid4().hex), BOT, text, now, internal=True), key)


def _shown(summary: Summary, sources: Sequence[str]) -> str:
    lines = (
        ("Asked", summary.asked),
        ("Checked", summary.checked),
        ("Unknown", summary.unknown),
        ("Suggested next step", summary.next_step),
        ("Sources", ", ".join(sources)),
    )
    return "\n".join([SUMMARY, "", *(f"- {name}: {' '.join(words.split())}" for name, words in lines if words.strip())])
