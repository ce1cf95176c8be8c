"""Stopping, taking everything away, and asking for erasure."""

import json

import pytest

from portal.referral.outbox import put_out
from portal.referral.records import Outgoing
from portal.referral.records.outgoing import Purpose
from tests.support.sent import send


@pytest.fixture
def sent(app, client):
    send(app, app.test_client(), name="Somebody Else")
    return send(app, client)


def test_stopping_is_asked_once_more_and_then_told(sent):
    browser = sent.browser.go("/track/referral").follow("Stop this")
    assert browser.says("Do you want to stop this?", "You do not have to say why")
    browser.follow("No, go back")
    assert sent.referral().stage == "submitted"
    browser.follow("Stop this").send("Yes, stop it")
    assert browser.says("Stopped by you", "We do not contact you about it any more.")
    assert sent.referral().stage == "withdrawn"
    assert not any(link.get("href", "").endswith("/withdrawal") for link in browser.page.iter("a"))


def test_stopping_twice_is_stopping_once(sent):
    browser = sent.browser.go("/track/referral/withdrawal")
    action, data = browser.filled("Yes, stop it")
    for _ in range(3):
        browser.post(action, data)
        assert browser.url == "/track/referral"
    assert browser.go("/track/referral/withdrawal").url == "/track/referral"


def test_stopping_stops_what_waits_to_be_sent(sent):
    desk = sent.app.extensions["portal_desk"]
    desk.office.sends = frozenset({"email"})
    with desk.session() as session:
        put_out(session, desk.office, session.merge(sent.referral()), Purpose.RECEIVED)
    sent.browser.go("/track/referral/withdrawal").send("Yes, stop it")
    with desk.looking() as session:
        assert [each.state for each in session.query(Outgoing)] == ["stopped"]


def test_stopping_needs_a_token_of_ours(sent):
    assert sent.browser.client.post("/track/referral/withdrawal").status_code == 400
    assert sent.referral().stage == "submitted"


def test_coming_back_never_stops_it_by_itself(sent, clock):
    browser = sent.browser.go("/track/referral/withdrawal")
    action, data = browser.filled("Yes, stop it")
    clock.forward(hours=13)
    browser.post(action, data)
    assert browser.heading == "This was closed"
    browser.send("Come back to it")
    browser.send("Open it", reference=sent.reference, code=sent.code, word=sent.word)
    assert browser.url == "/track/referral"
    assert sent.referral().stage == "submitted"


def test_erasure_is_asked_once_more_and_kept_once(sent):
    browser = sent.browser.go("/track/referral").follow("Erase everything")
    assert browser.says("gone for good", "Take a copy of it all")
    action, data = browser.filled("Yes, ask to erase it")
    for _ in range(3):
        browser.post(action, data)
    assert browser.says("You asked us to erase everything on Monday 2 March 2026, 10:00")
    assert browser.html.count("You asked us to erase everything</p>") == 1
    assert sent.referral().erasure_asked_at is not None
    assert browser.go("/track/referral/erasure").url == "/track/referral"


def test_everything_held_can_be_saved_to_read(sent):
    browser = sent.browser.go("/track/referral").follow("Take a copy of it all")
    assert browser.says("A file stays on this device")
    answer = browser.client.get("/track/referral/everything.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")


def test_everything_held_can_be_saved_as_data(sent):
    sent.browser.go("/track/referral").send("Send this message", message="Hello there")
    sent.browser.go("/track/referral/answers/name").send("Keep this change", name="Anna")
    answer = sent.browser.client.get("/track/referral/everything.json")
    assert answer.mimetype == "application/json"
    assert "attachment" in answer.headers["Content-Disposition"]
    held = json.loads(answer.data)
    assert held["reference"] == sent.reference
    assert held["answers"]["name"] == "Anna"
    assert held["answers_before_corrections"][0]["answers"] == {"name": "Ann"}
    assert [each["text"] for each in held["messages"]] == ["Hello there"]
    assert held["sharing"][0]["agreed"] is True
    assert "Somebody Else" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("address", ["everything", "everything.pdf", "everything.json", "erasure"])
def test_without_a_visit_nothing_is_shown(sent, address):
    stranger = sent.elsewhere().go(f"/track/referral/{address}")
    assert stranger.heading == "This was closed"
