"""What comes in and what goes out, in one vocabulary for every channel.

A channel adapter turns the vendor's JSON into one `InboundMessage`; the relay hands each channel one
`Content`. Everything here is frozen and holds only values that JSON can carry.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.domain.attachments import Attachment
from bot.domain.bulletins import Bulletin
from bot.domain.ids import Address, CaseNumber, ConversationId, MessageId
from bot.domain.resends import Arrival


class Surface(StrEnum):
    """Who may be speaking: decided by the adapter from where the message arrived, never from its text."""

    PATIENT = "patient"
    STAFF = "staff"
    DESK = "desk"
    PUBLIC = "public"
    """Others read along: nothing about a claim is ever said there."""


class Kind(StrEnum):
    """What happened on the platform."""

    MESSAGE = "message"
    NOTE = "note"
    EDIT = "edit"
    DELETE = "delete"
    RESTORE = "restore"
    TAKE_OVER = "take_over"
    HAND_BACK = "hand_back"
    RESOLVE = "resolve"
    TAG = "tag"
    SEND_AGAIN = "send_again"
    ASK_DESK = "ask_desk"
    THUMB_UP = "thumb_up"
    THUMB_DOWN = "thumb_down"
    SEND_DRAFT = "send_draft"
    EDIT_DRAFT = "edit_draft"
    DRAFT_REPLY = "draft_reply"
    REPLY_TRANSLATED = "reply_translated"


@dataclass(frozen=True, slots=True)
class Sender:
    """The platform's opaque id of the sender and the name shown to people.

    `origin` is the network address of a web visitor, for limits only; `location` is the place of the office that the
    page they came from belongs to.
    """

    id: str
    name: str = ""
    origin: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """One event from a channel, already authenticated.

    `external_id` is unique within `channel` for the event (a repeat carries the same one).
    `address` is the conversation on a patient or staff surface, the thread on the desk surface.
    `target_id` names the `external_id` (or our message id) that an edit, a deletion, a thumb
    or a wish for the desk is about, or the draft that was pressed, as `Draft.handle`.
    `hosted` says that we host the channel ourselves and must keep its timeline. `goes_on`: people write like this in
    several messages, so that the turn waits a moment for the rest. The bytes of `attachments` were kept in the store
    before. `private` is where the sender of a message on the public surface can be answered alone, if we know it.
    `arrival` is for platforms that send a message again under another id.
    """

    channel: str
    external_id: str
    address: Address
    surface: Surface
    kind: Kind
    sender: Sender
    text: str
    sent_at: datetime
    target_id: str | None = None
    hosted: bool = False
    goes_on: bool = False
    attachments: tuple[Attachment, ...] = ()
    private: Address | None = None
    arrival: Arrival | None = None


class AuthorKind(StrEnum):
    """Who wrote an entry of the transcript."""

    PATIENT = "patient"
    STAFF = "staff"
    BOT = "bot"
    SPECIALIST = "specialist"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Author:
    """Who speaks, and under which name people see them."""

    kind: AuthorKind
    name: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as people see it: `number` is the [n] in the text, `quote` the words that carry the answer."""

    number: int
    passage_id: str
    source: str
    title: str
    section: str
    page: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One detail that the bot asks for: a field of the identity policy, or `claim`, and what it is called."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Post:
    """A message to show. `text` is the small Markdown of `bot.channels.rendering`: bold, lists, quotes, links.

    `internal` entries (notes, system lines) exist only on the desk. `suggestions` are replies to offer as buttons.
    `asks` are the details that the text asks for: a channel may show fields to fill in. `drafted`: it stood on the
    desk as a draft first, under this very id.
    """

    message_id: MessageId
    author: Author
    text: str
    at: datetime
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    internal: bool = False
    drafted: bool = False
    attachments: tuple[Attachment, ...] = ()
    asks: tuple[Ask, ...] = ()
    language: str = "en"
    type: Literal["post"] = "post"


@dataclass(frozen=True, slots=True)
class Revision:
    """A message that was shown now reads `text`."""

    message_id: MessageId
    text: str
    at: datetime
    type: Literal["revision"] = "revision"


@dataclass(frozen=True, slots=True)
class Retraction:
    """A message that was shown was taken back by its author."""

    message_id: MessageId
    at: datetime
    type: Literal["retraction"] = "retraction"


@dataclass(frozen=True, slots=True)
class CaseCard:
    """What the desk sees first of an escalation. Holds no date of birth and no full claim number.

    `promised` is the day by which the desk has promised a word, as people read it; empty when it has not.
    """

    case: CaseNumber
    conversation: ConversationId
    channel: str
    reason: str
    summary: str
    state: str
    patient: str
    claim: str
    payer: str
    tags: tuple[str, ...]
    owner: str
    opened_at: datetime
    promised: str = ""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Start a thread on the desk: the card, then the story so far, oldest first; `left` is the thread it had before."""

    card: CaseCard
    story: tuple[Post, ...]
    left: Address = Address("")
    type: Literal["open_case"] = "open_case"


@dataclass(frozen=True, slots=True)
class CardUpdate:
    """The card of an open thread now reads `card`."""

    card: CaseCard
    type: Literal["card_update"] = "card_update"


class FateState(StrEnum):
    """What became of a specialist's message."""

    HELD = "held"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Fate:
    """Mark a specialist's message on the desk; `note` says in plain words why and what to do."""

    message_id: MessageId
    state: FateState
    note: str
    at: datetime
    type: Literal["fate"] = "fate"


class DraftState(StrEnum):
    """Where a draft stands. The first two wait for a specialist; the others are ends."""

    OPEN = "open"
    STALE = "stale"
    SENT = "sent"
    EDITED = "edited"
    TAKEN_OVER = "taken_over"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer that waits on the desk for a specialist's Send, Edit or Take over. The patient has not seen it.

    `version` rises with each change, so that a press on what the desk showed before is known as one. `by` is who
    settled it, `note` what else its readers must know. When it is sent, the patient's message has its `message_id`.
    """

    message_id: MessageId
    text: str
    at: datetime
    citations: tuple[Citation, ...] = ()
    version: int = 1
    state: DraftState = DraftState.OPEN
    by: str = ""
    note: str = ""
    type: Literal["draft"] = "draft"

    @property
    def waits(self) -> bool:
        """Whether somebody must still decide."""
        return self.state in {DraftState.OPEN, DraftState.STALE}

    @property
    def handle(self) -> str:
        """What a press on the draft as it is shown now gives as its target."""
        return f"{self.message_id}:{self.version}"


@dataclass(frozen=True, slots=True)
class Call:
    """Ask for somebody for a case, with words that hold nothing of the patient.

    In the case's thread, where the whole desk sees it; `whom` is the desk's id of a person to be named there. With
    `apart` it goes outside the thread to `whom`, a person or a channel, with the way to the thread.
    """

    message_id: MessageId
    text: str
    at: datetime
    whom: str = ""
    apart: bool = False
    type: Literal["call"] = "call"


PatientContent = Post | Revision | Retraction
DeskContent = Post | Revision | Retraction | OpenCase | CardUpdate | Fate | Draft | Call | Bulletin
Content = Post | Revision | Retraction | OpenCase | CardUpdate | Fate | Draft | Call | Bulletin


class Destination(StrEnum):
    """The two ends of a conversation; each has its own order."""

    PATIENT = "patient"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing to deliver. `key` is unique: writing the same parcel twice writes it once.

    `address` is the conversation's address, or for the desk the case number: the relay puts the thread in its place.
    A bulletin belongs to no case, and has neither.
    `held_until`: not before then, and until then it can still be changed or withdrawn.
    """

    key: str
    conversation: ConversationId
    destination: Destination
    channel: str
    address: Address
    content: Content
    held_until: datetime | None = None
