"""A referral that somebody made for a person, and the card that was made with it."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import select

from portal.referral.handing_over import make
from portal.referral.messages import messages
from portal.referral.records import Handover, Organisation, Referral, Referring
from tests.support.browsing import Browser
from tests.support.referring import partner_of, refer

WORD, OWN = "blue kettle", "a quiet river"


@dataclass
class Handed:
    """What the person holds in their hand, and what came of it."""

    app: Flask
    reference: str
    code: str
    word: str = WORD

    @property
    def desk(self):
        return self.app.extensions["portal_desk"]

    def referral(self) -> Referral:
        """The row as it is now."""
        with self.desk.looking() as session:
            return session.scalars(
                select(Referral).where(Referral.reference == self.reference)
            ).one()

    def row(self, table: type) -> Any:
        """The newest Handover or Referring of it, as it is now."""
        with self.desk.looking() as session:
            found = select(table).where(table.referral_id == self.referral().id)
            return session.scalars(found.order_by(table.id.desc())).first()

    @property
    def handover(self) -> Handover:
        return self.row(Handover)

    @property
    def referring(self) -> Referring:
        return self.row(Referring)

    @property
    def organisation(self) -> Organisation:
        """Who referred the person."""
        with self.desk.looking() as session:
            return session.get_one(Organisation, self.referring.organisation_id)

    def said(self) -> list[str]:
        """Every message of it."""
        with self.desk.looking() as session:
            referral = session.merge(self.referral(), load=False)
            return [text for _, text in messages(session, self.desk.office, referral)]

    def open(self, browser: Browser, **other: str) -> Browser:
        """Enter code and agreed word, or something ``other``."""
        given = {"code": self.code, "agreed": self.word, **other}
        return browser.go("/yours").send("Open it", **given)

    def take(self, browser: Browser, own: str = OWN) -> Browser:
        """Take it over with a word of one's own, up to the page with the new code."""
        return self.open(browser).send("Get my own code", own_word=own)


def hand(app: Flask, organisation: str = "Larkfield Housing", word: str = WORD, **told) -> Handed:
    """A referral of ``organisation``, or of a group when that is "", with a card for the person."""
    desk = app.extensions["portal_desk"]
    with desk.session() as session:
        partner = partner_of(session, desk.office, organisation) if organisation else None
        referral, referring = refer(session, desk.office, partner, **told)
        _, code = make(session, desk.office, referral, word=word, referring=referring)
        return Handed(app, referral.reference, code, word)
