"""Attempts to reach a person: by which way, when, and what came of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base
from portal.storage.sealing import SealedBytes

NOT_SAID = "not_said"
"""The outcome while a rule was set aside for an attempt, and nobody wrote what came of it."""


class ContactAttempt(Base):
    """One attempt by a worker. ``body`` seals what was noted, and why a rule was overridden."""

    __tablename__ = "contact_attempt"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    channel: Mapped[str] = mapped_column(String(10))
    outcome: Mapped[str] = mapped_column(String(20))
    overridden: Mapped[bool] = mapped_column(default=False)
    body: Mapped[SealedBytes]

    __table_args__ = (Index(None, "referral_id", "id"),)
