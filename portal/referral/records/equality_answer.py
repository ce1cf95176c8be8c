"""Equality answers, stored apart from everything else."""

from typing import Any
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base, JsonDoc


class EqualityAnswer(Base):
    """One person's answers, with the month and nothing that leads to a referral.

    The id is wholly random, so that it doesn't tell when the row was made.
    """

    __tablename__ = "equality_answer"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(String(7))
    answers: Mapped[dict[str, Any]] = mapped_column(JsonDoc)

    # SQLite would number its rows in the order in which they came.
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy wants it as it is
