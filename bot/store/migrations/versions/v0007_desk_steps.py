"""What the clocks of the desk have done."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "desk_steps",
        sa.Column("case", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("case", "step", name="pk_desk_steps"),
    )
