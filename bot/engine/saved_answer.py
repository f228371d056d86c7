"""Make a document's answer of what a specialist wrote to one patient: the question, the answer, nobody in either."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import dropwhile, takewhile

from bot.domain.ids import MessageId
from bot.domain.messages import AuthorKind
from bot.domain.policy import Office
from bot.domain.recognition import EntityKind
from bot.engine.recognise import normalise, recognise
from bot.ports.clock import Clock
from bot.ports.library import AnswerDraft
from bot.ports.store import Entry, Store

_NAME = r"[A-ZÀ-Ý][\w'’-]+(?:[ \t]+[A-ZÀ-Ý][\w'’.-]*){0,2}"
_GREETING = re.compile(
    rf"\A\s*(?:hi|hello|dear|hey|good (?:morning|afternoon|evening)|hola|estimad[oa]|buen[oa]s (?:d[ií]as|tardes))"
    rf"(?:[ \t]+(?:(?:mr|mrs|ms|miss|sr|sra)\.?[ \t]+)?(?-i:{_NAME}))?[ \t]*[,.:!—-]+\s*",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Sr|Sra|Señora?)\.?[ \t]+{_NAME}")
_ASKERS = frozenset({AuthorKind.STAFF, AuthorKind.PATIENT})


def impersonal(text: str, office: Office, today: date) -> str:
    """Return `text` without greetings, names, claim numbers, dates of birth, phones and addresses.

    The office's own phone number stays. A name that nothing marks as one is not found, so that somebody must read it.
    """
    text = _TITLED.sub("[name]", _GREETING.sub("", normalise(text)))
    found = recognise(text, office, today)
    shown = found.masked
    for entity in found.of(EntityKind.PHONE, EntityKind.EMAIL):
        if _digits(entity.text) != _digits(office.phone):
            shown = shown.replace(entity.text, f"[{entity.kind.value}]")
    return shown[:1].upper() + shown[1:]


def asked_before(entries: Sequence[Entry], message: MessageId) -> str:
    """Return what was last asked before a message, in however many messages."""
    before = reversed(list(takewhile(lambda entry: entry.id != message, entries)))
    since = dropwhile(lambda entry: entry.author.kind not in _ASKERS, before)
    asked = list(takewhile(lambda entry: entry.author.kind in _ASKERS, since))
    return "\n".join(entry.text for entry in reversed(asked))


class AnswerDrafts:
    """`bot.ports.library.AnswerDrafts` on the transcript. `quotes` says whether patients' words may be shown."""

    def __init__(self, office: Office, store: Store, clock: Clock, *, quotes: bool) -> None:
        self._office = office
        self._store = store
        self._clock = clock
        self._quotes = quotes

    async def of(self, channel: str, external_id: str) -> AnswerDraft | None:
        """Return the draft, None for what no specialist wrote to anybody."""
        async with self._store.read() as work:
            entry = await work.transcript.find(channel, external_id)
            if entry is None or entry.author.kind is not AuthorKind.SPECIALIST or entry.internal or entry.deleted_at:
                return None
            entries = await work.transcript.of(entry.conversation)
        question = asked_before(entries, entry.id) if self._quotes else ""
        return AnswerDraft(self.cleaned(question), self.cleaned(entry.text))

    def cleaned(self, text: str) -> str:
        """Return a text of a document without anybody's personal details."""
        return impersonal(text, self._office, self._clock.now().date())


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
