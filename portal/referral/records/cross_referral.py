"""Cross-referrals: what the hub hands on to a provider with accounts here, in its own inbox."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base, JsonDoc, WrappedKey
from portal.storage.sealing import SealedBytes
from portal.storage.walls import Walled


class CrossReferral(Walled, Base):
    """One referral in a provider's own inbox: all that they may see of it is here, and only that.

    Its key is its own. ``body`` seals the referral document as the person's consent lets it travel,
    in version ``number``; ``label`` seals what a list shows. ``state`` is "waiting", "accepted",
    "declined", "finished" or "recalled", and ``steps`` when it came to each: a list of
    {"word", "at"}. ``reason`` seals why it was declined, or how it finished.

    ``due_at`` is by when they must answer; then it comes back to the hub, which ``late_at`` says.
    """

    __tablename__ = "cross_referral"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    data_key: Mapped[bytes | None] = mapped_column(WrappedKey("cross_referral:{id}"))
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    hand_off_id: Mapped[UUID] = mapped_column(ForeignKey("hand_off.id", ondelete="CASCADE"))
    reference: Mapped[str] = mapped_column(String(9))
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    label: Mapped[SealedBytes | None]
    body: Mapped[SealedBytes | None]
    state: Mapped[str] = mapped_column(String(10))
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JsonDoc)
    reason: Mapped[SealedBytes | None]
    is_open: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    since: Mapped[datetime]
    due_at: Mapped[datetime | None]
    late_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        Index(None, "organisation_id", "is_open", "id"),
        Index(None, "organisation_id", "referral_id", unique=True),
        Index(None, "referral_id"),
        Index(None, "hand_off_id"),
        Index(None, "state", "due_at"),
    )


class CrossQuestion(Walled, Base):
    """What a provider asked the hub about a cross-referral, and the answer, under its key."""

    __tablename__ = "cross_question"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    cross_referral_id: Mapped[UUID] = mapped_column(
        ForeignKey("cross_referral.id", ondelete="CASCADE")
    )
    question: Mapped[SealedBytes]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    answer: Mapped[SealedBytes | None]
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None]

    __table_args__ = (
        Index(None, "cross_referral_id", "id"),
        Index(None, "organisation_id", "answered_at"),
    )
