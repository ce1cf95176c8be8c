"""Staff start another referral with a person whom we know, and see what people say of two."""

import pytest

from portal.referral.records import Referral
from portal.referral.retention import erase
from portal.referral.ways_back import close_ways_back
from tests.hub.test_handover import the_code
from tests.public.test_coming_again import tell

BEFORE = {"name": "Ann", "postcode": "DH1 5UL", "what_happened": "The window."}
WORD = "red wagon"


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: these tests are about what is shown, and the verbs have theirs on both."""
    return sqlite_url


@pytest.fixture
def pat(hub):
    return hub.signed_in("practitioner")


@pytest.fixture
def reference(hub):
    hub.receive(name="Stranger")
    return hub.receive(**BEFORE)


def row_of(session, reference):
    return session.query(Referral).filter_by(reference=reference).one()


def start(pat, reference):
    return pat.go(f"/hub/referrals/{reference}/again").send("Start it", agreed=WORD)


def come(hub, code):
    return hub.browser().go("/return").send("Open it", code=code, word=WORD)


def test_a_worker_starts_it_and_the_person_finishes_it_with_a_word_of_their_own(
    hub, reference, pat
):
    code = the_code(start(pat, reference))
    assert pat.url.endswith("/again/code")
    assert pat.says("four words")
    assert "another_begun" in hub.events(reference)
    assert pat.go(f"/hub/referrals/{reference}").follow("See its code").says("four words")
    browser = come(hub, code)
    assert browser.url == "/refer/again"
    assert browser.says("Ann", "DH1 5UL")
    assert not browser.says("The window.")
    browser.send("This is right, go on", reached_safely="yes")
    while browser.url != "/refer/save":
        told = {"safe-now": {"safe_now": "yes"}, "about": {"about": "dispute"}}
        told["sharing"] = {"share_with": ["nobody"]}
        browser.send("Continue", **told.get(browser.url.removeprefix("/refer/"), {}))
    assert browser.send("Get my code", own_word=WORD).says("known to somebody else")
    browser.send("Get my code", own_word="only mine").go("/refer/check").send("Send")
    assert browser.url == "/refer/same"  # the first came in within the hour
    browser.send("Send", matter="another")
    assert browser.url == "/refer/sent"
    assert come(hub, code).url == "/return"  # the word that a worker knows opens nothing
    page = pat.go(f"/hub/referrals/{reference}")
    assert page.says("The same person told of another matter later, in", "another matter. Linked")
    assert pat.go(f"/hub/referrals/{reference}/again/code").url == f"/hub/referrals/{reference}"


def test_what_was_sent_without_a_word_of_their_own_opens_with_no_word_of_a_workers(
    hub, reference, pat
):
    code = the_code(start(pat, reference))
    browser = come(hub, code).send("This is right, go on", reached_safely="yes")
    tell(browser).send("Send").send("Send", matter="another")
    assert browser.says("Choose a word that only you know")
    assert come(hub, code).url == "/return"


def test_an_erasure_takes_back_what_waits_to_be_confirmed(hub, reference, pat):
    browser = come(hub, the_code(start(pat, reference)))
    with hub.desk.session() as session:
        erase(
            session,
            hub.desk.office,
            session.query(Referral).filter_by(reference=reference).one(),
            "system",
        )
    assert "Ann" not in browser.go("/refer").html
    assert browser.url == "/refer/who-for"


def test_closing_the_ways_back_does_so_too(hub, reference, pat):
    browser = come(hub, the_code(start(pat, reference)))
    with hub.desk.session() as session:
        close_ways_back(
            session, hub.desk.office, session.query(Referral).filter_by(reference=reference).one()
        )
    assert browser.go("/refer").url == "/refer/who-for"
