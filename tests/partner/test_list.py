"""The list of an organisation: how each referral stands, what waits, and finding one."""

import pytest

from portal.referral.own_list import SCREEN
from portal.referral.records import Referral
from portal.referral.triage import accept
from tests.support.strict_html import text_of


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: what a list asks of the database is tested on both with the heart."""
    return sqlite_url


def rows(browser):
    return [text_of(each) for each in browser.page.iter("li") if each.get("class") == "inbox__row"]


def test_it_shows_their_own_referrals_in_process_words(hub, officer, send):
    reference = send(name="Zacharias", agency_reference="H/77")
    pat, staff = hub.employ("practitioner"), hub.signed_in("coordinator")
    with hub.desk.session() as session:
        referral = session.query(Referral).filter_by(reference=reference).one()
        accept(session, hub.desk.office, referral, pat, version=1)
    (row,) = rows(officer.go("/partner/"))
    for words in ("Zacharias", "H/77", reference, "Accepted", "Since 2 March 2026", "Crime"):
        assert words in row
    assert "Wilhelmina" not in officer.html
    assert staff.go("/partner/").status == 404


def test_an_empty_list_helps(officer):
    officer.go("/partner/")
    assert rows(officer) == []
    assert officer.says("No referral is open.", "Refer somebody")
    assert "Waiting for you" not in officer.text
    assert officer.go("/partner/?view=finished").says("No referral of yours is finished yet.")
    assert officer.go("/partner/?by=mine").says("Nothing here fits what you chose.")


def test_what_waits_stands_at_the_top_and_leads_there(officer, send, asked):
    reference = send()
    asked(reference)
    officer.go("/partner/")
    assert officer.says("Waiting for you", "1 question from us waits for your answer")
    assert officer.follow(f"Answer our question about {reference}").says("Which block is it?")


def test_a_long_list_has_a_next_screen(officer, send):
    for number in range(SCREEN + 2):
        send(name=f"Number {number}")
    assert len(rows(officer.go("/partner/"))) == SCREEN
    assert len(rows(officer.follow("More referrals"))) == 2
    assert "Waiting for you" not in officer.text
    assert len(rows(officer.follow("Back to the first"))) == SCREEN


def test_it_is_narrowed_by_word_and_colleague(hub, housing, officer, send):
    colleague = hub.employ_at(housing, "referrer", "sam@housing.example")
    send(name="Theirs", by=colleague.id)
    send(name="Nobody's")
    officer.go(f"/partner/?by={colleague.id}")
    (row,) = rows(officer)
    assert "Theirs" in row
    assert rows(officer.go("/partner/?word=accepted")) == []
    officer.follow("Show all of them again")
    assert len(rows(officer)) == 2


@pytest.mark.parametrize(
    "query", ["word=nonsense&by=nobody&after=x&view=", "after=%00&by=%F0", "word=finished"]
)
def test_an_address_that_cannot_be_read_shows_the_list(officer, send, query):
    send(name="Zacharias")
    assert len(rows(officer.go(f"/partner/?{query}"))) == 1


def find(browser, typed):
    return browser.go("/partner/").send("Find", typed=typed)


def test_one_is_found_by_their_own_reference_and_no_address_says_it(officer, send):
    reference = send(agency_reference="SECRET-CASE 7")
    send(agency_reference="H/8")
    found = find(officer, "secret case7")
    assert found.url == f"/partner/referrals/{reference}"
    assert "secret" not in found.address.casefold()


def test_several_with_one_reference_are_listed_and_back_leads_there(officer, send):
    for name in ("First", "Second"):
        send(name=name, agency_reference="TWICE-USED")
    found = find(officer, "twice used")
    assert found.url == "/partner/search"
    assert len(rows(found)) == 2
    found.follow("Second")
    assert len(rows(officer.go("/partner/search"))) == 2
    cookie = officer.client.get_cookie("session").value
    assert "twice" not in cookie.casefold()


def test_what_is_not_theirs_is_not_found(officer, send, theirs):
    send(agency_reference="H/8")
    for typed in (theirs, "P/1", "Wilhelmina", "☃" * 300):
        assert find(officer, typed).says("No referral fits"), typed


def test_an_empty_search_says_what_to_type(officer):
    assert find(officer, "  ").status == 422
    assert officer.says("Type your own reference, or ours")
