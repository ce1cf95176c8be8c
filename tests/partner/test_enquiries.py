"""Questions from the hub: answered once, and nothing that was typed is lost."""

import json

import pytest

from portal.referral.records import Referral, Referring
from portal.referral.referring import Sees
from tests.support.browsing import Browser
from tests.support.handed import hand
from tests.support.strict_html import text_of


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: asking and answering are tested on both with the heart."""
    return sqlite_url


def test_two_colleagues_answer_once_and_the_second_loses_nothing(officer, send, asked):
    officer.go(asked(send()))
    late = officer.filled("Send the answer", answer="What I wrote")
    officer.send("Send the answer", answer="First")
    officer.post(*late)
    assert officer.status == 409
    assert officer.says("A colleague answered this meanwhile", "First", "What I wrote")


def test_wrong_answers_come_back_with_what_was_typed(officer, send, asked):
    address = asked(send())
    assert officer.go(address).send("Send the answer").status == 422
    assert officer.says("Write your answer")
    assert officer.go(address).send("Send the answer", answer="x" * 5001).status == 422
    assert "x" * 5001 in officer.html
    action, data = officer.go(address).filled("Send the answer", answer="Still here")
    assert officer.post(action, {**data, "csrf_token": ["old"]}).status == 400
    assert "Still here" in officer.html
    box = next(each for each in officer.page.iter("textarea"))
    assert text_of(box) == "Still here"


def test_nobody_is_asked_on_hold_or_where_the_person_lets_them_see_nothing(hub, send):
    reference = send()
    staff = hub.signed_in("practitioner").go(f"/hub/referrals/{reference}/enquiry")
    with hub.desk.session() as session:
        session.query(Referring).filter_by(reference=reference).one().sees = Sees.NOTHING
    late = staff.filled("Ask them", enquiry="Which block?")
    assert staff.post(*late).status == 422
    staff.go(f"/hub/referrals/{reference}/enquiry")
    assert staff.says("Nobody can be asked.")
    with hub.desk.session() as session:
        session.query(Referral).filter_by(reference=reference).one().stage = "on_hold"
    assert "Ask whoever referred them" not in staff.go(f"/hub/referrals/{reference}").text


def test_nobody_can_be_asked_about_whoever_referred_themselves(hub):
    staff = hub.signed_in("practitioner")
    assert "Ask whoever referred them" not in staff.go(f"/hub/referrals/{hub.receive()}").text


def test_the_person_reads_that_it_was_asked_and_that_not_all_of_it_is_shown(hub, app):
    card = hand(app, agency_basis="consent", agency_reference="HR/12", safe_to_show="yes")
    person = card.take(Browser(app.test_client()))
    staff = hub.signed_in("practitioner").go(f"/hub/referrals/{card.reference}/enquiry")
    staff.send("Ask them", enquiry="Which block is it?")
    officer = hub.signed_in_at(card.organisation, "referrer").go("/partner/")
    officer.follow("Answer our question").send("Send the answer", answer="The second")
    held = json.loads(person.client.get("/track/referral/everything.json").data)
    said = [each["what"] for each in held["history"]]
    assert said[-2:] == [
        "We asked whoever referred you something",
        "Whoever referred you answered us",
    ]
    assert held["told_by_others_and_not_here"] is True
    assert "second" not in json.dumps(held)
