"""Drafts that wait on the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
UNSETTLED = sa.text("state IN ('open', 'stale')")


def upgrade() -> None:
    """Make their table."""
    op.create_table(
        "drafts",
        sa.Column("seq", KEY, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("case", KEY, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("body", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["conversation"], ["conversations.id"], name="fk_drafts_conversation"),
        sa.PrimaryKeyConstraint("seq", name="pk_drafts"),
        sa.UniqueConstraint("id", name="uq_drafts_id"),
    )
    for name, column in (("ix_drafts_waiting", "conversation"), ("ix_drafts_due", "due_at")):
        op.create_index(name, "drafts", [column], sqlite_where=UNSETTLED, postgresql_where=UNSETTLED)
