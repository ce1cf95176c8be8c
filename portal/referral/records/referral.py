"""Referrals: what lists and clocks need in plain columns, everything personal sealed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base, WrappedKey
from portal.storage.sealing import SealedBytes


class Referral(Base):
    """One referral.

    ``card`` seals what a list shows of it: the name to use, how to reach the person, the reasons
    for its priority. ``submission`` is the token of the one sending that made it. ``version``
    grows with every change, so that two people working on it notice each other.
    """

    __tablename__ = "referral"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    data_key: Mapped[bytes | None] = mapped_column(WrappedKey("referral:{id}"))
    reference: Mapped[str] = mapped_column(String(9), unique=True)
    submission: Mapped[UUID] = mapped_column(unique=True)
    origin: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    age: Mapped[str] = mapped_column(String(20))
    stage: Mapped[str] = mapped_column(String(20))
    is_open: Mapped[bool] = mapped_column(default=True)
    specialist: Mapped[bool]
    priority: Mapped[int]
    due_at: Mapped[datetime]
    first_attempt_due_at: Mapped[datetime]
    received_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    fingerprint: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(20))
    card: Mapped[SealedBytes | None]
    version: Mapped[int] = mapped_column(default=1)
    erasure_asked_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_referral_inbox", "is_open", "priority", "due_at", "id"),
        Index("ix_referral_newest", "is_open", "id"),
        Index("ix_referral_owner", "owner_id", "is_open", "priority", "due_at", "id"),
    )


class SealedSection(Base):
    """One section of a referral's answers, sealed as one document."""

    __tablename__ = "section"

    referral_id: Mapped[UUID] = mapped_column(
        ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    body: Mapped[SealedBytes]
