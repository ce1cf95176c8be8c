"""The chain that shows whether what happened was ever changed."""

import sqlalchemy as sa
from alembic import op

from portal.storage.append_only import append_only, drop_append_only

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_link",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "event_number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("seal", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_event_link")),
        sa.UniqueConstraint("event_number", name=op.f("uq_event_link_event_number")),
    )
    op.create_index(op.f("ix_event_actor_at_number"), "event", ["actor", "at", "number"])
    op.create_index(op.f("ix_event_at_number"), "event", ["at", "number"])
    append_only("event_link")


def downgrade() -> None:
    drop_append_only("event_link")
    op.drop_index(op.f("ix_event_at_number"), table_name="event")
    op.drop_index(op.f("ix_event_actor_at_number"), table_name="event")
    op.drop_table("event_link")
