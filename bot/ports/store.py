"""What is kept: one unit of work, and the repositories reached through it.

`async with store.write() as work:` is one transaction: it commits when the block ends and rolls back when it
raises. `store.read()` sees committed rows only. One contract suite (`tests/contracts/`) holds SQLite and
PostgreSQL to the same behaviour.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from bot.domain.conversation import Conversation
from bot.domain.escalation import CaseState, Escalation, Reason
from bot.domain.ids import Address, CaseNumber, ConversationId, MessageId
from bot.domain.messages import Author, Citation, Content, Destination, InboundMessage, Parcel, Surface


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One accepted message."""

    id: int
    message: InboundMessage
    received_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class InboxBatch:
    """The head of one conversation's lane, leased under `token`.

    Several rows only when they are plain messages that one sender on a patient or staff surface wrote one after
    the other: they become one turn.
    """

    lane: str
    token: str
    rows: tuple[InboxRow, ...]


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One parcel, leased under `token`. `thread` and `target` are filled in for what needs them.

    `thread`: the desk thread of the parcel's case, empty while it has none. `target`: the external id under which
    the message that an edit, deletion or fate is about was delivered (or came in), if it was.
    """

    id: int
    parcel: Parcel
    token: str
    attempts: int
    created_at: datetime
    thread: Address
    target: str | None


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """What could not be done. `box` and `id` together name it for `redrive`; holds no patient text."""

    box: Literal["inbox", "outbox"]
    id: int
    conversation: str
    kind: str
    state: Literal["dead", "uncertain"]
    reason: str
    attempts: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the transcript. `text` is redacted. `external_id` is the platform's id of what came in."""

    id: MessageId
    conversation: ConversationId
    author: Author
    text: str
    at: datetime
    channel: str
    external_id: str | None = None
    citations: tuple[Citation, ...] = ()
    internal: bool = False
    edited_at: datetime | None = None
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One line of a hosted channel's timeline. `seq` rises over the whole table; `data` is JSON."""

    seq: int
    channel: str
    address: Address
    key: str
    kind: str
    data: Mapping[str, Any]
    at: datetime


class Inbox(Protocol):
    """Accepted messages, each with exactly one end: done or dead."""

    async def add(self, message: InboundMessage, lane: str, now: datetime) -> bool:
        """Keep `message`; False if (channel, external_id) is here already."""
        ...

    async def claim(self, now: datetime, lease: timedelta) -> InboxBatch | None:
        """Lease the oldest due head of a lane in which nothing is leased. Counts as an attempt."""
        ...

    async def finish(self, batch: InboxBatch, outcome: str, now: datetime) -> None:
        """Mark done and wipe the raw text. Raises `LeaseLost` when the lease was taken over."""
        ...

    async def retry(self, batch: InboxBatch, at: datetime, reason: str) -> None:
        """Give the lease back; due again at `at`. Raises `LeaseLost`."""
        ...

    async def bury(self, batch: InboxBatch, reason: str, now: datetime) -> None:
        """Give up: a dead letter. The lane goes on. Raises `LeaseLost`."""
        ...

    async def due_at(self) -> datetime | None:
        """Return when the earliest batch can be claimed, whether it waits for its time or for a lease to end."""
        ...


class Outbox(Protocol):
    """Parcels to deliver, in order per (conversation, destination)."""

    async def add(self, parcels: Sequence[Parcel], now: datetime) -> None:
        """Keep parcels in this order; a key that is here already is left as it is."""
        ...

    async def amend(self, key: str, content: Content | None, now: datetime) -> bool:
        """Change a parcel that nobody has begun to deliver, or withdraw it (None); False when it is too late."""
        ...

    async def claim(self, now: datetime, lease: timedelta) -> OutboxRow | None:
        """Lease the oldest due head of a lane in which nothing is leased. Counts as an attempt."""
        ...

    async def delivered(self, row: OutboxRow, external_id: str, now: datetime) -> None:
        """Mark delivered and keep the platform's id. Raises `LeaseLost`."""
        ...

    async def retry(self, row: OutboxRow, at: datetime, reason: str) -> None:
        """Give the lease back; due again at `at`; the lane waits for it. Raises `LeaseLost`."""
        ...

    async def bury(self, row: OutboxRow, state: Literal["dead", "uncertain"], reason: str, now: datetime) -> None:
        """Give up: a dead letter. The lane goes on. Raises `LeaseLost`."""
        ...

    async def due_at(self) -> datetime | None:
        """Return when the earliest parcel can be claimed, whether it waits for its time or for a lease to end."""
        ...


class DeadLetters(Protocol):
    """Both boxes' dead letters."""

    async def all(self) -> Sequence[DeadLetter]:
        """Return them, oldest first."""
        ...

    async def redrive(self, box: Literal["inbox", "outbox"], row_id: int, now: datetime) -> bool:
        """Put one back as due now with attempts at 0; False when there is none, or its message was taken back."""
        ...


class Conversations(Protocol):
    """Conversations by their channel's address."""

    async def open(self, channel: str, address: Address, surface: Surface, now: datetime) -> Conversation:
        """Return the conversation at this address, made now (state BOT, version 0) if there is none."""
        ...

    async def find(self, channel: str, address: Address) -> Conversation | None:
        """Return the conversation at this address, if there is one."""
        ...

    async def get(self, conversation: ConversationId) -> Conversation:
        """Return one; raises `KeyError`."""
        ...

    async def save(self, conversation: Conversation) -> None:
        """Write it and raise its version by one; raises `Conflict` when the stored version is another."""
        ...

    async def tag(self, conversation: ConversationId, tags: Sequence[str], now: datetime) -> None:
        """Add tags; a tag that is there stays."""
        ...

    async def tags(self, conversation: ConversationId) -> tuple[str, ...]:
        """Return its tags, sorted."""
        ...


class Transcript(Protocol):
    """Everything that was said, redacted."""

    async def add(self, entries: Sequence[Entry]) -> None:
        """Append entries in this order; an id that is here already is left as it is."""
        ...

    async def of(self, conversation: ConversationId, limit: int = 200) -> Sequence[Entry]:
        """Return the latest `limit` entries, oldest first, taken-back ones with empty text."""
        ...

    async def find(self, channel: str, external_id: str) -> Entry | None:
        """Return the entry that came in under this id, or that has it as its message id."""
        ...

    async def revise(self, message: MessageId, text: str, now: datetime) -> None:
        """Make an entry read `text`."""
        ...

    async def retract(self, message: MessageId, now: datetime) -> None:
        """Take an entry back: its text is wiped."""
        ...

    async def keep_trace(self, message: MessageId, trace: Mapping[str, Any]) -> None:
        """Keep how the bot came to `message` (redacted JSON)."""
        ...

    async def trace(self, message: MessageId) -> Mapping[str, Any] | None:
        """Return it."""
        ...


class Escalations(Protocol):
    """Cases."""

    async def open(
        self,
        conversation: ConversationId,
        reason: Reason,
        summary: str,
        desk: str,
        now: datetime,
        *,
        patient: str,
        claim: str,
        payer: str,
    ) -> Escalation:
        """Start a case with the next number (the first is 1001), state WAITING."""
        ...

    async def get(self, case: CaseNumber) -> Escalation:
        """Return one; raises `KeyError`."""
        ...

    async def at(self, desk: str, thread: Address) -> Escalation | None:
        """Return the case of a desk's thread."""
        ...

    async def latest(self, conversation: ConversationId) -> Escalation | None:
        """Return the newest case of a conversation."""
        ...

    async def save(self, escalation: Escalation) -> None:
        """Write owner, state, thread, times and summary."""
        ...

    async def listed(self, states: Sequence[CaseState]) -> Sequence[Escalation]:
        """Return cases in these states, oldest first."""
        ...


class Timeline(Protocol):
    """The append-only log of channels that we host ourselves (web chat, console desk)."""

    async def append(
        self, channel: str, address: Address, key: str, kind: str, data: Mapping[str, Any], now: datetime
    ) -> int:
        """Append and return its seq; the same (channel, address, key) again returns the first seq."""
        ...

    async def redact(self, channel: str, address: Address, key: str, data: Mapping[str, Any]) -> None:
        """Overwrite the data of one event in place; for private details that must not stay at rest."""
        ...

    async def since(self, channel: str, address: Address | None, seq: int, limit: int = 500) -> Sequence[TimelineEvent]:
        """Return events after `seq` of one address, or of the whole channel, oldest first."""
        ...

    async def latest(self, channel: str, kind: str) -> Sequence[TimelineEvent]:
        """Return the last event of `kind` of each address, newest first."""
        ...

    async def head(self, channel: str) -> int:
        """Return the seq of the channel's newest event, 0 when it has none.

        Commits become visible in the order of their seq, so that who follows from here misses nothing.
        """
        ...


class Proofs(Protocol):
    """Failed identity proofs, counted by hashed subject so that no claim number or address is kept in clear."""

    async def failed(self, subjects: Sequence[str], now: datetime) -> None:
        """Count one failure for each subject."""
        ...

    async def count(self, subject: str, since: datetime) -> int:
        """Return the failures of a subject since then."""
        ...


class Audit(Protocol):
    """Who saw or did what, append-only."""

    async def add(
        self, now: datetime, conversation: ConversationId, actor: str, action: str, detail: Mapping[str, Any]
    ) -> None:
        """Append one line; `detail` holds masked values only."""
        ...

    async def of(self, conversation: ConversationId) -> Sequence[Mapping[str, Any]]:
        """Return one conversation's lines, oldest first."""
        ...


class Work(Protocol):
    """One transaction."""

    inbox: Inbox
    outbox: Outbox
    dead_letters: DeadLetters
    conversations: Conversations
    transcript: Transcript
    escalations: Escalations
    timeline: Timeline
    proofs: Proofs
    audit: Audit

    async def delivered_as(self, message: MessageId, destination: Destination) -> str | None:
        """Return the external id under which a message reached a destination."""
        ...


Topic = Literal["inbox", "outbox", "timeline"]


class Wakeup(Protocol):
    """One listener's bell."""

    async def wait(self, seconds: float) -> None:
        """Return at once when something was committed on the topic since the last return, else after `seconds`.

        It may ring for nothing and, between processes, may miss a commit; polling is the safety net.
        """
        ...


class Store(Protocol):
    """The database."""

    def write(self) -> AbstractAsyncContextManager[Work]:
        """Begin a transaction; after its commit, loops waiting for the topics that it touched are woken."""
        ...

    def read(self) -> AbstractAsyncContextManager[Work]:
        """Begin a read-only view."""
        ...

    def wakeup(self, topic: Topic) -> Wakeup:
        """Return a new listener for commits on `topic`; made once by each loop."""
        ...

    async def close(self) -> None:
        """Give back connections."""
        ...
