"""Recognising people: blind keys to look them up by, weights, pairs that staff decide about, and
who is compared once more."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base, JsonDoc


class MatchingKey(Base):
    """One blinded key of somebody whom a referral tells of.

    ``who`` is 0 for the person it is about, and 1 where it has to do with the other person in what
    happened. The key is the first 16 bytes of a blind token, so that the table stays small.
    """

    __tablename__ = "matching_key"

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    who: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(
        ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True, index=True
    )

    __table_args__ = ({"sqlite_with_rowid": False},)


class MatchingWeights(Base):
    """Weights learned from the hub's own referrals, ``pairs`` of them. The latest are in force."""

    __tablename__ = "matching_weights"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document: Mapped[dict[str, Any]] = mapped_column(JsonDoc)
    pairs: Mapped[int]
    made_at: Mapped[datetime]


class PossibleMatch(Base):
    """Two referrals that may tell of one person, or be two sides of one dispute.

    ``of`` says which: "person" or "sides". ``weight`` is the score in bits and ``comparison`` the
    level of every field compared, both made with the weights of ``weights_version``; all three are
    empty where a member of staff noticed the pair. ``state`` is what staff decided, at first
    "open"; a pair that was decided about is never asked about again, unless that is undone.
    """

    __tablename__ = "possible_match"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    earlier_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    later_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    of: Mapped[str] = mapped_column(String(10))
    weight: Mapped[float | None]
    comparison: Mapped[list[str] | None] = mapped_column(JsonDoc)
    weights_version: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(10), default="open", server_default="open")
    found_at: Mapped[datetime]
    found_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        Index(None, "earlier_id", "later_id", "of", unique=True),
        Index(None, "later_id"),
        Index(None, "state", "id"),
    )


class ToCompare(Base):
    """A referral that the worker compares once more with those that are known, and then deletes
    from here.

    It is due again at ``due_at``, whatever becomes of the worker that took it. ``attempts`` counts
    how often one did.
    """

    __tablename__ = "to_compare"

    referral_id: Mapped[UUID] = mapped_column(
        ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True
    )
    due_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int]


class Joining(Base):
    """One referral goes on in another: same person, same matter. Deleting the row undoes it."""

    __tablename__ = "joining"

    referral_id: Mapped[UUID] = mapped_column(
        ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True
    )
    into_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
