"""Once it was sent, the word that opens it is not set anew at a browser that was left open."""

import pytest

from tests.support.browsing import Browser
from tests.support.handed import OWN, hand
from tests.support.sent import WORD, send
from tests.support.strict_html import text_of


@pytest.fixture
def database_url(sqlite_url):
    """What is told here of the database is told on both of them elsewhere."""
    return sqlite_url


def set_word(browser: Browser, word: str) -> Browser:
    """Send what the page sends on which a word is chosen."""
    _, data = browser.go("/refer/start").filled("Start")
    return browser.post("/refer/save", {"csrf_token": data["csrf_token"], "own_word": [word]})


def the_code(browser: Browser) -> str:
    return next(text_of(each) for each in browser.page.iter("bdi") if each.get("lang") == "en")


@pytest.mark.parametrize("word", ["another word", "abc", ""])
def test_nobody_who_finds_it_open_makes_it_theirs_or_locks_the_person_out(app, client, word):
    sent, other = send(app, client), send(app, app.test_client())
    browser = set_word(sent.browser, word)
    assert browser.url == "/refer/sent"
    assert browser.says("You have sent this", "Your word is still the one that you chose first.")
    assert browser.says("See what is happening", sent.reference, sent.code)
    assert sent.sign_in(sent.elsewhere(), word=word or "another word").url == "/track"
    for each in (sent, other):
        assert each.sign_in(each.elsewhere()).url == "/track/referral"


def test_nor_what_a_person_took_over(app, client):
    handed = hand(app)
    browser = handed.take(Browser(client))
    code = the_code(browser)
    assert set_word(browser, "another word").url == "/refer/sent"
    for word, leads_to in (("another word", "/track"), (OWN, "/track/referral")):
        given = {"reference": handed.reference, "code": code, "word": word}
        assert Browser(app.test_client()).go("/track").send("Open it", **given).url == leads_to


def test_who_sent_it_without_a_code_in_another_tab_still_gets_one(app, client):
    sent = send(app, client, with_code=False)
    assert set_word(sent.browser, "abc").says("There is a problem", "Choose a longer word")
    browser = set_word(sent.browser, WORD)
    assert browser.url == "/refer/sent"
    assert browser.says("Your code", "The word that you chose.")
    assert not browser.says("the one that you chose first")
    sent.code = the_code(browser)
    assert sent.sign_in(sent.elsewhere()).url == "/track/referral"


def test_the_page_of_the_code_leads_to_the_receipt_afterwards(app, client):
    sent = send(app, client)
    assert sent.browser.go("/refer/save").url == "/refer/sent"
    assert sent.browser.says("We have what you sent", sent.code)
