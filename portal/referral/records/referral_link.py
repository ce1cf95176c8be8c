"""Links between referrals that belong together."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base


class ReferralLink(Base):
    """``later`` belongs to ``earlier``, as ``kind`` says: "reopened" when it goes on from there."""

    __tablename__ = "referral_link"

    earlier_id: Mapped[UUID] = mapped_column(
        ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True
    )
    later_id: Mapped[UUID] = mapped_column(
        ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
