"""Notes that staff write for each other."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base
from portal.storage.sealing import SealedBytes


class Note(Base):
    """One note on a referral."""

    __tablename__ = "note"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    body: Mapped[SealedBytes]

    __table_args__ = (Index(None, "referral_id", "id"),)
