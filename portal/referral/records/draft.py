"""Drafts, and the visits that hold one open."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base, WrappedKey
from portal.storage.sealing import SealedBytes
from portal.storage.walls import Walled


class Draft(Walled, Base):
    """What a person has told so far, sealed; and how they come back to it.

    It outlives sending: its answers then go, and ``referral_id`` says what became of it, so that
    the same code and word lead to the referral.

    ``begun_from`` is the referral that it was begun from or after, to tell of another matter.

    ``journey`` names the questions it answers. A draft of an organisation is shared by all who
    work there; ``account_id`` is who began it.
    """

    __tablename__ = "draft"

    left_to_the_hub = frozenset({"referral_id", "code", "word_hash"})

    id: Mapped[UUID] = mapped_column(primary_key=True)
    data_key: Mapped[bytes | None] = mapped_column(WrappedKey("draft:{id}"))
    body: Mapped[SealedBytes | None]
    fingerprint: Mapped[str] = mapped_column(String(16))
    journey: Mapped[str] = mapped_column(String(20), default="self", server_default="self")
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    code: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    word_hash: Mapped[str | None]
    referral_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("referral.id", ondelete="CASCADE"), index=True
    )
    begun_from: Mapped[UUID | None] = mapped_column(
        ForeignKey("referral.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (Index(None, "organisation_id", "updated_at"),)


class Visit(Base):
    """One browser with a draft open. Leaving deletes the row, and Back then shows nothing."""

    __tablename__ = "visit"

    token: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (Index(None, "draft_id"),)
