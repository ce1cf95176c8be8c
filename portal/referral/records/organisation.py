"""Organisations that refer to the hub, and receive from it."""

import unicodedata
from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, validates

from portal.storage.base import Base, JsonDoc
from portal.storage.walls import OwnRow


class Organisation(OwnRow, Base):
    """A partner of the hub. Nothing of it is personal, so all of it is plain.

    ``known_as`` is the name without capitals, so that no two are told apart by them alone.

    ``basis`` is on what ground it shares: "consent", or "statutory" where the law lets it share
    without; ``power`` then names that law. ``sends`` lists the kinds of referral it may send and
    ``receives`` those it may be sent. ``service`` is what hub.toml calls it, if it is there.
    """

    __tablename__ = "organisation"

    name: Mapped[str] = mapped_column(String(200))
    known_as: Mapped[str] = mapped_column(String(600), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    basis: Mapped[str] = mapped_column(String(20))
    power: Mapped[str] = mapped_column(String(300), default="", server_default="")
    sends: Mapped[list[str]] = mapped_column(JsonDoc)
    receives: Mapped[list[str]] = mapped_column(JsonDoc)
    service: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    @validates("name")
    def _keep_known_as(self, _: str, name: str) -> str:
        self.known_as = known_as(name)
        return name


def known_as(name: str) -> str:
    """What two names are compared by: the same, however capitals and spaces are typed."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
