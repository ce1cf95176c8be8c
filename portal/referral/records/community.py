"""Community groups without an account: invitations they hand over, and being rung back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base, WrappedKey
from portal.storage.sealing import SealedBytes


class CommunityInvitation(Base):
    """An invitation that a group hands to somebody. It holds nothing about that person.

    ``rung`` is the rung of the consent ladder it was made on, ``need`` the kind of need and
    ``area`` the first half of a postcode at most.
    """

    __tablename__ = "community_invitation"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    token: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    rung: Mapped[str] = mapped_column(String(10))
    need: Mapped[str] = mapped_column(String(20))
    area: Mapped[str] = mapped_column(String(10), default="", server_default="")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    started_at: Mapped[datetime | None]


class Callback(Base):
    """Somebody who asked the hub to ring them. ``body`` seals who they are and when to ring."""

    __tablename__ = "callback"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    data_key: Mapped[bytes | None] = mapped_column(WrappedKey("callback:{id}"))
    body: Mapped[SealedBytes | None]
    urgent: Mapped[bool]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    __table_args__ = (Index(None, "done_at", "due_at", "id"),)
