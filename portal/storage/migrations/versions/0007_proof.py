"""Accounts: invitations, second proofs, training, and how each likes to be told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")

_COLUMNS = (
    "training",
    "fallback_id",
    "totp",
    "totp_step",
    "single_sign_on",
    "shortcuts",
    "digest_hour",
    "digested_on",
    "urgent_at_once",
)


_LANES = ["abuse", "stalking", "sexual", "hate", "children"]

_account = sa.table(
    "account",
    sa.column("id", sa.Uuid()),
    sa.column("specialist", sa.Boolean()),
    sa.column("training", _JSON),
)


def _to_training() -> None:
    """Whoever was trained for specialist cases is trained for all lanes."""
    op.execute(sa.update(_account).where(_account.c.specialist.is_(True)).values(training=_LANES))
    with op.batch_alter_table("account") as account:
        account.drop_column("specialist")


def _from_training() -> None:
    """Whoever is trained for all lanes may open specialist cases, and nobody else."""
    with op.batch_alter_table("account") as account:
        account.add_column(
            sa.Column("specialist", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    connection = op.get_bind()
    for row in connection.execute(sa.select(_account.c.id, _account.c.training)).all():
        connection.execute(
            sa.update(_account)
            .where(_account.c.id == row.id)
            .values(specialist=set(_LANES) <= set(row.training))
        )
    with op.batch_alter_table("account") as account:
        account.alter_column("specialist", server_default=None)


def upgrade() -> None:
    with op.batch_alter_table("account") as account:
        account.add_column(sa.Column("training", _JSON, server_default="[]", nullable=False))
        account.add_column(sa.Column("fallback_id", sa.Uuid(), nullable=True))
        account.add_column(sa.Column("totp", sa.LargeBinary(), nullable=True))
        account.add_column(sa.Column("totp_step", sa.BigInteger(), nullable=True))
        account.add_column(sa.Column("single_sign_on", sa.LargeBinary(), nullable=True))
        account.add_column(
            sa.Column("shortcuts", sa.Boolean(), server_default=sa.true(), nullable=False)
        )
        account.add_column(sa.Column("digest_hour", sa.Integer(), nullable=True))
        account.add_column(sa.Column("digested_on", sa.Date(), nullable=True))
        account.add_column(
            sa.Column("urgent_at_once", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        account.create_unique_constraint(op.f("uq_account_single_sign_on"), ["single_sign_on"])
        account.create_foreign_key(
            op.f("fk_account_fallback_id"), "account", ["fallback_id"], ["id"]
        )
    _to_training()
    with op.batch_alter_table("staff_session") as staff_session:
        staff_session.add_column(sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("data_key", sa.LargeBinary(), nullable=True),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("email_token", sa.LargeBinary(), nullable=False),
        sa.Column("invited", sa.LargeBinary(), nullable=False),
        sa.Column("roles", _JSON, nullable=False),
        sa.Column("training", _JSON, nullable=False),
        sa.Column("invited_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["account.id"], name=op.f("fk_invitation_invited_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token", name=op.f("uq_invitation_token")),
    )
    op.create_index(op.f("ix_invitation_email_token"), "invitation", ["email_token"])

    op.create_table(
        "passkey",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_passkey_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential", name=op.f("uq_passkey_credential")),
    )
    op.create_index(op.f("ix_passkey_account_id"), "passkey", ["account_id"])

    op.create_table(
        "recovery_code",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_recovery_code_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "code", name=op.f("pk_recovery_code")),
    )


def downgrade() -> None:
    op.drop_table("recovery_code")
    op.drop_table("passkey")
    op.drop_table("invitation")
    with op.batch_alter_table("staff_session") as staff_session:
        staff_session.drop_column("proved_at")
    _from_training()
    with op.batch_alter_table("account") as account:
        account.drop_constraint(op.f("fk_account_fallback_id"), type_="foreignkey")
        account.drop_constraint(op.f("uq_account_single_sign_on"), type_="unique")
        for name in _COLUMNS:
            account.drop_column(name)
