"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)
WAITING = sa.text("state = 'waiting'")
BURIED = sa.text("state IN ('dead', 'uncertain')")


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "audit",
        sa.Column("id", KEY, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_conversation", "audit", ["conversation"])
    op.create_table(
        "conversations",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        sa.UniqueConstraint("channel", "address", name="uq_conversations_channel_address"),
    )
    op.create_table(
        "deliveries",
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("destination", sa.Text, nullable=False),
        sa.Column("external_id", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("message_id", "destination", name="pk_deliveries"),
    )
    op.create_table(
        "failed_proofs",
        sa.Column("id", KEY, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failed_proofs"),
    )
    op.create_index("ix_failed_proofs_subject_at", "failed_proofs", ["subject", "at"])
    op.create_table(
        "inbox",
        sa.Column("id", KEY, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("external_id", sa.Text, nullable=False),
        sa.Column("lane", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("joins", sa.Text),
        sa.Column("message", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("outcome", sa.Text),
        sa.Column("reason", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("channel", "external_id", name="uq_inbox_channel_external_id"),
    )
    op.create_index("ix_inbox_buried", "inbox", ["id"], sqlite_where=BURIED, postgresql_where=BURIED)
    op.create_index("ix_inbox_waiting", "inbox", ["lane", "id"], sqlite_where=WAITING, postgresql_where=WAITING)
    op.create_table(
        "leases",
        sa.Column("box", sa.Text, nullable=False),
        sa.Column("lane", sa.Text, nullable=False),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("box", "lane", name="pk_leases"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("lane", sa.Text, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("destination", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("content", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("reason", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index("ix_outbox_buried", "outbox", ["id"], sqlite_where=BURIED, postgresql_where=BURIED)
    op.create_index("ix_outbox_waiting", "outbox", ["lane", "id"], sqlite_where=WAITING, postgresql_where=WAITING)
    op.create_table(
        "timeline",
        sa.Column("seq", KEY, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_timeline"),
        sa.UniqueConstraint("channel", "address", "key", name="uq_timeline_channel_address_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_timeline_channel_kind_address_seq", "timeline", ["channel", "kind", "address", "seq"])
    op.create_table(
        "traces",
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("trace", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("message_id", name="pk_traces"),
    )
    op.create_table(
        "escalations",
        sa.Column("id", KEY, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("desk", sa.Text, nullable=False),
        sa.Column("thread", sa.Text, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["conversation"], ["conversations.id"], name="fk_escalations_conversation"),
        sa.PrimaryKeyConstraint("id", name="pk_escalations"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_escalations_conversation", "escalations", ["conversation"])
    op.create_index("ix_escalations_desk_thread", "escalations", ["desk", "thread"])
    op.create_index("ix_escalations_state", "escalations", ["state"])
    op.create_table(
        "tags",
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("tag", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["conversation"], ["conversations.id"], name="fk_tags_conversation"),
        sa.PrimaryKeyConstraint("conversation", "tag", name="pk_tags"),
    )
    op.create_table(
        "transcript",
        sa.Column("seq", KEY, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("external_id", sa.Text),
        sa.Column("author_kind", sa.Text, nullable=False),
        sa.Column("author_name", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("citations", sa.Text, nullable=False),
        sa.Column("internal", sa.Boolean, nullable=False),
        sa.Column("edited_at", MOMENT),
        sa.Column("deleted_at", MOMENT),
        sa.ForeignKeyConstraint(["conversation"], ["conversations.id"], name="fk_transcript_conversation"),
        sa.PrimaryKeyConstraint("seq", name="pk_transcript"),
        sa.UniqueConstraint("id", name="uq_transcript_id"),
    )
    op.create_index("ix_transcript_channel_external_id", "transcript", ["channel", "external_id"])
    op.create_index("ix_transcript_conversation_seq", "transcript", ["conversation", "seq"])
