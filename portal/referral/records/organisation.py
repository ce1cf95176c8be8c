"""Organisations that refer to the hub, and receive from it."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.storage.base import Base, JsonDoc
from portal.storage.walls import OwnRow


class Organisation(OwnRow, Base):
    """A partner of the hub. Nothing of it is personal, so all of it is plain.

    ``basis`` is on what ground it shares: "consent", or "statutory" where the law lets it share
    without; ``power`` then names that law. ``sends`` lists the kinds of referral it may send and
    ``receives`` those it may be sent. ``service`` is what hub.toml calls it, if it is there.
    """

    __tablename__ = "organisation"

    name: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    basis: Mapped[str] = mapped_column(String(20))
    power: Mapped[str] = mapped_column(String(300), default="", server_default="")
    sends: Mapped[list[str]] = mapped_column(JsonDoc)
    receives: Mapped[list[str]] = mapped_column(JsonDoc)
    service: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
