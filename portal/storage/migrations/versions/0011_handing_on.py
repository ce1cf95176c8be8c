"""Handing on: what goes to which destination, cross-referrals, and what comes back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from portal.storage.second_wall import raise_wall, take_down_wall

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")

_WALLED = ("cross_referral", "cross_question")
"""What an organisation may read its own rows of; the hub writes them for it."""

_TABLES = (
    *("cross_question", "cross_referral", "consent_request", "returned_status"),
    *("destination_health", "hand_off"),
)


def upgrade() -> None:
    _make_tables()
    for table in _WALLED:
        raise_wall(table)


def downgrade() -> None:
    for table in _WALLED:
        take_down_wall(table)
    for table in _TABLES:
        op.drop_table(table)


def _make_tables() -> None:
    op.create_table(
        "destination_health",
        sa.Column("destination", sa.String(length=40), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rests_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paced_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("knocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("destination", name=op.f("pk_destination_health")),
    )
    op.create_table(
        "hand_off",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("destination", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("notice", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_hand_off_made_by")),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_hand_off_referral_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_off")),
    )
    op.create_index(
        op.f("ix_hand_off_destination_state_due_at"),
        "hand_off",
        ["destination", "state", "due_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_hand_off_referral_id_destination_number"),
        "hand_off",
        ["referral_id", "destination", "number"],
        unique=True,
    )
    op.create_index(op.f("ix_hand_off_state_due_at"), "hand_off", ["state", "due_at"], unique=False)
    op.create_table(
        "consent_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("hand_off_id", sa.Uuid(), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Boolean(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("through", sa.String(length=10), server_default="", nullable=False),
        sa.Column("how", sa.String(length=20), server_default="", nullable=False),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("late_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["account.id"], name=op.f("fk_consent_request_asked_by")
        ),
        sa.ForeignKeyConstraint(
            ["hand_off_id"],
            ["hand_off.id"],
            name=op.f("fk_consent_request_hand_off_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_consent_request_referral_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_request")),
    )
    op.create_index(
        op.f("ix_consent_request_answered_at_due_at"),
        "consent_request",
        ["answered_at", "due_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_consent_request_hand_off_id"), "consent_request", ["hand_off_id"], unique=False
    )
    op.create_index(
        op.f("ix_consent_request_referral_id_id"),
        "consent_request",
        ["referral_id", "id"],
        unique=False,
    )
    op.create_table(
        "cross_referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("data_key", sa.LargeBinary(), nullable=True),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("hand_off_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=9), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.LargeBinary(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("steps", _JSON, nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.id"], name=op.f("fk_cross_referral_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["hand_off_id"],
            ["hand_off.id"],
            name=op.f("fk_cross_referral_hand_off_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_cross_referral_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_cross_referral_referral_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cross_referral")),
    )
    op.create_index(
        op.f("ix_cross_referral_hand_off_id"), "cross_referral", ["hand_off_id"], unique=False
    )
    op.create_index(
        op.f("ix_cross_referral_organisation_id_is_open_id"),
        "cross_referral",
        ["organisation_id", "is_open", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_cross_referral_organisation_id_referral_id"),
        "cross_referral",
        ["organisation_id", "referral_id"],
        unique=True,
    )
    op.create_index(
        op.f("ix_cross_referral_referral_id"), "cross_referral", ["referral_id"], unique=False
    )
    op.create_index(
        op.f("ix_cross_referral_state_due_at"), "cross_referral", ["state", "due_at"], unique=False
    )
    op.create_table(
        "returned_status",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hand_off_id", sa.Uuid(), nullable=False),
        sa.Column("destination", sa.String(length=40), nullable=False),
        sa.Column("event_id", sa.String(length=100), nullable=False),
        sa.Column("word", sa.String(length=20), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("applied", sa.String(length=20), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["hand_off_id"],
            ["hand_off.id"],
            name=op.f("fk_returned_status_hand_off_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returned_status")),
    )
    op.create_index(
        op.f("ix_returned_status_destination_event_id"),
        "returned_status",
        ["destination", "event_id"],
        unique=True,
    )
    op.create_index(
        op.f("ix_returned_status_hand_off_id"), "returned_status", ["hand_off_id"], unique=False
    )
    op.create_index(
        op.f("ix_returned_status_word_received_at"),
        "returned_status",
        ["word", "received_at"],
        unique=False,
    )
    op.create_table(
        "cross_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cross_referral_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.LargeBinary(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["account.id"], name=op.f("fk_cross_question_answered_by")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["account.id"], name=op.f("fk_cross_question_asked_by")
        ),
        sa.ForeignKeyConstraint(
            ["cross_referral_id"],
            ["cross_referral.id"],
            name=op.f("fk_cross_question_cross_referral_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_cross_question_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cross_question")),
    )
    op.create_index(
        op.f("ix_cross_question_cross_referral_id_id"),
        "cross_question",
        ["cross_referral_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_cross_question_organisation_id_answered_at"),
        "cross_question",
        ["organisation_id", "answered_at"],
        unique=False,
    )
