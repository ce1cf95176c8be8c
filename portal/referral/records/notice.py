"""Notices to staff by email: a digest a day at most, and at once only for the most urgent."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base

from .waits import Waits


class Notice(Waits, Base):
    """One email to one member of staff. It holds no words: they are made when it is sent.

    ``about`` keeps one from being made twice: the day of a digest, or the reference of a referral.
    """

    __tablename__ = "notice"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    about: Mapped[str] = mapped_column(String(20))

    __table_args__ = (
        Index(None, "account_id", "kind", "about", unique=True),
        Index(None, "state", "due_at"),
    )
