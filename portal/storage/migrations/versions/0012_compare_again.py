"""Comparing again: which referrals the worker compares once more with those that are known."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_ALL = (
    "INSERT INTO to_compare (referral_id, due_at, attempts) "
    "SELECT id, received_at, 0 FROM referral WHERE erased_at IS NULL"
)
"""Whoever is there may never have been compared with another who is: see decision 22."""


def upgrade() -> None:
    op.create_table(
        "to_compare",
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_to_compare_referral_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("referral_id", name=op.f("pk_to_compare")),
    )
    op.create_index(op.f("ix_to_compare_due_at"), "to_compare", ["due_at"], unique=False)
    op.execute(_ALL)


def downgrade() -> None:
    op.drop_table("to_compare")
