"""What happened, in order, never changed: the record that stage, timeline and reports rest on."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base, JsonDoc


class Event(Base):
    """One thing that happened to a referral. It holds no personal data, so it may outlive one.

    ``actor`` is "person", "system", or the id of an account.
    """

    __tablename__ = "event"

    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True
    )
    referral_id: Mapped[UUID | None]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(40))
    verb: Mapped[str] = mapped_column(String(40))
    details: Mapped[dict[str, Any]] = mapped_column(JsonDoc, default=dict)

    __table_args__ = (
        Index(None, "referral_id", "number"),
        Index(None, "actor", "at", "number"),
        Index(None, "at", "number"),
    )


class EventLink(Base):
    """An event's link in the chain. ``seal`` is made from the event and the seal before it, so
    that nothing can be changed, taken out or put in between without every later seal showing it.
    """

    __tablename__ = "event_link"

    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    event_number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), unique=True
    )
    seal: Mapped[bytes] = mapped_column(LargeBinary)
