"""Tasks on a referral: something somebody has to do by a day."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base
from portal.storage.sealing import SealedBytes


class Task(Base):
    """One task. Without an owner of its own it is for whoever owns the referral."""

    __tablename__ = "task"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    body: Mapped[SealedBytes]

    __table_args__ = (
        Index(None, "referral_id", "id"),
        Index(None, "owner_id", "done_at", "due_at", "id"),
    )
