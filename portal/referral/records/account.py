"""Accounts of hub staff, and the sessions they are signed in with."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base, JsonDoc, WrappedKey
from portal.storage.sealing import SealedBytes


class Account(Base):
    """A member of staff. ``profile`` seals their name and email under the account's own key."""

    __tablename__ = "account"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    data_key: Mapped[bytes | None] = mapped_column(WrappedKey("account:{id}"))
    email_token: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    profile: Mapped[SealedBytes]
    password_hash: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(JsonDoc)
    specialist: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class StaffSession(Base):
    """One signed-in browser. The row is the truth: without it the cookie opens nothing."""

    __tablename__ = "staff_session"

    token: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]

    __table_args__ = (Index(None, "account_id"),)
