"""Notices to staff by email: a digest a day at most, and at once only for the most urgent."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base

from .outgoing import State


class Notice(Base):
    """One email to one member of staff. It holds no words: they are made when it is sent.

    ``about`` keeps one from being made twice: the day of a digest, or the reference of a referral.
    ``fence`` and ``leased_until`` are as in the outbox.
    """

    __tablename__ = "notice"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    about: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default=State.WAITING)
    reason: Mapped[str] = mapped_column(String(200), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    fence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        Index(None, "account_id", "kind", "about", unique=True),
        Index(None, "state", "due_at"),
    )
