"""What a model does for the desk: a summary at hand-off, and the patient's words in the desk's own language.

It comes after the case was opened, beside everything else: no case and no message waits for it, and where it fails
nothing is missing that a specialist needs. Everything that it writes is marked as written by a model.
"""

import asyncio
from collections.abc import Callable, Sequence
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
    """Adds internal lines to a case's thread. `failed` hears the name of what went wrong. Close it at the end."""

    def __init__(
        self, office: Office, model: LanguageModel, store: Store, clock: Clock, failed: Callable[[str], None]
    ) -> None:
        self._office = office
        self._model = model
        self._store = store
        self._clock = clock
        self._failed = failed
        self._tasks: set[asyncio.Task[None]] = set()

    def soon(self, conversation: ConversationId, heard: Sequence[MessageId], *, opened: bool) -> None:
        """Begin to help with what a turn brought to the desk, without making anybody wait."""
        task = asyncio.create_task(self._guarded(conversation, heard, opened=opened))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def idle(self) -> None:
        """Return when everything begun is done."""
        await asyncio.gather(*self._tasks)

    async def close(self) -> None:
        """Leave what is still in hand: it can be lost without harm."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _guarded(self, conversation: ConversationId, heard: Sequence[MessageId], *, opened: bool) -> None:
        try:
            await self._after(conversation, heard, opened=opened)
        except Exception as error:  # the turn is committed and answered; nothing of it may be taken again for this
            self._failed(type(error).__name__)

    async def _after(self, conversation: ConversationId, heard: Sequence[MessageId], *, opened: bool) -> None:
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
            if not translation_faults(before, after, DESK_LANGUAGE)
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
