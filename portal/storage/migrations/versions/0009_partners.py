"""Partners and community groups: organisations, what they told and see, and handing over."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from portal.storage.second_wall import OWN_ROWS, make_role, raise_wall, take_down_wall

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")

_WALLED = {
    "account": "SELECT",
    "invitation": "SELECT",
    "referring": "SELECT",
    "telling": "SELECT",
    "enquiry": "SELECT",
    "handover": "SELECT",
    "draft": "SELECT, INSERT, UPDATE, DELETE",
}
"""What an organisation may do with its own rows; everything else the hub does for it."""

_WRITES = {"draft": "referral_id IS NULL AND code IS NULL AND word_hash IS NULL"}
"""What must be true of a row that it writes: of a draft, that it is no way to a referral."""

_OWNED = ("account", "invitation", "draft")


def upgrade() -> None:
    _make_tables()
    for table in _OWNED:
        with op.batch_alter_table(table) as changed:
            changed.add_column(sa.Column("organisation_id", sa.Uuid(), nullable=True))
            changed.create_foreign_key(
                op.f(f"fk_{table}_organisation_id"), "organisation", ["organisation_id"], ["id"]
            )
    with op.batch_alter_table("draft") as draft:
        draft.add_column(
            sa.Column("journey", sa.String(length=20), server_default="self", nullable=False)
        )
        draft.add_column(sa.Column("account_id", sa.Uuid(), nullable=True))
        draft.create_foreign_key(op.f("fk_draft_account_id"), "account", ["account_id"], ["id"])
    op.create_index(op.f("ix_account_organisation_id"), "account", ["organisation_id"])
    op.create_index(
        op.f("ix_draft_organisation_id_updated_at"), "draft", ["organisation_id", "updated_at"]
    )
    make_role()
    raise_wall("organisation", own=f"id = {OWN_ROWS}")
    for table, may in _WALLED.items():
        raise_wall(table, may, writes=_WRITES.get(table, ""))


def downgrade() -> None:
    for table in ("organisation", *_WALLED):
        take_down_wall(table)
    _forget_partners()
    op.drop_index(op.f("ix_draft_organisation_id_updated_at"), table_name="draft")
    op.drop_index(op.f("ix_account_organisation_id"), table_name="account")
    with op.batch_alter_table("draft") as draft:
        draft.drop_constraint(op.f("fk_draft_account_id"), type_="foreignkey")
        draft.drop_column("account_id")
        draft.drop_column("journey")
    for table in _OWNED:
        with op.batch_alter_table(table) as changed:
            changed.drop_constraint(op.f(f"fk_{table}_organisation_id"), type_="foreignkey")
            changed.drop_column("organisation_id")
    for table in ("handover", "enquiry", "telling", "referring", "callback"):
        op.drop_table(table)
    op.drop_table("organisation")
    op.drop_table("community_invitation")


_FORGET = (
    "DELETE FROM invitation WHERE organisation_id IS NOT NULL",
    "DELETE FROM draft WHERE organisation_id IS NOT NULL OR journey <> 'self'",
    "DELETE FROM staff_session WHERE account_id IN "
    "(SELECT id FROM account WHERE organisation_id IS NOT NULL)",
    "UPDATE account SET closed_at = CURRENT_TIMESTAMP "
    "WHERE organisation_id IS NOT NULL AND closed_at IS NULL",
)


def _forget_partners() -> None:
    """Close their accounts: without an organisation they would be taken for the hub's own."""
    for statement in _FORGET:
        op.execute(statement)


def _make_tables() -> None:
    op.create_table(
        "community_invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("rung", sa.String(length=10), nullable=False),
        sa.Column("need", sa.String(length=20), nullable=False),
        sa.Column("area", sa.String(length=10), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_invitation")),
        sa.UniqueConstraint("token", name=op.f("uq_community_invitation_token")),
    )
    op.create_index(
        op.f("ix_community_invitation_expires_at"), "community_invitation", ["expires_at"]
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("known_as", sa.String(length=600), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("basis", sa.String(length=20), nullable=False),
        sa.Column("power", sa.String(length=300), server_default="", nullable=False),
        sa.Column("sends", _JSON, nullable=False),
        sa.Column("receives", _JSON, nullable=False),
        sa.Column("service", sa.String(length=40), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("known_as", name=op.f("uq_organisation_known_as")),
    )
    op.create_table(
        "callback",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("data_key", sa.LargeBinary(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["done_by"], ["account.id"], name=op.f("fk_callback_done_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_callback")),
    )
    op.create_index(op.f("ix_callback_done_at_due_at_id"), "callback", ["done_at", "due_at", "id"])
    op.create_table(
        "referring",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("data_key", sa.LargeBinary(), nullable=True),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("reference", sa.String(length=9), nullable=False),
        sa.Column("own_reference", sa.LargeBinary(), nullable=True),
        sa.Column("label", sa.LargeBinary(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("sees", sa.String(length=10), server_default="process", nullable=False),
        sa.Column("word", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("steps", _JSON, nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawal", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_referring_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_referring_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_referring_referral_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referring")),
    )
    op.create_index(
        op.f("ix_referring_organisation_id_is_open_id"),
        "referring",
        ["organisation_id", "is_open", "id"],
    )
    op.create_index(
        op.f("ix_referring_organisation_id_own_reference"),
        "referring",
        ["organisation_id", "own_reference"],
    )
    op.create_index(op.f("ix_referring_referral_id"), "referring", ["referral_id"])
    op.create_table(
        "enquiry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referring_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.LargeBinary(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["account.id"], name=op.f("fk_enquiry_answered_by")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_enquiry_asked_by")),
        sa.ForeignKeyConstraint(
            ["referring_id"],
            ["referring.id"],
            name=op.f("fk_enquiry_referring_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_enquiry_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry")),
    )
    op.create_index(op.f("ix_enquiry_referring_id_id"), "enquiry", ["referring_id", "id"])
    op.create_index(
        op.f("ix_enquiry_organisation_id_answered_at"),
        "enquiry",
        ["organisation_id", "answered_at"],
    )
    op.create_table(
        "handover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("data_key", sa.LargeBinary(), nullable=True),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("referring_id", sa.Uuid(), nullable=True),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.Column("word_hash", sa.String(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_handover_draft_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["referring_id"],
            ["referring.id"],
            name=op.f("fk_handover_referring_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_handover_made_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_handover_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_handover_referral_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
        sa.UniqueConstraint("token", name=op.f("uq_handover_token")),
    )
    op.create_index(op.f("ix_handover_referring_id"), "handover", ["referring_id"])
    op.create_index(op.f("ix_handover_referral_id_id"), "handover", ["referral_id", "id"])
    op.create_table(
        "telling",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referring_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_telling_account_id")),
        sa.ForeignKeyConstraint(
            ["referring_id"],
            ["referring.id"],
            name=op.f("fk_telling_referring_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_telling_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_telling")),
    )
    op.create_index(
        op.f("ix_telling_referring_id_number"), "telling", ["referring_id", "number"], unique=True
    )
