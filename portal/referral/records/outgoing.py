"""The outbox: what is to be sent, written in the transaction that calls for it."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base

from .waits import Waits


class Purpose(StrEnum):
    """Why something is sent."""

    RECEIVED = "received"
    """The referral was received: the confirmation after sending."""

    MESSAGE = "message"
    """There is something to read on the portal."""


class Outgoing(Waits, Base):
    """One thing to send to the person. Its id is the key that never changes between attempts.

    It holds no address and no words: both are read from the referral when it is sent, so that a
    rule changed meanwhile is obeyed.
    """

    __tablename__ = "outgoing"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(10))
    purpose: Mapped[str] = mapped_column(String(20))

    __table_args__ = (Index(None, "state", "due_at"), Index(None, "referral_id", "id"))
