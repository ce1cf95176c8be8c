"""Told once: recognising the same person, and joining what was told twice."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "matching_weights",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", _JSON, nullable=False),
        sa.Column("pairs", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_matching_weights")),
    )
    op.create_table(
        "joining",
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("into_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_joining_by")),
        sa.ForeignKeyConstraint(
            ["into_id"], ["referral.id"], name=op.f("fk_joining_into_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_joining_referral_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("referral_id", name=op.f("pk_joining")),
    )
    op.create_index(op.f("ix_joining_into_id"), "joining", ["into_id"], unique=False)
    op.create_table(
        "matching_key",
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("who", sa.SmallInteger(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_matching_key_referral_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", "who", "referral_id", name=op.f("pk_matching_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_matching_key_referral_id"), "matching_key", ["referral_id"], unique=False
    )
    op.create_table(
        "possible_match",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("earlier_id", sa.Uuid(), nullable=False),
        sa.Column("later_id", sa.Uuid(), nullable=False),
        sa.Column("of", sa.String(length=10), nullable=False),
        sa.Column("weight", sa.Double(), nullable=True),
        sa.Column("comparison", _JSON, nullable=True),
        sa.Column("weights_version", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), server_default="open", nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.id"], name=op.f("fk_possible_match_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["earlier_id"],
            ["referral.id"],
            name=op.f("fk_possible_match_earlier_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["found_by"], ["account.id"], name=op.f("fk_possible_match_found_by")
        ),
        sa.ForeignKeyConstraint(
            ["later_id"],
            ["referral.id"],
            name=op.f("fk_possible_match_later_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_possible_match")),
    )
    op.create_index(
        op.f("ix_possible_match_earlier_id_later_id_of"),
        "possible_match",
        ["earlier_id", "later_id", "of"],
        unique=True,
    )
    op.create_index(
        op.f("ix_possible_match_later_id"), "possible_match", ["later_id"], unique=False
    )
    op.create_index(
        op.f("ix_possible_match_state_id"), "possible_match", ["state", "id"], unique=False
    )
    with op.batch_alter_table("draft") as draft:
        draft.add_column(sa.Column("begun_from", sa.Uuid(), nullable=True))
        draft.create_foreign_key(
            op.f("fk_draft_begun_from"), "referral", ["begun_from"], ["id"], ondelete="SET NULL"
        )
        draft.create_index(op.f("ix_draft_begun_from"), ["begun_from"])


def downgrade() -> None:
    with op.batch_alter_table("draft") as draft:
        draft.drop_index(op.f("ix_draft_begun_from"))
        draft.drop_constraint(op.f("fk_draft_begun_from"), type_="foreignkey")
        draft.drop_column("begun_from")
    for table in ("joining", "possible_match", "matching_key", "matching_weights"):
        op.drop_table(table)
