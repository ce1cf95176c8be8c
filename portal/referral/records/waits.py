"""What every queue keeps of each thing in it, so that many workers can share the work."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column


class State(StrEnum):
    """Where something to be sent stands."""

    WAITING = "waiting"
    SENT = "sent"
    STOPPED = "stopped"
    FAILED = "failed"


class Waits:
    """A row that waits to be sent: the columns by which a worker claims it and says what became.

    ``fence`` grows with every claim, so that a worker that was thought dead can't record over the
    one that took its place; ``leased_until`` is when another may try.
    """

    state: Mapped[str] = mapped_column(String(10), default=State.WAITING)
    reason: Mapped[str] = mapped_column(String(200), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    fence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
