"""The texts of the options guide as they were read."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from portal.storage.append_only import append_only, drop_append_only

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guide_version",
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("version", sa.String(length=8), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column(
            "body",
            sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"),
            nullable=False,
        ),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("page", "version", "language", name=op.f("pk_guide_version")),
    )
    append_only("guide_version")


def downgrade() -> None:
    drop_append_only("guide_version")
    op.drop_table("guide_version")
