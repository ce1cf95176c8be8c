"""Somebody who agreed: a short referral of theirs, and a way for them to take it over."""

import pytest
from sqlalchemy import func, select

from portal.referral import limits
from portal.referral.filing import read_answers
from portal.referral.handing_over import look, make
from portal.referral.records import Attempt, Draft, Event, Referral, Referring
from portal.referral.referring import told
from tests.support.browsing import Browser
from tests.support.groups import TOLD, choose, tell, words_of
from tests.support.telling import begin

SENT = {"Draft": 1, "Handover": 1, "Referral": 1, "Referring": 1}
ONE_DRAFT = {"Draft": 1}


@pytest.fixture
def checking(client):
    """A browser at checking what was told."""
    return tell(choose(client, "agreed"))


@pytest.fixture
def sent(checking):
    """A browser at the last page, after it was sent."""
    return checking.send("Send")


def the_only(session, table):
    return session.scalars(select(table)).one()


def test_it_becomes_a_referral_with_the_referrer_apart(desk, sent, kept):
    assert sent.url == "/community/refer/sent"
    assert kept() == SENT
    with desk.looking() as session:
        referral, referring = the_only(session, Referral), the_only(session, Referring)
        about_them = read_answers(session, desk.office, referral)
        about_both = told(session, desk.office, referring)[0].answers
    assert (referral.origin, referral.kind) == ("community", "dispute")
    assert referring.organisation_id is None
    assert referring.account_id is None
    assert about_them["name"] == "Ann"
    assert not any(name.startswith("referrer_") for name in about_them)
    assert "agreed_word" not in about_them
    assert "agreed_word" not in about_both
    assert about_both["referrer_name"] == "Rosalind Quince"


def test_the_last_page_gives_the_code_and_the_card_for_the_person(desk, sent):
    assert sent.says("Now give it to them", "Nothing more. You have no account here")
    code = words_of(sent)
    with desk.looking() as session:
        assert look(session, desk.office, code, "Marmalade").agreed == "marmalade"
    card = sent.go("/community/refer/sent/card").response
    assert card.mimetype == "application/pdf"
    assert "Ann" not in card.headers["Content-Disposition"]


def test_sending_twice_makes_one(checking, kept):
    action, data = checking.filled("Send")
    first = checking.post(action, data).text
    assert checking.post(action, data).text == first
    assert kept() == SENT


def test_afterwards_the_referrer_sees_nothing_of_it(desk, sent):
    """Not by the pages of the person, not by a code of theirs, and when finished not at all."""
    own = ["/track/referral", "/track/referral/answers", "/refer/sent", "/refer/sent/copy/full"]
    for address in [*own, "/refer", "/refer/name", "/refer/check", "/refer/save"]:
        assert "Ann" not in sent.go(address).untokened
        assert sent.heading == "This was closed"
    for address in ("/community/refer/name", "/community/refer/check"):
        assert sent.go(address).url == "/community/refer/sent"
        assert "Ann" not in sent.untokened
    with desk.looking() as session:
        assert the_only(session, Draft).code is None
    sent.send("Finish, and close this")
    for address in ("", "/sent", "/sent/card", "/name"):
        sent.go(f"/community/refer{address}")
        assert sent.heading == "This was closed"


def test_neither_journey_opens_the_pages_of_the_other(client, kept):
    own = tell(choose(client, "agreed"), until="need")
    assert own.go("/refer/name").heading == "This was closed"
    other = begin(client.application.test_client()).send("Continue", who_for="me")
    for address in ("/community/refer", "/community/refer/name", "/community/refer/check"):
        assert other.go(address).heading == "This was closed"
    assert other.go("/community/refer/sent/card").heading == "This was closed"


@pytest.mark.parametrize("place", ["what-happened", "safety", "other-name", "who-for", "sharing"])
def test_what_a_group_is_not_asked_can_not_be_told(client, kept, place):
    """Whatever is posted, under whatever name, no more is kept than the pages ask."""
    browser = tell(choose(client, "agreed"), until="need")
    action, data = browser.filled("Continue", need_line="Noise")
    more = {"what_happened": ["He is ill"], "safety": ["afraid"], "other_name": ["Zebedee"]}
    more |= {"knows": ["unsafe"], "who_for": ["me"], "contact_never": ["Ask Zebedee"]}
    browser.post(action, {**data, **more})
    assert browser.url == "/community/refer/taking-part"
    before = browser.url
    browser.post(f"/community/refer/{place}", {**data, **more})
    assert browser.url == before


def test_nothing_but_what_was_asked_is_in_the_referral(desk, client):
    browser = tell(choose(client, "agreed"))
    action, data = browser.filled("Send")
    browser.post(action, {**data, "what_happened": ["He is ill"], "name": ["Zebedee"]})
    with desk.looking() as session:
        said = read_answers(session, desk.office, the_only(session, Referral))
    asked = {name.partition("__")[0] for page in TOLD.values() for name in page}
    assert set(said) <= asked | {"referrer_email"}
    assert said["name"] == "Ann"


@pytest.mark.parametrize("left_out", ["agreed_how", "agreed_when__year", "agreed_to"])
def test_how_when_and_to_what_they_agreed_must_be_said(client, left_out):
    browser = choose(client, "agreed")
    said = {name: value for name, value in TOLD["their-agreement"].items() if name != left_out}
    browser.send("Continue", **said)
    assert browser.url == "/community/refer/their-agreement"
    assert browser.status == 422
    assert 'value="face_to_face" checked' in browser.html or left_out == "agreed_how"


def test_what_another_tab_changed_is_not_lost(client):
    browser = tell(choose(client, "agreed"), until="need")
    action, late = browser.filled("Continue", need_line="Parking")
    browser.send("Continue", need_line="Noise")
    browser.post(action, late)
    assert (browser.status, browser.url) == (409, "/community/refer/need")
    assert browser.says("It says there: “Noise")
    assert "Parking" in browser.html


def test_a_lost_token_keeps_what_was_typed(client, kept):
    browser = tell(choose(client, "agreed"), until="need")
    action, data = browser.filled("Continue", need_line="Noise next door")
    browser.post(action, {**data, "csrf_token": ["lost"]})
    assert browser.status == 400
    assert "Noise next door" in browser.html
    checking = tell(choose(client, "agreed"))
    action, data = checking.filled("Send")
    checking.post(action, {**data, "csrf_token": ["lost"]})
    assert checking.status == 400
    assert kept() == ONE_DRAFT


def test_a_new_start_lets_go_of_what_was_not_sent(client, kept):
    browser = tell(choose(client, "agreed"), until="need")
    browser.go("/community")
    assert browser.says("You have started to tell us about someone in this browser.")
    browser.send("Continue", knows="agreed")
    assert kept() == ONE_DRAFT
    assert "Ann" not in browser.go("/community/refer/name").untokened


def test_nobody_loses_what_they_began_to_tell_of_themselves(client, kept):
    browser = begin(client).send("Continue", who_for="me")
    browser.go("/community").send("Continue", knows="agreed")
    assert browser.status == 409
    assert browser.says("You have started to tell us something of your own")
    assert browser.go("/refer").url == "/refer/safe-now"
    browser.go("/community").send("Continue", knows="agreed").send("Continue", knows="agreed")
    assert browser.url == "/community/refer/their-agreement"


def test_a_box_that_nobody_sees_catches_machines_and_keeps_nothing(checking, kept):
    """It is thanked like anybody; a human who was caught reads whom to ring."""
    checking.send("Send", remark="Cheap watches")
    assert checking.url == "/community/thanks"
    assert checking.says("Are you waiting for us", "01632 960123")
    assert kept() == ONE_DRAFT


def test_a_group_that_sends_far_too_much_is_asked_to_ring(desk, client, kept):
    """By the name of the group and by its phone, however they are written."""
    with desk.writing() as connection:
        for _ in range(limits.GROUP.most):
            limits.count_try(connection, desk.office, limits.GROUP, "name:bank food larkfield")
    named = {**TOLD["referrer"], "referrer_group": "larkfield FOOD  Bank"}
    browser = tell(choose(client, "agreed"), referrer=named).send("Send")
    assert browser.status == 429
    assert browser.says("A lot was sent from here today", "Rosalind Quince")
    assert kept() == ONE_DRAFT
    named |= {"referrer_group": "Another"}
    tell(choose(client, "agreed"), referrer=named).send("Send")
    assert kept()["Referral"] == 1


def test_counts_of_tries_hold_no_name(desk, sent):
    with desk.looking() as session:
        buckets = session.scalars(select(Attempt.bucket)).all()
        assert len(buckets) > 2
        assert not any(b"larkfield" in bucket or b"960111" in bucket for bucket in buckets)


def test_events_say_a_group_did_it_and_nothing_of_anybody(desk, sent):
    with desk.looking() as session:
        events = session.scalars(select(Event).order_by(Event.number)).all()
        said = " ".join(f"{event.verb} {event.actor} {event.details}" for event in events)
        assert [event.actor for event in events if event.verb == "received"] == ["group"]
        assert session.scalar(select(func.count()).select_from(Referral)) == 1
    assert not any(word in said for word in ("Ann", "Quince", "Larkfield", "960111", "marmalade"))


def test_without_a_word_the_page_says_that_they_must_ring(client):
    browser = tell(choose(client, "agreed"), agreed_word={}).send("Send")
    assert browser.says("You agreed on no word with them.")
    assert browser.go("/community/refer/sent/card").status == 200


def test_leaving_quickly_leaves_nothing(client, kept):
    browser = tell(choose(client, "agreed"), until="need")
    client.get("/leave")
    assert kept() == {}
    assert isinstance(browser.go("/community/refer"), Browser)
    assert browser.heading == "This was closed"


def test_the_person_takes_it_over_and_reads_what_was_told(sent):
    """From then on the browser of the group shows neither code nor card."""
    person = Browser(sent.client.application.test_client())
    person.go("/yours").send("Open it", code=words_of(sent), agreed="marmalade")
    person.send("Get my own code", own_word="silver teapot")
    assert person.url == "/track/referral/way-back"
    person.follow("See what was said about you")
    assert person.says("Ann", "Noise at night")
    assert sent.go("/community/refer/sent").says("They have taken it over")
    assert sent.go("/community/refer/sent/card").url == "/community/refer/sent"


def test_a_code_that_the_hub_makes_for_the_person_is_not_the_groups_to_see(desk, sent):
    with desk.session() as session:
        referral = the_only(session, Referral)
        _, code = make(session, desk.office, referral, word="silver teapot")
    assert code not in sent.go("/community/refer/sent").html
    assert sent.go("/community/refer/sent/card").url == "/community/refer/sent"


@pytest.mark.parametrize("rung", ["told", "not_told", "unsafe"])
def test_nothing_stays_of_somebody_who_did_not_agree_after_all(client, kept, rung):
    browser = tell(choose(client, "agreed"), until="need")
    browser.go("/community").send("Continue", knows=rung)
    assert kept() == {}
    assert browser.go("/community/refer/name").heading == "This was closed"


def test_what_was_sent_of_one_stays_while_another_is_invited(sent, kept):
    sent.go("/community").send("Continue", knows="told")
    assert kept() == SENT
    assert sent.go("/community/refer").url == "/community/refer/sent"


def test_how_urgent_the_hub_finds_it_does_not_show_in_the_times_given(desk, sent):
    before = sent.go("/community/refer/sent").text
    with desk.session() as session:
        referral = the_only(session, Referral)
        referral.priority, referral.due_at = 1, referral.received_at
    assert sent.go("/community/refer/sent").text == before
