"""Distance travelled: how a person says things are, at the start, at the end and later."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base
from portal.storage.sealing import SealedBytes


class Distance(Base):
    """One asking. ``body`` seals the scores, each 0 to 10; None until they are given.

    ``answered_by`` is "person", or the id of the account that asked them and wrote it down.
    """

    __tablename__ = "distance"

    referral_id: Mapped[UUID] = mapped_column(
        ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True
    )
    point: Mapped[str] = mapped_column(String(12), primary_key=True)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None] = mapped_column(String(40))
    body: Mapped[SealedBytes | None]
