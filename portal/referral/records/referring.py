"""What a referrer sees of a referral, what they told of it, and what the hub asks them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base, JsonDoc, WrappedKey
from portal.storage.sealing import SealedBytes
from portal.storage.walls import Walled


class Referring(Walled, Base):
    """One referrer's view of one referral: all that they may see of it is here, and only that.

    Its key is its own, so that who referred is sealed apart from whom it is about. A community
    group without an account has no ``organisation_id`` and no ``account_id``, and sees nothing.

    ``label`` seals what a list shows: the name they gave, their own reference. ``own_reference``
    is a blind token of that. ``word`` is how it stands in partner's words and ``steps`` when it
    came to each: a list of {"word", "at"}. ``sees`` is what the person lets them see;
    ``withdrawal`` seals why they withdrew, if they did.
    """

    __tablename__ = "referring"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    data_key: Mapped[bytes | None] = mapped_column(WrappedKey("referring:{id}"))
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reference: Mapped[str] = mapped_column(String(9))
    own_reference: Mapped[bytes | None] = mapped_column(LargeBinary)
    label: Mapped[SealedBytes | None]
    kind: Mapped[str] = mapped_column(String(20))
    sees: Mapped[str] = mapped_column(String(10), default="process", server_default="process")
    word: Mapped[str] = mapped_column(String(20))
    since: Mapped[datetime]
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JsonDoc)
    is_open: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawal: Mapped[SealedBytes | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        Index(None, "organisation_id", "is_open", "id"),
        Index(None, "organisation_id", "own_reference"),
        Index(None, "referral_id"),
    )


class Telling(Walled, Base):
    """What a referrer told, as they told it: one row a version, and none is ever changed.

    ``body`` seals {"answers", "reason"} under the referring's key; the reason is why they told it
    anew. ``number`` counts from 1.
    """

    __tablename__ = "telling"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    referring_id: Mapped[UUID] = mapped_column(ForeignKey("referring.id", ondelete="CASCADE"))
    number: Mapped[int]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    body: Mapped[SealedBytes]
    fingerprint: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]

    __table_args__ = (Index(None, "referring_id", "number", unique=True),)


class Enquiry(Walled, Base):
    """What the hub asked a referrer, and what they answered: sealed under the referring's key."""

    __tablename__ = "enquiry"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    referring_id: Mapped[UUID] = mapped_column(ForeignKey("referring.id", ondelete="CASCADE"))
    question: Mapped[SealedBytes]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    answer: Mapped[SealedBytes | None]
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None]

    __table_args__ = (
        Index(None, "referring_id", "id"),
        Index(None, "organisation_id", "answered_at"),
    )
