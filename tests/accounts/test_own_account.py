"""One's own account: changing the password, and which passwords are taken."""

import pytest

from tests.support.staffing import PASSWORD, sign_in

PAT = "practitioner@larkfield.example"
NEW = "seven small lanterns"


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: these tests are about what is shown, and the verbs have theirs on both."""
    return sqlite_url


def change(browser, current=PASSWORD, new=NEW, again=None):
    browser.go("/account").follow("Change your password")
    return browser.send("Change password", current=current, new=new, again=again or new)


def test_the_account_says_who_one_is(hub):
    browser = hub.signed_in("practitioner").go("/account")
    assert browser.says("Practitioner Name", PAT, "Practitioner")


def test_a_new_password_works_and_the_old_one_does_not(hub):
    browser = change(hub.signed_in("practitioner"))
    assert browser.url == "/account"
    assert browser.says("Your password is changed.")
    assert sign_in(hub.browser(), PAT).status == 422
    assert sign_in(hub.browser(), PAT, NEW).url == "/hub/"


def test_changing_it_ends_every_other_session(hub):
    elsewhere = hub.signed_in("practitioner")
    stranger = sign_in(hub.browser(), "stranger@larkfield.example")
    here = change(hub.signed_in("practitioner"))
    assert here.go("/hub/").url == "/hub/"
    assert elsewhere.go("/hub/").url == "/sign-in"
    assert stranger.go("/hub/").url == "/hub/"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"current": "not it"}, "That is not your password"),
        ({"again": "something else"}, "The two new passwords are not the same"),
        ({"new": "short"}, "at least 12 characters"),
        ({"new": PAT}, "isn't your email address"),
        ({"new": "Password1234"}, "harder to guess"),
        ({"new": "abcabcabcabc"}, "harder to guess"),
        ({"new": "aaaaaaaaaaaaaaaa"}, "harder to guess"),
        ({"new": "x" * 201}, "Shorten this to 200 characters"),
    ],
)
def test_a_password_that_will_not_do_says_why(hub, given, says):
    browser = change(hub.signed_in("practitioner"), **given)
    assert browser.status == 422
    assert browser.says(says)
    assert sign_in(hub.browser(), PAT).url == "/hub/"


@pytest.mark.parametrize("new", ["  spaces at both ends  ", "ünïcödé wörds 🗝️", "p" * 6 + "q r s t"])
def test_any_long_words_are_taken_letter_for_letter(hub, new):
    assert change(hub.signed_in("practitioner"), new=new).url == "/account"
    assert sign_in(hub.browser(), PAT, new).url == "/hub/"
