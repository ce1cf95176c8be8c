"""Lists of referrals that begin with the newest."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_referral_newest", "referral", ["is_open", "id"])


def downgrade() -> None:
    op.drop_index("ix_referral_newest", table_name="referral")
