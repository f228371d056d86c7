"""Knowledge from Slack: a specialist's reply or a lead's PDF becomes a document, once somebody allowed approves it.

What is proposed stands in the office's knowledge folder before Slack gets its 200; the message with the buttons may be
lost, the document not: the app's home page has the same buttons.
"""

import json
from datetime import date
from hashlib import sha256
from typing import Any

import structlog

from bot.channels.slack.answer_blocks import context
from bot.channels.slack.api import SlackApi
from bot.channels.slack.desk import NAME
from bot.channels.slack.document_forms import (
    TEXT,
    TITLE,
    answer_form,
    approval_blocks,
    entry,
    mistakes,
    offer_blocks,
    pdf_form,
    proposal_of,
)
from bot.channels.slack.events import Said
from bot.channels.slack.mrkdwn import escaped
from bot.channels.slack.people import People
from bot.channels.slack.places import Thread, message_key
from bot.channels.slack.shared_files import SharedFiles
from bot.domain.errors import DeliveryError, LibraryClosed
from bot.domain.ids import FileId
from bot.domain.policy import Staff
from bot.ports.clock import Clock
from bot.ports.library import AnswerDraft, AnswerDrafts, Library
from bot.ports.store import Store
from knowledge.proposal import Proposal

NOT_A_REPLY = "Only what a specialist wrote to a patient can be saved as an answer."
NOT_A_LEAD = "Only those whom the office names under `staff`, `leads` in office.yml can approve or add documents."
APPROVED = "✅ Approved by {by}. It is read into the documents within a minute."
DISCARDED = "Discarded by {by}."
SETTLED = "Somebody has approved or discarded it before."
GONE = "The PDF is not kept any more. Please send it again."
_ASKS = "A document for the knowledge folder"
_REMEMBERED = 1000
_OFFERS = "About the PDF that you sent"

log = structlog.get_logger(__name__)


class Documents:
    """Takes the message shortcut, both forms, and the buttons under what they propose."""

    def __init__(
        self,
        api: SlackApi,
        people: People,
        store: Store,
        library: Library,
        drafts: AnswerDrafts,
        files: SharedFiles,
        staff: Staff,
        clock: Clock,
    ) -> None:
        self._api = api
        self._people = people
        self._store = store
        self._library = library
        self._drafts = drafts
        self._files = files
        self._staff = staff
        self._clock = clock
        self._offered: dict[str, None] = {}

    async def save(self, thread: Thread, ts: str, user: str, trigger: str) -> None:
        """Open the form for the reply `ts`; whoever may not, or chose something else, is told so alone."""
        person = await self._people.person(user)
        draft = None if person.barred else await self._drafts.of(NAME, message_key(thread.channel, ts))
        if draft is None:
            await self._whisper(thread.channel, user, f"Not saved: {person.barred}." if person.barred else NOT_A_REPLY)
            return
        where = json.dumps({"channel": thread.channel, "thread": thread.ts})
        await self._api.open_view(trigger, answer_form(draft, where, self._today()))

    async def propose(self, user: str, view: Any) -> dict[str, str]:
        """Keep what a form describes and ask for its approval; return what is wrong by field, empty when it is kept."""
        wrong = mistakes(view, self._today())
        person = await self._people.person(user)
        if person.barred:
            wrong = {TITLE: f"Not saved: {person.barred}."}
        if wrong:
            return wrong
        carried = json.loads(view["private_metadata"])
        cleaned = AnswerDraft(self._drafts.cleaned(entry(view, TITLE)), self._drafts.cleaned(entry(view, TEXT)))
        content = await self._content(carried.get("file"))
        if content is None:
            return {TITLE: GONE}
        proposal = proposal_of(view, _file_name(carried.get("file"), view["id"]), person.name, cleaned)
        try:
            await self._library.propose(proposal, content)
        except LibraryClosed as closed:
            return {TITLE: str(closed)}
        log.info("slack.document_proposed", file=proposal.file, by=user)
        await self._ask(carried["channel"], carried["thread"], proposal)
        return {}

    async def decide(self, file: str, user: str, *, approve: bool, channel: str = "", ts: str = "") -> None:
        """Approve or discard a document; `channel` and `ts` are the message whose button was pressed, if it was one."""
        person = await self._people.person(user)
        if person.barred or user not in self._staff.leads:
            await self._whisper(channel, user, NOT_A_LEAD)
            return
        try:
            done = await (self._library.approve(file) if approve else self._library.discard(file))
        except LibraryClosed as closed:
            await self._whisper(channel, user, str(closed))
            return
        log.info("slack.document_decided", file=file, by=user, approved=approve, settled=done is None)
        outcome = (APPROVED if approve else DISCARDED).format(by=f"<@{user}>")
        if channel:
            blocks = approval_blocks(done, leads=True, outcome=outcome) if done else [context(SETTLED)]
            await self._api.update(channel, ts, _ASKS, blocks)

    async def offered(self, said: Said) -> None:
        """Ask a lead whether the PDF that they sent shall be a document."""
        pdfs = [file for file in said.files if file.name.lower().endswith(".pdf") and file.id not in self._offered]
        if not pdfs:
            return
        answers_in = said.thread or said.ts
        if said.user not in self._staff.leads or (await self._people.person(said.user)).barred:
            await self._api.post(said.channel, NOT_A_LEAD, [context(NOT_A_LEAD)], answers_in)
            return
        fetched = await self._files.fetch(pdfs, said.ts)
        for attachment in fetched.attachments:
            if attachment.type == "application/pdf":
                await self._api.post(said.channel, _OFFERS, offer_blocks(attachment.id), answers_in)
        for why in fetched.refused:
            await self._api.post(said.channel, _OFFERS, [context(f"{escaped(why)}.")], answers_in)
        self._offered |= dict.fromkeys(file.id for file in pdfs)
        while len(self._offered) > _REMEMBERED:
            self._offered.pop(next(iter(self._offered)))

    async def add_pdf(self, thread: Thread, file: str, trigger: str) -> None:
        """Open the form for a PDF."""
        where = json.dumps({"channel": thread.channel, "thread": thread.ts, "file": file})
        await self._api.open_view(trigger, pdf_form(where, self._today()))

    async def _ask(self, channel: str, thread: str, proposal: Proposal) -> None:
        """Ask where it was proposed; when Slack cannot show that now, the home page still does."""
        blocks = approval_blocks(proposal, leads=bool(self._staff.leads))
        try:
            await self._api.post(channel, _ASKS, blocks, thread)
        except DeliveryError as error:
            log.warning("slack.approval_not_asked", reason=error.reason)

    async def _content(self, file: str | None) -> bytes | None:
        """Return the bytes of a PDF, none for an answer, None when they are not kept any more."""
        if file is None:
            return b""
        async with self._store.read() as work:
            return await work.files.read(FileId(file))

    async def _whisper(self, channel: str, user: str, text: str) -> None:
        try:
            await self._api.whisper(channel, user, text)
        except DeliveryError as error:
            log.warning("slack.whisper_failed", reason=error.reason)

    def _today(self) -> date:
        return self._clock.now().date()


def _file_name(pdf: str | None, form: str) -> str:
    """Return a file's name, which tells nothing: the same one however often its form is sent."""
    kind, suffix = ("document", "pdf") if pdf else ("answer", "md")
    return f"{kind}-{sha256((pdf or form).encode()).hexdigest()[:12]}.{suffix}"
