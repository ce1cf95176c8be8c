"""Coming back to what was joined with another: one's own words, and how the one stands in which it
goes on. Nobody learns from it that they were known."""

import pytest
from sqlalchemy import select

from portal.referral import asking, triage
from portal.referral.joining import join, undo
from portal.referral.pairs import notice
from portal.referral.records import PossibleMatch, Referral
from tests.support.handed import hand
from tests.support.sent import send
from tests.support.workers import add_worker


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: these tests are about what is shown, and the verbs have theirs on both."""
    return sqlite_url


@pytest.fixture
def own(app, client):
    """What the person sent themselves."""
    return send(app, client, name="Ann", what_happened="It was the lavender hedge.")


@pytest.fixture
def theirs(app, own):
    """What the police sent of the same person, who has taken it over."""
    return hand(app, "Police", name="Ann", what_happened="A hedge was cut.")


@pytest.fixture
def staff(app):
    return add_worker(app.extensions["portal_desk"])


class Desk:
    def __init__(self, app, staff) -> None:
        self.desk, self.staff = app.extensions["portal_desk"], staff

    def on(self, sent, verb, **said):
        with self.desk.session() as session:
            referral = session.scalars(select(Referral).filter_by(reference=sent.reference)).one()
            verb(session, self.desk.office, referral, self.staff, version=referral.version, **said)

    def join(self, one, into):
        with self.desk.session() as session:
            both = [
                session.scalars(select(Referral).filter_by(reference=each.reference)).one()
                for each in (one, into)
            ]
            match = notice(session, self.desk.office, *both, self.staff)
            said = {"keep": both[1], "by": self.staff, "version": match.version}
            join(session, self.desk.office, match, **said)

    def undo(self):
        with self.desk.session() as session:
            match = session.scalars(select(PossibleMatch).filter_by(state="same")).one()
            undo(session, self.desk.office, match, by=self.staff, version=match.version)


@pytest.fixture
def hub(app, staff):
    return Desk(app, staff)


def test_each_way_back_opens_what_was_told_there_and_says_how_the_case_stands(
    app, own, theirs, hub
):
    card = own.elsewhere()
    theirs.take(card)
    hub.join(theirs, own)
    hub.on(own, triage.accept)
    for browser, words in ((own.browser, "lavender"), (card, "hedge was cut")):
        assert "With a worker" in browser.go("/track/referral").text
        assert words in browser.go("/track/referral/answers").text or browser is card
    assert "hedge was cut" not in own.browser.text
    card.go("/track/referral/answers")
    assert "lavender" not in card.text


def test_the_person_never_reads_that_two_were_joined(app, own, theirs, hub):
    page = own.browser.go("/track/referral").untokened
    hub.join(theirs, own)
    assert own.browser.go("/track/referral").untokened == page


def test_of_what_was_written_before_only_a_question_that_waits_is_read_by_the_other_way(
    app, own, theirs, hub, clock
):
    card = own.elsewhere()
    theirs.take(card)
    hub.on(
        own,
        lambda *given, version, text: asking.write_to_person(*given, text=text),
        text="Something that was written before",
    )
    clock.forward(minutes=1)
    hub.on(own, asking.ask, question="When can we meet?")
    clock.forward(minutes=1)
    hub.join(theirs, own)
    text = card.go("/track/referral").text
    assert "We need to ask you something" in text
    assert "When can we meet?" in text
    assert "Something that was written before" not in text


def test_what_is_written_by_either_way_is_one_talk(app, own, theirs, hub, clock):
    card = own.elsewhere()
    theirs.take(card)
    hub.join(theirs, own)
    clock.forward(minutes=1)
    card.go("/track/referral").send("Send this message", message="Hello there")
    assert "Hello there" in own.browser.go("/track/referral").text
    hub.undo()
    assert "Hello there" in own.browser.go("/track/referral").text
    assert "Hello there" not in card.go("/track/referral").text


def test_stopping_by_either_way_stops_the_case(app, own, theirs, hub):
    card = own.elsewhere()
    theirs.take(card)
    hub.join(theirs, own)
    card.go("/track/referral/withdrawal").send("Yes, stop it")
    assert own.referral().stage == "withdrawn"
    for browser in (card, own.browser):
        assert "You stopped this" in browser.go("/track/referral").text
    assert theirs.referring.word == "not_going_ahead"


def test_everything_that_is_held_says_how_the_case_stands(app, own, theirs, hub):
    card = own.elsewhere()
    theirs.take(card)
    hub.join(theirs, own)
    hub.on(own, triage.accept)
    answer = card.client.get("/track/referral/everything.json")
    assert answer.status_code == 200
    assert "lavender" not in answer.text
    assert card.client.get("/track/referral/everything.pdf").status_code == 200
