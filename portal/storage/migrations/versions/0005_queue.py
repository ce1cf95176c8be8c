"""What the queue sorts, filters and counts by."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_LANES = {
    "all": ["is_open"],
    "owner": ["owner_id", "is_open"],
    "stage": ["stage", "is_open"],
    "lane": ["specialist", "is_open"],
    "place": ["place", "is_open"],
}
_ORDERS = {"urgent": ["priority", "due_at", "id"], "due": ["due_at", "id"], "newest": ["id"]}
_FILTERED = [
    *("priority", "due_at", "specialist", "stage"),
    *("kind", "age", "origin", "interpreter", "access"),
]
_INDEXES = {
    f"ix_referral_{lane}_{order}": list(dict.fromkeys(lanes + orders + _FILTERED))
    for lane, lanes in _LANES.items()
    for order, orders in _ORDERS.items()
} | {
    "ix_referral_is_open_check_back_at_id": ["is_open", "check_back_at", "id"],
    "ix_referral_fallback_id_is_open_due_at_id": ["fallback_id", "is_open", "due_at", "id"],
    "ix_referral_filing": ["filing"],
    "ix_referral_received_at": ["received_at"],
}
_COLUMNS = (
    "interpreter",
    "access",
    "place",
    "stage_before",
    "priority_by",
    "due_for",
    "first_attempt_at",
    "finished_at",
    "check_back_at",
    "fallback_id",
    "filing",
)


def upgrade() -> None:
    with op.batch_alter_table("referral") as referral:
        referral.drop_index("ix_referral_inbox")
        referral.drop_index("ix_referral_newest")
        referral.drop_index("ix_referral_owner")
        referral.add_column(
            sa.Column("interpreter", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        referral.add_column(
            sa.Column("access", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        referral.add_column(sa.Column("place", sa.LargeBinary(), nullable=True))
        referral.add_column(sa.Column("stage_before", sa.String(length=20), nullable=True))
        referral.add_column(sa.Column("priority_by", sa.Uuid(), nullable=True))
        referral.add_column(
            sa.Column("due_for", sa.String(length=20), server_default="look", nullable=False)
        )
        referral.add_column(
            sa.Column("first_attempt_at", sa.DateTime(timezone=True), nullable=True)
        )
        referral.add_column(sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True))
        referral.add_column(sa.Column("check_back_at", sa.DateTime(timezone=True), nullable=True))
        referral.add_column(sa.Column("fallback_id", sa.Uuid(), nullable=True))
        referral.add_column(sa.Column("filing", sa.Integer(), server_default="0", nullable=False))
        referral.create_foreign_key(
            op.f("fk_referral_fallback_id"), "account", ["fallback_id"], ["id"]
        )
    for name, columns in _INDEXES.items():
        op.create_index(name, "referral", columns)


def downgrade() -> None:
    for name in _INDEXES:
        op.drop_index(name, table_name="referral")
    with op.batch_alter_table("referral") as referral:
        referral.drop_constraint(op.f("fk_referral_fallback_id"), type_="foreignkey")
        for name in _COLUMNS:
            referral.drop_column(name)
        referral.create_index(
            "ix_referral_owner", ["owner_id", "is_open", "priority", "due_at", "id"]
        )
        referral.create_index("ix_referral_newest", ["is_open", "id"])
        referral.create_index("ix_referral_inbox", ["is_open", "priority", "due_at", "id"])
