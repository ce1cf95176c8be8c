"""What happened, in order, never changed: the record that stage, timeline and reports rest on."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, String
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

    __table_args__ = (Index(None, "referral_id", "number"),)
