"""Referrals: what lists and clocks need in plain columns, everything personal sealed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, false
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base, WrappedKey
from portal.storage.sealing import SealedBytes

FILTERED = (
    *("priority", "due_at", "specialist", "stage"),
    *("kind", "age", "origin", "interpreter", "access"),
)
"""Columns that lists are filtered by, whichever index they are read along."""


class Referral(Base):
    """One referral.

    ``card`` seals what a list shows of it: the name to use, how to reach the person, the reasons
    for its priority. ``submission`` is the token of the one sending that made it. ``version``
    grows with every change, so that two people working on it notice each other.

    ``due_at`` is when the next thing must have happened and ``due_for`` what that is; an open
    referral always has both. ``fallback_id`` is who steps in for the owner. ``stage_before`` is
    where a hold or a pause goes back to. ``place`` is a blind token, for lists of one place.
    ``check_back_at`` is when the person is asked once more after it closed. ``filing`` is the
    edition of the rules by which its card and tokens were made.
    """

    __tablename__ = "referral"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    data_key: Mapped[bytes | None] = mapped_column(WrappedKey("referral:{id}"))
    reference: Mapped[str] = mapped_column(String(9), unique=True)
    submission: Mapped[UUID] = mapped_column(unique=True)
    origin: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    age: Mapped[str] = mapped_column(String(20))
    interpreter: Mapped[bool] = mapped_column(default=False, server_default=false())
    access: Mapped[bool] = mapped_column(default=False, server_default=false())
    place: Mapped[bytes | None] = mapped_column(LargeBinary)
    stage: Mapped[str] = mapped_column(String(20))
    stage_before: Mapped[str | None] = mapped_column(String(20))
    is_open: Mapped[bool] = mapped_column(default=True)
    specialist: Mapped[bool]
    priority: Mapped[int]
    priority_by: Mapped[UUID | None]
    due_at: Mapped[datetime]
    due_for: Mapped[str] = mapped_column(String(20), default="look", server_default="look")
    first_attempt_due_at: Mapped[datetime]
    first_attempt_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    check_back_at: Mapped[datetime | None]
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    fallback_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    fingerprint: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(20))
    card: Mapped[SealedBytes | None]
    filing: Mapped[int] = mapped_column(default=0, server_default="0")
    version: Mapped[int] = mapped_column(default=1)
    erasure_asked_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]

    __table_args__ = (
        # Every lane of the queue in every order, so that a screen starts right where it should;
        # and what lists are filtered by, so that filters are tried without opening any row.
        *(
            Index(f"ix_referral_{lane}_{order}", *dict.fromkeys((*lanes, *orders, *FILTERED)))
            for lane, lanes in {
                "all": ("is_open",),
                "owner": ("owner_id", "is_open"),
                "stage": ("stage", "is_open"),
                "lane": ("specialist", "is_open"),
                "place": ("place", "is_open"),
            }.items()
            for order, orders in {
                "urgent": ("priority", "due_at", "id"),
                "due": ("due_at", "id"),
                "newest": ("id",),
            }.items()
        ),
        Index(None, "is_open", "check_back_at", "id"),
        Index(None, "fallback_id", "is_open", "due_at", "id"),
        Index(None, "filing"),
        Index(None, "received_at"),
    )


class SealedSection(Base):
    """One section of a referral's answers, sealed as one document."""

    __tablename__ = "section"

    referral_id: Mapped[UUID] = mapped_column(
        ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    body: Mapped[SealedBytes]
