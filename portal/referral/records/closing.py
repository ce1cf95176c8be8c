"""How a referral ended: what was done, why not more, and what came of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base, JsonDoc
from portal.storage.sealing import SealedBytes


class Closing(Base):
    """The end of one referral, as codes that can be counted. ``body`` seals the person's words."""

    __tablename__ = "closing"

    referral_id: Mapped[UUID] = mapped_column(
        ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True
    )
    author_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    actions: Mapped[list[str]] = mapped_column(JsonDoc)
    reasons: Mapped[list[str]] = mapped_column(JsonDoc)
    outcomes: Mapped[list[str]] = mapped_column(JsonDoc)
    body: Mapped[SealedBytes | None]
