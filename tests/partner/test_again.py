"""Referring somebody again for another matter, and sending the same twice within an hour."""

import pytest
from sqlalchemy import select

from portal.referral.filing import read_answers
from portal.referral.following import correct
from portal.referral.history import timeline
from portal.referral.links import Kind, linked
from portal.referral.records import Referral, Referring
from portal.referral.referring import told
from tests.support.agency import ANN, begin, tell
from tests.support.partners import email_at


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: these tests are about what is shown, and the verbs have theirs on both."""
    return sqlite_url


@pytest.fixture
def housing(hub):
    return hub.partner(sends=("crime", "dispute", "other"))


@pytest.fixture
def browser(hub, housing):
    other = hub.partner("Other Homes", sends=("dispute",))
    send(hub.signed_in_at(other, "referrer"))
    return hub.signed_in_at(housing, "referrer")


def send(browser, **changed):
    return tell(begin(browser), {**ANN, **changed}).send("Send")


def reference_of(browser):
    return browser.url.removeprefix("/partner/referrals/").partition("/")[0]


def look(hub, reference):
    with hub.desk.looking() as session:
        referral = session.query(Referral).filter_by(reference=reference).one()
        return linked(session, referral), [each.verb for each in timeline(session, referral.id)]


def number_of(hub):
    with hub.desk.looking() as session:
        return session.query(Referral).count()


def again(browser, reference):
    browser.go(f"/partner/referrals/{reference}")
    return browser.send("Refer them again for something else")


def test_what_they_told_of_the_person_goes_along_and_nothing_else(hub, housing, browser, clock):
    first = reference_of(send(browser))
    with hub.desk.session() as session:  # what the person says themselves is not theirs to have
        referral = session.query(Referral).filter_by(reference=first).one()
        answers = read_answers(session, hub.desk.office, referral)
        secret = answers | {"name": "Ann Secret", "text_number": "+447700900111"}
        correct(session, hub.desk.office, referral, secret, said=["name", "text_number"])
    clock.forward(hours=2)
    browser = hub.let_in(email_at(housing, "referrer"))
    again(browser, first)
    draft = browser.url
    assert draft.endswith("/again")
    assert again(browser, first).url == draft  # pressing it twice begins one
    assert browser.says("Ann Marigold", "DH1 5UL", "07700 900982")
    assert not browser.says("Ann Secret", "The fence came down.")
    assert browser.send("This is right, go on").status == 422
    browser.send("This is right, go on", reached_safely="yes")
    assert browser.url.endswith("/case-reference")  # asked anew, and so is the agreement
    new = {**ANN, "case-reference": {"agency_reference": "H/99"}}
    tell(browser, new).send("Send")
    (other,), verbs = look(hub, reference_of(browser))
    assert other.other.reference == first
    assert other.kind is Kind.SAME_PERSON
    assert "says_another" in verbs


def test_sending_the_same_twice_is_asked_about_and_is_a_new_version_of_the_first(hub, browser):
    first = reference_of(send(browser))
    before = number_of(hub)
    send(browser, **{"what-happened": {"what_happened": "And the gate."}})
    assert browser.url.endswith("/same")
    assert browser.says(f"Your organisation sent us {first}", "H/2026/17", "Ann Marigold")
    assert browser.send("Send").status == 422
    press = browser.filled("Send", matter="same")
    browser.post(*press)
    assert browser.url == f"/partner/referrals/{first}"
    assert browser.post(*press).url == f"/partner/referrals/{first}/receipt"
    with hub.desk.looking() as session:
        (part,) = session.scalars(select(Referring).where(Referring.reference == first))
        versions = told(session, hub.desk.office, part)
    assert number_of(hub) == before
    assert len(versions) == 2
    assert versions[-1].answers["what_happened"] == "The fence came down.\n\nAnd the gate."


@pytest.mark.parametrize(("said", "verb", "links"), [("another", "says_another", 1)])
def test_another_matter_is_sent_as_its_own(hub, browser, said, verb, links):
    send(browser)
    send(browser).send("Send", matter=said)
    assert browser.url.endswith("/receipt")
    found, verbs = look(hub, reference_of(browser))
    assert verb in verbs
    assert len(found) == links


def test_what_can_not_be_added_is_sent_as_its_own_with_their_word(hub, browser):
    send(browser)
    long = {"what-happened": {"what_happened": "Long. " * 3330}}
    send(browser, **long).send("Send", matter="same")
    found, verbs = look(hub, reference_of(browser))
    assert "says_same" in verbs
    assert found == []


def test_another_name_and_reference_asks_nothing(browser):
    send(browser)
    other = {"name": {"name": "Bo"}, "case-reference": {"agency_reference": "H/2"}}
    assert send(browser, **other).url.endswith("/receipt")


def test_after_an_hour_nothing_is_asked(hub, housing, browser, clock):
    send(browser)
    clock.forward(minutes=61)
    assert send(hub.let_in(email_at(housing, "referrer"))).url.endswith("/receipt")
