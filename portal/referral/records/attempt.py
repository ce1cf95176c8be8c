"""Counts of tries, shared by all processes, so that guessing is limited everywhere at once."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base


class Attempt(Base):
    """How often something was tried in one stretch of time. ``bucket`` is a blind token."""

    __tablename__ = "attempt"

    bucket: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    window: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(index=True)
