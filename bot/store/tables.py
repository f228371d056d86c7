"""The tables. `migrations/` builds them; a test holds the two to each other on both databases.

An index is here because a query of this package runs on it: each one more costs every accepted message.
"""

from collections.abc import Mapping
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import Discriminator

from bot.domain.attachments import Attachment
from bot.domain.conversation import Conversation
from bot.domain.escalation import Escalation
from bot.domain.messages import Citation, Content, Draft, InboundMessage
from bot.domain.shadow import ShadowAnswer
from bot.store.columns import Json, Key, Moment

NAMES = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
}
metadata = sa.MetaData(naming_convention=NAMES)

JsonObject = Mapping[str, Any]
AnyContent = Annotated[Content, Discriminator("type")]

WAITING, DONE, DEAD, UNCERTAIN = "waiting", "done", "dead", "uncertain"
"""States of a row of either box. A row in work is still waiting: what is leased is its lane."""


def is_waiting(box: sa.FromClause) -> sa.ColumnElement[bool]:
    """Say `state = 'waiting'` in words that SQLite matches with its partial index (a parameter it would not)."""
    return box.c.state == sa.literal_column(f"'{WAITING}'")


def is_buried(box: sa.FromClause) -> sa.ColumnElement[bool]:
    """Say that the row is a dead letter, in words that SQLite matches with its partial index."""
    return box.c.state.in_((sa.literal_column(f"'{DEAD}'"), sa.literal_column(f"'{UNCERTAIN}'")))


inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("external_id", sa.Text, nullable=False),
    sa.Column("lane", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    # Neighbours with the same value, not null, become one turn.
    sa.Column("joins", sa.Text),
    # Wiped when the message is done; kept by a dead letter, so that it can be redriven.
    sa.Column("message", Json(InboundMessage)),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("received_at", Moment, nullable=False),
    # Of a platform that sends again under new ids, and when the request came.
    sa.Column("likeness", sa.Text),
    sa.Column("came_at", Moment),
    sa.Column("ended_at", Moment),
    sa.Column("outcome", sa.Text),
    sa.Column("reason", sa.Text),
    sa.UniqueConstraint("channel", "external_id"),
)
outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("lane", sa.Text, nullable=False),
    sa.Column("conversation", sa.Text, nullable=False),
    sa.Column("destination", sa.Text, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    # Wiped when it is delivered: the transcript has it, redacted.
    sa.Column("content", Json(AnyContent)),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    sa.Column("reason", sa.Text),
)
for _box in (inbox, outbox):
    _waiting, _buried = is_waiting(_box), is_buried(_box)
    sa.Index(f"ix_{_box.name}_waiting", _box.c.lane, _box.c.id, sqlite_where=_waiting, postgresql_where=_waiting)
    sa.Index(f"ix_{_box.name}_buried", _box.c.id, sqlite_where=_buried, postgresql_where=_buried)

_is_like = inbox.c.likeness.is_not(None)
sa.Index("ix_inbox_likeness", inbox.c.likeness, sqlite_where=_is_like, postgresql_where=_is_like)

leases = sa.Table(
    "leases",
    metadata,
    sa.Column("box", sa.Text, primary_key=True),
    sa.Column("lane", sa.Text, primary_key=True),
    sa.Column("token", sa.Text, nullable=False),
    sa.Column("until", Moment, nullable=False),
)
deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("message_id", sa.Text, primary_key=True),
    sa.Column("destination", sa.Text, primary_key=True),
    sa.Column("external_id", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
)
conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("last_at", Moment, nullable=False),
    sa.Column("body", Json(Conversation), nullable=False),
    sa.UniqueConstraint("channel", "address"),
)
tags = sa.Table(
    "tags",
    metadata,
    sa.Column("conversation", sa.Text, sa.ForeignKey("conversations.id"), primary_key=True),
    sa.Column("tag", sa.Text, primary_key=True),
    sa.Column("at", Moment, nullable=False),
)
removed_tags = sa.Table(
    "removed_tags",
    metadata,
    sa.Column("conversation", sa.Text, sa.ForeignKey("conversations.id"), primary_key=True),
    sa.Column("tag", sa.Text, primary_key=True),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
)
transcript = sa.Table(
    "transcript",
    metadata,
    sa.Column("seq", Key, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("conversation", sa.Text, sa.ForeignKey("conversations.id"), nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("external_id", sa.Text),
    sa.Column("author_kind", sa.Text, nullable=False),
    sa.Column("author_name", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("citations", Json(tuple[Citation, ...]), nullable=False),
    sa.Column("internal", sa.Boolean, nullable=False),
    sa.Column("edited_at", Moment),
    sa.Column("deleted_at", Moment),
    sa.Index(None, "conversation", "seq"),
    sa.Index(None, "channel", "external_id"),
)
traces = sa.Table(
    "traces",
    metadata,
    sa.Column("message_id", sa.Text, primary_key=True),
    sa.Column("trace", Json(JsonObject), nullable=False),
)
attachments = sa.Table(
    "attachments",
    metadata,
    sa.Column("message_id", sa.Text, primary_key=True),
    sa.Column("files", Json(tuple[Attachment, ...]), nullable=False),
)
files = sa.Table(
    "files",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("at", Moment, nullable=False),
)
escalations = sa.Table(
    "escalations",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("conversation", sa.Text, sa.ForeignKey("conversations.id"), nullable=False, index=True),
    sa.Column("state", sa.Text, nullable=False, index=True),
    sa.Column("desk", sa.Text, nullable=False),
    sa.Column("thread", sa.Text, nullable=False),
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("body", Json(Escalation), nullable=False),
    sa.Index(None, "desk", "thread"),
    # A case number was spoken to people, so it is never given twice.
    sqlite_autoincrement=True,
)
drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("seq", Key, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("conversation", sa.Text, sa.ForeignKey("conversations.id"), nullable=False),
    sa.Column("case", Key, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("due_at", Moment),
    # Its text is wiped when it is settled: what was sent stands in the transcript.
    sa.Column("body", Json(Draft), nullable=False),
)
is_unsettled = drafts.c.state.in_((sa.literal_column("'open'"), sa.literal_column("'stale'")))
"""What of the drafts waits for somebody, in words that SQLite matches with its partial indexes."""
for _name, _column in (("waiting", drafts.c.conversation), ("due", drafts.c.due_at)):
    sa.Index(f"ix_drafts_{_name}", _column, sqlite_where=is_unsettled, postgresql_where=is_unsettled)

desk_steps = sa.Table(
    "desk_steps",
    metadata,
    sa.Column("case", Key, primary_key=True, autoincrement=False),
    sa.Column("step", sa.Text, primary_key=True),
    sa.Column("at", Moment, nullable=False),
)
shadow_answers = sa.Table(
    "shadow_answers",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("conversation", sa.Text, sa.ForeignKey("conversations.id"), nullable=False, index=True),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("body", Json(ShadowAnswer), nullable=False),
)
timeline = sa.Table(
    "timeline",
    metadata,
    sa.Column("seq", Key, primary_key=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("data", Json(JsonObject), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.UniqueConstraint("channel", "address", "key"),
    sa.Index(None, "channel", "kind", "address", "seq"),
    # A browser comes back with the last seq it saw, so a seq is never given twice.
    sqlite_autoincrement=True,
)
failed_proofs = sa.Table(
    "failed_proofs",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Index(None, "subject", "at"),
)
references = sa.Table(
    "channel_references",
    metadata,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("address", sa.Text, primary_key=True),
    sa.Column("tenant", sa.Text, nullable=False),
    sa.Column("person", sa.Text, nullable=False),
    sa.Column("data", Json(JsonObject), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Index(None, "channel", "tenant", "person"),
)
audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("conversation", sa.Text, nullable=False, index=True),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("detail", Json(JsonObject), nullable=False),
)
feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("message_id", sa.Text, primary_key=True),
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("conversation", sa.Text, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("thumb", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("wrong", sa.Text, nullable=False),
)
runs = sa.Table(
    "runs",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("job", sa.Text, nullable=False),
    sa.Column("due_at", Moment, nullable=False, index=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("token", sa.Text, nullable=False),
    sa.Column("until", Moment, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    sa.Column("report", Json(JsonObject), nullable=False),
)
model_usage = sa.Table(
    "model_usage",
    metadata,
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("calls", sa.Integer, nullable=False),
    sa.Column("tokens", sa.BigInteger, nullable=False),
)
model_pauses = sa.Table(
    "model_pauses",
    metadata,
    sa.Column("model", sa.Text, primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("until", Moment),
)
