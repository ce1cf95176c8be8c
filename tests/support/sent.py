"""A referral that somebody has sent, and their browser, without walking through every page."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from portal.referral import drafts
from portal.referral.answers import write_whole
from portal.referral.intake import Source, receive_referral
from portal.referral.records import Referral
from tests.support.browsing import Browser

WORD = "blue kettle"

TOLD: dict[str, Any] = {
    "who_for": "me",
    "safe_now": "yes",
    "name": "Ann",
    "age": "adult",
    "contact_ways": ["email", "here"],
    "email_address": "ann@person.example",
    "email_say_who": "no",
    "contact_times": ["any"],
    "postcode": "DH1 5UL",
    "about": "crime",
    "what_happened": "Somebody broke my window.\n\nTwice.",
    "incidents": [{"incident_when": "2026-02"}],
    "safety": ["afraid"],
    "share_with": ["vcas"],
}


@dataclass
class Sent:
    """What came of it: a browser whose visit is open, and what opens it again."""

    app: Flask
    browser: Browser
    reference: str
    code: str
    word: str = WORD

    def referral(self) -> Referral:
        """The row as it is now."""
        with self.app.extensions["portal_desk"].looking() as session:
            return session.query(Referral).filter_by(reference=self.reference).one()

    def elsewhere(self) -> Browser:
        """A browser on another device, with nothing open."""
        return Browser(self.app.test_client())

    def sign_in(self, browser: Browser, **other: str) -> Browser:
        """Come back with what opens it, or with something ``other``."""
        given = {"reference": self.reference, "code": self.code, "word": self.word, **other}
        return browser.go("/track").send("Open it", **given)


def send(app: Flask, client: FlaskClient, *, with_code: bool = True, **changes: Any) -> Sent:
    """Send what TOLD says, with ``changes``; None takes an answer away."""
    desk = app.extensions["portal_desk"]
    office = desk.office
    answers = {name: value for name, value in {**TOLD, **changes}.items() if value is not None}
    with desk.session() as session:
        connection = session.connection()
        token = drafts.begin(connection, office, "en_GB")
        held = drafts.look(connection, office, token, lock=True)
        if with_code:
            held = drafts.give_way_back(connection, office, held, WORD)
        raw = write_whole(office.questions, answers)
        receipt = receive_referral(session, office, raw, Source("self", held.id, "en_GB"))
        drafts.sent(connection, office, held, receipt.referral_id)
    with client.session_transaction() as kept:
        kept["visit"] = token
    return Sent(app, Browser(client), receipt.reference, held.code)
