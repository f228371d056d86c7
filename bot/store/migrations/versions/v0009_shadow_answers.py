"""What the bot would have answered where people answered."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "shadow_answers",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["conversation"], ["conversations.id"], name="fk_shadow_answers_conversation"),
        sa.PrimaryKeyConstraint("id", name="pk_shadow_answers"),
    )
    for column in ("conversation", "at"):
        op.create_index(f"ix_shadow_answers_{column}", "shadow_answers", [column])
