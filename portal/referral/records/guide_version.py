"""The texts of the options guide as they were when somebody read them."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base, JsonDoc


class GuideVersion(Base):
    """One page of the guide in one version and language. It says nothing of who read it.

    The database refuses to change or delete a row, so that an old record stays true.
    """

    __tablename__ = "guide_version"

    page: Mapped[str] = mapped_column(String(40), primary_key=True)
    version: Mapped[str] = mapped_column(String(8), primary_key=True)
    language: Mapped[str] = mapped_column(String(20), primary_key=True)
    body: Mapped[dict[str, Any]] = mapped_column(JsonDoc)
    kept_at: Mapped[datetime]
