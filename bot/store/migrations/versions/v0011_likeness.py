"""How a message that a platform sends again under another id is known."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what it is known by; what is here already stays without."""
    op.add_column("inbox", sa.Column("likeness", sa.Text))
    op.add_column("inbox", sa.Column("came_at", sa.DateTime(timezone=True)))
    known = sa.text("likeness IS NOT NULL")
    op.create_index("ix_inbox_likeness", "inbox", ["likeness"], sqlite_where=known, postgresql_where=known)
