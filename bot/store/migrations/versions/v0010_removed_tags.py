"""What a person took off the tags, so that the bot does not put it on again."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "removed_tags",
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("tag", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["conversation"], ["conversations.id"], name="fk_removed_tags_conversation"),
        sa.PrimaryKeyConstraint("conversation", "tag", name="pk_removed_tags"),
    )
