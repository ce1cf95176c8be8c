"""Handing the pen over: how a person comes to what somebody else told about them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base, WrappedKey
from portal.storage.sealing import SealedBytes
from portal.storage.walls import Walled


class Handover(Walled, Base):
    """One way for the person to take a referral over. Looking at it never uses it up.

    ``token`` is a blind token of the code on the card, and ``code`` seals that code so that the
    card can be printed again. Who has it also needs the word that was agreed with them, kept as
    ``word_hash``. ``draft_id`` is the way back that they made their own when they took it over.
    """

    __tablename__ = "handover"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    data_key: Mapped[bytes | None] = mapped_column(WrappedKey("handover:{id}"))
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    referring_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("referring.id", ondelete="CASCADE"), index=True
    )
    token: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    code: Mapped[SealedBytes]
    word_hash: Mapped[str | None]
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    draft_id: Mapped[UUID | None] = mapped_column(ForeignKey("draft.id", ondelete="SET NULL"))
    taken_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "referral_id", "id"),)
