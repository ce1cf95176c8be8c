"""Blind tokens: how a referral is found by a phone number that is stored only sealed."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base


class BlindToken(Base):
    """One thing a referral can be found by. Deleted when the referral is erased."""

    __tablename__ = "blind_token"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    token: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(
        ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True
    )

    __table_args__ = (Index(None, "referral_id"),)
