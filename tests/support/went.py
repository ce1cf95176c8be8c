"""What was handed on, for tests of pages: a hub with destinations, and a worker by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

from portal.referral.handing_on import hand_offs, queue
from portal.referral.handing_on.places import key_of_organisation, place
from portal.referral.handing_on.returning import take
from portal.referral.handing_on.returning_news import News, Word
from portal.referral.hub import Destination
from portal.referral.hub import Hub as Facts
from portal.referral.office import Office
from portal.referral.records import HandOff, Organisation, Referral
from portal.referral.staff import Staff
from portal.web.desk import Desk
from tests.support.example import example_hub

FIRST = Destination(
    id="first",
    name="Larkshire case system",
    kind="webhook",
    address="http://127.0.0.1:1/",
    ground="The council keeps one record of all who are helped.",
    sections=("contact", "person", "matter"),
)
ADVICE = Destination(
    id="advice", name="Larkfield Advice", kind="file_drop", address="advice", service="vcas"
)


def hub_that_hands_on(*languages: str) -> Facts:
    """The example hub with a case system that needs no consent, and advisers who need it."""
    return example_hub(*languages).model_copy(update={"destinations": (FIRST, ADVICE)})


@dataclass
class Going:
    """What staff, a worker and places do, without any page."""

    app: Flask

    @property
    def desk(self) -> Desk:
        return self.app.extensions["portal_desk"]

    def on(self, reference: str, to: str | Organisation, by: Staff | None = None) -> UUID:
        """Hand it on; gives the hand-off's id."""
        key = to if isinstance(to, str) else key_of_organisation(to.id)
        with self.desk.session() as session:
            where = place(session, self.desk.office, key)
            referral = _find(session, reference)
            return hand_offs.hand_on(session, self.desk.office, referral, where, by).id

    def do(self, verb: Callable[..., Any], hand_off: UUID, by: Staff) -> None:
        """One of the verbs about a hand-off."""
        with self.desk.session() as session:
            verb(session, self.desk.office, session.get_one(HandOff, hand_off), by)

    def work(self, refused: str = "", *, gives_up: bool = False) -> int:
        """Send all that is due, or fail to; gives how many were tried."""
        tried = 0
        while self._one(refused, gives_up=gives_up):
            tried += 1
        return tried

    def _one(self, refused: str, *, gives_up: bool) -> bool:
        office: Office = self.desk.office
        with self.desk.session() as session:
            claimed = queue.claim(session, office)
        if not claimed:
            return False
        with self.desk.session() as session:
            what = queue.decide(session, office, claimed[0])
        with self.desk.session() as session:
            if isinstance(what, queue.Stop):
                queue.was_stopped(session, office, claimed[0], what.reason)
            elif refused and gives_up:
                queue.gave_up(session, office, claimed[0], refused)
            elif refused:
                queue.was_not_sent(session, office, claimed[0], refused, 0.5)
            else:
                queue.was_sent(session, office, claimed[0])
        return True

    def says(self, hand_off: UUID, word: Word, **more: Any) -> None:
        """The place says something of it."""
        with self.desk.session() as session:
            office = self.desk.office
            news = News(f"{word}-{office.now():%d%H%M%S}", word, office.now(), **more)
            take(session, office, session.get_one(HandOff, hand_off), news, "webhook")


def _find(session: Session, reference: str) -> Referral:
    return session.query(Referral).filter_by(reference=reference).one()
