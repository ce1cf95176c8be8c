"""Handing on: what goes to which destination, how each destination fares, what comes back."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base
from portal.storage.sealing import SealedBytes

from .waits import Waits


class HandOffState(StrEnum):
    """Where a hand-off stands."""

    ASKING = "asking"
    """It waits for the person to agree."""

    WAITING = "waiting"
    """It is due, or will be."""

    HELD = "held"
    """Staff hold it back."""

    SENT = "sent"
    STOPPED = "stopped"
    """It must not go: consent withdrawn, a safeguarding hold, an erasure."""

    FAILED = "failed"
    SUPERSEDED = "superseded"
    """A newer version goes in its place; this one never left."""


class Notice(StrEnum):
    """What a hand-off says."""

    DOCUMENT = "document"
    """Here is a referral; a higher number takes the place of a lower one."""

    WITHDRAWAL = "withdrawal"
    """What was handed over before is taken back."""


class HandOff(Waits, Base):
    """One version of one referral for one destination: the truth about whether it went.

    Its id is the key that is sent with it and never changes between attempts, so that a receiver
    who notices repeats acts on one. ``destination`` is an id of hub.toml, or "org:" and
    the 32 hex digits of a partner organisation's id. ``number`` counts versions from 1.

    ``body`` seals the document as it leaves, made just before the first attempt and the same at
    every one; ``digest`` tells whether what would leave now differs. ``attempts`` counts those that
    say something of this hand-off, and is 0 as long as none can have reached the destination.
    ``state`` is one of HandOffState.
    """

    __tablename__ = "hand_off"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    destination: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    notice: Mapped[str] = mapped_column(String(10))
    body: Mapped[SealedBytes | None]
    digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    __table_args__ = (
        Index(None, "referral_id", "destination", "number", unique=True),
        Index(None, "state", "due_at"),
        Index(None, "destination", "state", "due_at"),
    )


class DestinationHealth(Base):
    """How a destination fares. While it rests nobody knocks; then one hand-off tries first.

    ``failures`` are those in a row, since ``failing_since``. ``paced_until`` is how far what it may
    take was used up: it moves on with every knock (see ``handing_on.health``).
    """

    __tablename__ = "destination_health"

    destination: Mapped[str] = mapped_column(String(40), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(200), default="")
    failing_since: Mapped[datetime | None]
    rests_until: Mapped[datetime | None]
    paced_until: Mapped[datetime | None]
    knocked_at: Mapped[datetime | None]
    last_sent_at: Mapped[datetime | None]


class ReturnedStatus(Base):
    """What a destination said of a hand-off. Kept once, however often and in whatever order it
    comes; ``event_id`` is the destination's own name for this piece of news.

    ``body`` seals what goes with it: actions, outcomes and the destination's words. ``applied`` is
    empty while it is the latest news, and else says why it changed nothing.
    """

    __tablename__ = "returned_status"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    hand_off_id: Mapped[UUID] = mapped_column(
        ForeignKey("hand_off.id", ondelete="CASCADE"), index=True
    )
    destination: Mapped[str] = mapped_column(String(40))
    event_id: Mapped[str] = mapped_column(String(100))
    word: Mapped[str] = mapped_column(String(20))
    said_at: Mapped[datetime]
    received_at: Mapped[datetime]
    way: Mapped[str] = mapped_column(String(10))
    body: Mapped[SealedBytes | None]
    applied: Mapped[str] = mapped_column(String(20), default="", server_default="")

    __table_args__ = (
        Index(None, "destination", "event_id", unique=True),
        Index(None, "word", "received_at"),
    )


class ConsentRequest(Base):
    """The person is asked whether a referral may be shared with a service; ``answer`` is theirs.

    ``service`` is what consent is kept under. ``through`` is who brought the answer: "person" on
    the portal, or "worker" who spoke with them; then ``how`` and ``said_on`` say in which way and
    on which day they said it. Unanswered by ``due_at`` it comes back to the hub, which
    ``late_at`` says.
    """

    __tablename__ = "consent_request"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    service: Mapped[str] = mapped_column(String(40))
    hand_off_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("hand_off.id", ondelete="CASCADE"), index=True
    )
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    answer: Mapped[bool | None]
    answered_at: Mapped[datetime | None]
    through: Mapped[str] = mapped_column(String(10), default="", server_default="")
    how: Mapped[str] = mapped_column(String(20), default="", server_default="")
    said_on: Mapped[date | None]
    late_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "referral_id", "id"), Index(None, "answered_at", "due_at"))
