"""Messages between the person and the hub, read on the portal."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base
from portal.storage.sealing import SealedBytes


class Message(Base):
    """One message. ``author_id`` is the member of staff, or None when the person wrote it."""

    __tablename__ = "message"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    body: Mapped[SealedBytes]
    read_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "referral_id", "id"),)
