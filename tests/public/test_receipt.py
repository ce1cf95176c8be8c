"""After sending: the receipt, a copy to keep, one short note, and the way out."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from portal.referral.contact import Channel
from portal.referral.records import Outgoing
from tests.support.browsing import Browser
from tests.support.sent import send
from tests.support.telling import begin, send_all, tell


@pytest.fixture
def database_url(sqlite_url):
    """One database is enough here: what these pages keep is tested on both elsewhere."""
    return sqlite_url


@pytest.fixture
def sent(app, client):
    """What somebody sent who can be reached by email, with a browser at the receipt."""
    made = send(app, client)
    made.browser.go("/refer/sent")
    return made


def outbox(app):
    with app.extensions["portal_desk"].looking() as session:
        return [(each.channel, each.purpose) for each in session.scalars(select(Outgoing))]


@pytest.fixture
def can_email(app):
    app.extensions["portal_desk"].office.sends = frozenset({Channel.EMAIL, Channel.TEXT})


def test_the_receipt_says_what_happens_next_and_by_when(client):
    browser, code = send_all(client)
    assert browser.url == "/refer/sent"
    assert browser.says(
        "Thank you. We have what you sent.",
        "A trained worker reads it",
        "By Tuesday 3 March 2026, 17:00.",
        "We try to reach you by Monday 9 March 2026, 17:00.",
        "by text message",
        "Nobody yet, apart from the workers at Larkfield Restorative Hub.",
        "check with you before we share it",
        code,
        "01632 960123",
    )


def test_where_it_goes_without_a_yes_is_said_before_and_after_sending(client, sent):
    goes = ("They do not need your “yes”:", "FIRsT, the county’s case system")
    assert sent.browser.says(*goes)
    assert Browser(client).go("/privacy").says(*goes)
    ready = tell(begin(client), until="sharing")
    assert ready.says("it can also go to others that do not need your “yes”")
    tell(ready)
    assert ready.go("/refer/check").says(*goes)


def test_the_receipt_never_shows_the_priority(sent):
    browser = sent.browser
    assert "riority" not in browser.html
    assert not re.search(r"\bP[1-4]\b", browser.text)  # a reference may well hold "P2"


def test_who_only_comes_back_here_is_told_where_to_look(app, client):
    browser = send(app, client, contact_ways=["here"]).browser.go("/refer/sent")
    assert browser.says("We send you nothing. There will be a message for you here by")
    assert not browser.says("We get in touch")


def test_the_services_agreed_to_are_named(app, client):
    browser = send(app, client, share_with=["vcas", "police"]).browser.go("/refer/sent")
    assert browser.says(
        "You said that we may share it with these",
        "Victim Care and Advice Service",
        "Larkshire Police",
    )
    assert not browser.says("Larkfield Homes")


def test_who_sent_without_a_code_can_still_get_one(app, client):
    browser = send(app, client, with_code=False).browser.go("/refer/sent")
    assert browser.says("You sent this without a code.")
    browser.send("Get my code", own_word="abc")
    assert browser.says("There is a problem", "Choose a longer word")
    browser.send("Get my code", own_word="blue kettle")
    assert browser.url == "/refer/sent"
    assert browser.says("Your code", "The word that you chose.")
    assert not browser.says("Get my code")


def test_choosing_a_word_twice_keeps_the_first_code(app, client):
    browser = send(app, client, with_code=False).browser.go("/refer/sent")
    action, data = browser.filled("Get my code", own_word="blue kettle")
    first = Browser(client)._show(client.post(action, data=data, follow_redirects=True)).text
    again = Browser(client)._show(client.post(action, data=data, follow_redirects=True)).text
    assert first == again


@pytest.mark.parametrize("address", ["", "/copy", "/copy/plain", "/copy/full", "/note"])
def test_without_a_visit_nothing_is_shown(sent, app, address):
    stranger = Browser(app.test_client()).go(f"/refer/sent{address}")
    assert stranger.heading == "This was closed"


@pytest.mark.parametrize("address", ["sent", "sent/copy", "sent/copy/full", "equality"])
def test_before_sending_these_lead_to_the_page_that_is_open(client, address):
    browser = tell(begin(client), until="age").go(f"/refer/{address}")
    assert browser.url == "/refer/age"


def test_the_copies_are_files_with_names_that_say_nothing(sent):
    browser = sent.browser
    browser.follow("Go on")
    assert browser.says("A file stays on this device", "No file", "A plain note", "A full copy")
    for address in ("plain", "full"):
        answer = browser.client.get(f"/refer/sent/copy/{address}")
        assert answer.mimetype == "application/pdf"
        assert answer.data.startswith(b"%PDF-")
        name = answer.headers["Content-Disposition"]
        assert name.startswith("attachment; filename=")
        assert not any(word in name.lower() for word in ("restor", "larkfield", "referral", "ann"))
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_file_that_cannot_be_made_is_said_plainly(sent, monkeypatch):
    from portal.documents.renderer import NotRendered

    def fail(document):
        raise NotRendered("took too long, or broke")

    monkeypatch.setattr("portal.web.files.render_pdf", fail)
    browser = sent.browser
    browser.go("/refer/sent/copy/full")
    assert browser.status == 503
    assert browser.says("We could not make that file", "Nothing you sent is lost.")


def test_no_note_is_offered_where_none_can_be_sent(sent):
    browser = sent.browser.go("/refer/sent/note")
    assert browser.url == "/refer/equality"


@pytest.mark.usefixtures("can_email")
def test_a_note_shows_its_neutral_words_before_it_is_sent(app, sent):
    browser = sent.browser.follow("Go on").follow("Go on with no file")
    assert browser.url == "/refer/sent/note"
    assert browser.says(
        "ann@person.example", "It comes from “Larkfield Office”", "Thank you, we have what you sent"
    )
    assert not browser.says("Restorative")
    browser.send("Send one by email")
    assert browser.url == "/refer/equality"
    assert outbox(app) == [("email", "received")]


@pytest.mark.usefixtures("can_email")
def test_a_note_can_be_refused(app, sent):
    sent.browser.go("/refer/sent/note").send("Go on with no note")
    assert outbox(app) == []


@pytest.mark.usefixtures("can_email")
def test_a_note_pressed_many_times_at_once_is_one_note(app, client, sent):
    browser = sent.browser.go("/refer/sent/note")
    action, data = browser.filled("Send one by email")
    cookie = client.get_cookie("session").value

    def press(_):
        tab = app.test_client()
        tab.set_cookie("session", cookie)
        return tab.post(action, data=data).status_code

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(press, range(6))) == {303}
    assert outbox(app) == [("email", "received")]


@pytest.mark.usefixtures("can_email")
def test_a_way_that_was_not_said_to_be_safe_is_never_used(app, client, sent):
    browser = sent.browser.go("/refer/sent/note")
    action, data = browser.filled("Send one by email")
    client.post(action, data={**data, "channel": "text"})
    client.post(action, data={**data, "channel": "phone"})
    assert outbox(app) == []


@pytest.mark.usefixtures("can_email")
def test_nothing_is_offered_when_the_person_wrote_a_rule_of_their_own(app, client):
    browser = send(app, client, contact_never="not on Tuesdays").browser
    assert browser.go("/refer/sent/note").url == "/refer/equality"


def test_later_on_the_receipt_leads_to_what_is_happening(sent, clock):
    clock.forward(hours=11)
    sent.browser.go("/track/referral").send("Send this message", message="Still here")
    clock.forward(hours=2)
    assert sent.browser.go("/refer/sent").url == "/track/referral"


def test_who_gets_a_code_late_still_sees_it(app, client, clock):
    browser = send(app, client, with_code=False).browser
    clock.forward(hours=11)
    browser.go("/track/referral").send("Send this message", message="Still here")
    clock.forward(hours=2)
    browser.go("/track/referral").follow("Get a code")
    browser.send("Get my code", own_word="blue kettle")
    assert browser.url == "/refer/sent"
    assert browser.says("Your code")


def test_the_end_says_how_to_leave_and_shows_nothing_personal(sent):
    browser = sent.browser
    browser.follow("Finish now")
    assert browser.heading == "Thank you"
    assert browser.says("Close it and leave", "Your browser may still list", "Ring 999")
    assert sent.code not in browser.text
