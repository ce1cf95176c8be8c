"""The keys of the whole hub."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hub_key",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("master", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", "master", name=op.f("pk_hub_key")),
    )


def downgrade() -> None:
    op.drop_table("hub_key")
