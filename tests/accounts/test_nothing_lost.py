"""When a session ends while somebody writes: nothing typed is lost, and nothing is sent unseen."""

import pytest

from tests.support.staffing import sign_in

PAT = "practitioner@larkfield.example"
WORDS = "First line.\n\nSecond “line” with <b>marks</b> & more."


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: these tests are about what is shown, and the verbs have theirs on both."""
    return sqlite_url


@pytest.fixture
def writing(hub):
    """Somebody with a note half written; gives browser, address and form."""
    browser = hub.signed_in("practitioner")
    reference = hub.receive(name="Ann")
    browser.go(f"/hub/referrals/{reference}/notes")
    return browser, reference


def finish(hub, browser, reference):
    """From the sign-in page to the note kept."""
    assert browser.status == 401
    assert browser.says("Your session has ended", "What you wrote is not lost")
    sign_in(browser, PAT)
    assert browser.says("You are signed in again")
    browser.send("Show me what I wrote")
    assert browser.status == 200
    assert browser.says("It has not been sent or saved yet")
    assert "noted" not in hub.events(reference)
    browser.send("Keep the note")
    assert browser.says("The note is kept.", "First line.", "Second “line” with <b>marks</b>")


def test_an_idle_end_loses_nothing(hub, clock, writing):
    browser, reference = writing
    clock.forward(hours=1)
    browser.url = "/sign-in-follows"
    browser.send("Keep the note", note=WORDS)
    browser.url = "/sign-in"
    finish(hub, browser, reference)


def test_a_sign_out_in_another_tab_loses_nothing(hub, writing):
    browser, reference = writing
    action, data = browser.filled("Keep the note", note=WORDS)
    browser.go("/hub/").send("Sign out")
    browser._show(browser.client.post(action, data=data))
    browser.url = "/sign-in"
    finish(hub, browser, reference)


def test_signing_in_again_in_another_tab_loses_nothing(hub, writing):
    browser, reference = writing
    action, data = browser.filled("Keep the note", note=WORDS)
    browser.go("/hub/").send("Sign out")
    sign_in(browser, PAT)
    browser._show(browser.client.post(action, data=data))
    assert browser.says("It has not been sent or saved yet")
    assert "noted" not in hub.events(reference)
    browser.send("Keep the note")
    assert browser.says("The note is kept.", "First line.")


def test_a_wrong_password_on_the_way_loses_nothing(hub, clock, writing):
    browser, _ = writing
    clock.forward(hours=1)
    browser.send("Keep the note", note=WORDS)
    browser.url = "/sign-in"
    sign_in(browser, PAT, "not the password")
    assert browser.status == 422
    sign_in(browser, PAT)
    browser.send("Show me what I wrote")
    assert "First line." in browser.html


def test_a_password_half_typed_is_never_carried_along(hub, clock):
    browser = hub.signed_in("practitioner").go("/account/password")
    clock.forward(hours=1)
    browser.send("Change password", current="my secret one", new="my new secret", again="x")
    assert browser.status == 401
    assert "secret" not in browser.html


def test_another_site_can_put_no_words_in_anybodys_mouth(hub, writing):
    _, reference = writing
    outside = hub.browser()
    answer = outside.client.post(
        f"/hub/referrals/{reference}/notes",
        data={"note": "planted words"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert "planted words" not in answer.get_data(as_text=True)
