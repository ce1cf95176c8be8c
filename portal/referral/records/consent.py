"""What the person decided about sharing, service by service, each decision kept."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base


class Consent(Base):
    """One decision. The latest for a service is the one in force; earlier ones stay."""

    __tablename__ = "consent"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    service: Mapped[str] = mapped_column(String(40))
    agreed: Mapped[bool]
    at: Mapped[datetime]
    wording: Mapped[str] = mapped_column(String(16))
    """The fingerprint of the questions that were asked."""

    __table_args__ = (Index(None, "referral_id", "id"),)
