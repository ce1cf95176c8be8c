"""The pages of the second proof: what opens between password and proof, and what it takes after."""

import re

import pytest
from sqlalchemy import func, select

from portal.accounts import setting_up
from portal.referral.accounts import find_by_email
from portal.referral.records import Event, RecoveryCode, StaffSession
from portal.referral.second_proof import app_secret, reset
from portal.storage.codes import code_of, step_at
from tests.support.staffing import PASSWORD, code_for, sign_in

PAT = "practitioner@larkfield.example"
WORDS = "First line.\n\nSecond “line” with <b>marks</b> & more."


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: these tests are about what is shown, and the verbs have theirs on both."""
    return sqlite_url


@pytest.fixture(autouse=True)
def pat(hub):
    return hub.employ("practitioner")


def password(hub, browser=None, email=PAT, word=PASSWORD):
    browser = (browser or hub.browser()).go("/sign-in")
    return browser.send("Sign in", email=email, password=word)


def code(hub, off=0):
    """The code of Pat's app, as it is; nothing is rewound."""
    with hub.desk.looking() as session:
        account = find_by_email(session, hub.desk.office, PAT)
        return code_of(app_secret(hub.desk.office, account), step_at(hub.desk.office.now()) + off)


def offered_code(hub, browser):
    """The code of the app that the page offers to set up."""
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', browser.html)[1].replace(" ", "")
    return code_of(secret, step_at(hub.desk.office.now()))


def recovery_codes(browser):
    return re.findall(r"<bdi dir=\"ltr\">(\d{4} \d{4} \d{4})</bdi>", browser.html)


# --- Setting it up at the first sign-in --------------------------------------------------------


def test_somebody_without_a_second_proof_sets_one_up_and_gets_recovery_codes(hub):
    browser = password(hub)
    assert browser.says("Set up a second proof")
    assert "<svg" in browser.html
    browser.send("Set up the app", code=offered_code(hub, browser))
    assert browser.heading == "Recovery codes"
    browser.send("Make recovery codes")
    assert len(recovery_codes(browser)) == 10
    assert browser.go("/hub/").url == "/hub/"


def test_a_wrong_code_shows_the_same_secret_again(hub):
    browser = password(hub)
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', browser.html)[1]
    browser.send("Set up the app", code="12")
    assert browser.status == 422
    assert browser.says("That code is not right")
    assert secret in browser.html
    browser.send("Set up the app", code=offered_code(hub, browser))
    assert browser.heading == "Recovery codes"


@pytest.mark.parametrize("proposal", ["", "AAAA", "%%%", "A" * 5000])
def test_a_secret_that_was_not_offered_is_not_taken(hub, proposal):
    browser = password(hub)
    browser.send("Set up the app", code=offered_code(hub, browser), proposal=proposal)
    assert browser.status == 422
    assert browser.go("/hub/").url == "/sign-in/proof"


def test_whoever_has_a_second_proof_can_not_set_one_up_with_the_password_alone(hub):
    browser = password(hub)
    action, data = browser.filled("Set up the app", code=offered_code(hub, browser))
    code_for(hub.app, PAT)  # set up elsewhere, meanwhile
    browser.post(action, data)
    assert browser.says("Now the second proof")
    assert browser.go("/sign-in/set-up").says("Now the second proof")
    assert browser.go("/account/proofs/app").url == "/sign-in/proof"


def test_nor_when_it_was_set_up_elsewhere_in_the_same_moment(hub, monkeypatch):
    browser = password(hub)
    taken = setting_up._take

    def take_late(staff):
        code_for(hub.app, PAT)  # set up elsewhere, after the page saw that there is none
        return taken(staff)

    monkeypatch.setattr(setting_up, "_take", take_late)
    browser.send("Set up the app", code=offered_code(hub, browser))
    assert browser.says("Now the second proof")
    assert browser.go("/hub/").url == "/sign-in/proof"


def test_where_they_wanted_to_go_is_where_they_come_after_the_recovery_codes(hub):
    browser = hub.browser().go("/account/password")
    browser.send("Sign in", email=PAT, password=PASSWORD)
    browser.send("Set up the app", code=offered_code(hub, browser))
    browser.send("Make recovery codes")
    assert 'href="/account/password"' in browser.html


def test_setting_it_up_can_be_put_off_by_signing_out(hub):
    browser = password(hub).send("Not now: sign out")
    assert browser.url == "/sign-in"
    assert browser.go("/hub/").url == "/sign-in"


# --- Between the password and the proof --------------------------------------------------------


def test_half_signed_in_nothing_else_opens(hub):
    code_for(hub.app, PAT)
    browser = password(hub)
    for path in ("/hub/", "/account", "/account/password", "/account/proofs", "/hub/people"):
        assert browser.go(path).url == "/sign-in/proof"
        assert "Practitioner Name" not in browser.html
    assert browser.go("/sign-in").url == "/sign-in/proof"


def test_half_a_sign_in_ends_after_half_an_hour(hub, clock):
    code_for(hub.app, PAT)
    browser = password(hub)
    for _ in range(2):
        clock.forward(minutes=15)
        browser.go("/sign-in/proof")
    assert browser.url == "/sign-in"


def test_the_session_has_a_new_token_after_the_second_proof(hub):
    browser = password(hub, word=PASSWORD)
    code_for(hub.app, PAT)
    browser.go("/sign-in/proof")
    half = browser.client.get_cookie("session").value
    browser.send("Continue", code=code(hub))
    assert browser.url == "/hub/"
    thief = hub.browser()
    thief.client.set_cookie("session", half)
    assert thief.go("/sign-in/proof").url == "/sign-in"
    with hub.desk.looking() as session:
        assert session.scalar(select(func.count()).select_from(StaffSession)) == 1


def test_signing_in_as_somebody_else_is_possible_from_there(hub):
    code_for(hub.app, PAT)
    browser = password(hub).send("Sign in as somebody else")
    hub.employ("coordinator")
    assert sign_in(browser, "coordinator@larkfield.example").url == "/hub/"


def test_a_code_is_not_taken_twice(hub):
    sign_in(hub.browser(), PAT)
    browser = password(hub).send("Continue", code=code(hub))
    assert browser.status == 422
    assert browser.says("That code was used already")
    assert browser.send("Continue", code=code(hub, 1)).url == "/hub/"


def test_an_empty_or_wrong_code_says_so_and_shows_nothing_typed(hub):
    code_for(hub.app, PAT)
    browser = password(hub).send("Continue", code="")
    assert browser.says("Enter a code")
    browser.send("Continue", code="73 51")
    assert browser.status == 422
    assert "73 51" not in browser.html


def test_after_ten_tries_even_a_right_code_waits(hub, clock):
    code_for(hub.app, PAT)
    browser = password(hub)
    for _ in range(10):
        browser.send("Continue", code="12")
    browser.send("Continue", code=code(hub))
    assert browser.status == 429
    assert browser.says("Too many tries")
    clock.forward(minutes=15)
    assert browser.send("Continue", code=code(hub)).url == "/hub/"


def test_a_recovery_code_lets_in_once(hub):
    browser = hub.signed_in("practitioner").go("/account/proofs").follow("Make recovery codes")
    codes = recovery_codes(browser.send("Make recovery codes"))
    browser.send("Sign out")
    assert password(hub, browser).send("Continue", code=codes[0]).url == "/hub/"
    assert browser.go("/account/proofs").says("You have 9 codes left")
    assert password(hub).send("Continue", code=codes[0]).status == 422


# --- Nothing typed is lost ---------------------------------------------------------------------


def writing(hub):
    browser = hub.signed_in("practitioner")
    reference = hub.receive(name="Ann")
    return browser.go(f"/hub/referrals/{reference}/notes"), reference


def test_what_was_typed_survives_setting_up_a_second_proof(hub):
    browser, reference = writing(hub)
    with hub.desk.session() as session:
        reset(session, hub.desk.office, find_by_email(session, hub.desk.office, PAT), "system")
    browser.send("Keep the note", note=WORDS)
    assert browser.status == 401
    browser.send("Sign in", email=PAT, password=PASSWORD)
    assert browser.says("Set up a second proof", "What you wrote is not lost")
    browser.send("Set up the app", code="12")
    browser.send("Set up the app", code=offered_code(hub, browser))
    browser.send("Show me what I wrote")
    assert browser.says("It has not been sent or saved yet")
    assert "noted" not in hub.events(reference)
    browser.send("Keep the note")
    assert browser.says("The note is kept.", "First line.", "Second “line” with <b>marks</b>")


def test_what_was_typed_survives_a_wrong_code_and_a_session_that_ends_between(hub, clock):
    browser, reference = writing(hub)
    clock.forward(hours=1)
    browser.send("Keep the note", note=WORDS)
    browser.send("Sign in", email=PAT, password=PASSWORD)
    browser.send("Continue", code="12")
    assert browser.status == 422
    clock.forward(hours=1)
    browser.send("Continue", code=code(hub))
    assert browser.status == 401
    assert browser.says("Your session has ended", "What you wrote is not lost")
    browser.send("Sign in", email=PAT, password=PASSWORD)
    browser.send("Continue", code=code(hub))
    browser.send("Show me what I wrote")
    assert "First line." in browser.html
    assert "noted" not in hub.events(reference)


def test_what_was_typed_survives_a_token_that_another_tab_made_old(hub, clock):
    browser, _ = writing(hub)
    clock.forward(hours=1)
    browser.send("Keep the note", note=WORDS)
    action, data = browser.filled("Sign in", email=PAT, password=PASSWORD)
    sign_in(browser.go("/sign-in"), PAT)
    browser.send("Sign out").go("/sign-in")
    browser.post(action, data)
    assert browser.status == 400
    assert "First line." in browser.html
    browser.send("Sign in", email=PAT, password=PASSWORD)
    action, data = browser.filled("Continue", code=code_for(hub.app, PAT))
    data["csrf_token"] = ["old"]
    browser.post(action, data)
    assert browser.status == 400
    assert "First line." in browser.html
    browser.send("Continue", code=code(hub))
    assert browser.says("You are signed in again")


# --- What is sensitive asks again --------------------------------------------------------------

SENSITIVE = (
    "/account/password",
    "/account/proofs/app",
    "/account/proofs/passkey",
    "/account/proofs/app/removal",
    "/account/proofs/recovery",
)


@pytest.mark.parametrize("path", SENSITIVE)
def test_after_ten_minutes_it_asks_for_a_fresh_proof_and_then_goes_on(hub, clock, path):
    browser = hub.signed_in("practitioner")
    assert browser.go(path).url == path
    clock.forward(minutes=10)
    browser.go(path)
    assert browser.url == "/sign-in/proof"
    assert browser.says("sensitive, so we ask again")
    browser.send("Continue", code=code(hub))
    assert browser.url == path
    assert browser.go("/hub/").url == "/hub/"


def test_a_form_sent_too_late_is_not_acted_on_until_they_prove_themselves(hub, clock):
    browser = hub.signed_in("practitioner").go("/account/proofs/recovery")
    clock.forward(minutes=10)
    browser.send("Make recovery codes")
    assert browser.status == 401
    with hub.desk.looking() as session:
        assert not session.scalar(select(func.count()).select_from(RecoveryCode))
    browser.send("Continue", code=code(hub))
    assert browser.url == "/account/proofs/recovery"
    assert not recovery_codes(browser)


def test_a_new_password_half_typed_is_never_carried_through_the_proof(hub, clock):
    browser = hub.signed_in("practitioner").go("/account/password")
    clock.forward(minutes=10)
    browser.send("Change password", current=PASSWORD, new="my new secret", again="my new secret")
    assert browser.status == 401
    assert "my new secret" not in browser.html
    assert PASSWORD not in browser.html
    assert browser.send("Continue", code=code(hub)).url == "/account/password"


# --- One's own proofs --------------------------------------------------------------------------


def test_another_app_takes_the_place_of_the_first(hub, clock):
    browser = hub.signed_in("practitioner").go("/account/proofs/app")
    old = code(hub, 1)
    browser.send("Set up the app", code=offered_code(hub, browser))
    assert browser.says("Your app is set up.")
    clock.forward(seconds=30)
    assert password(hub).send("Continue", code=old).status == 422
    assert password(hub).send("Continue", code=code(hub)).url == "/hub/"


def test_the_only_proof_can_not_be_taken_away(hub):
    browser = hub.signed_in("practitioner").go("/account/proofs").follow("Take the app away")
    browser.send("Take it away")
    assert browser.status == 422
    assert browser.says("This is your only second proof")


def test_recovery_codes_can_be_saved_as_text_and_are_shown_once(hub):
    browser = hub.signed_in("practitioner").go("/account/proofs/recovery")
    browser.send("Make recovery codes")
    codes = recovery_codes(browser)
    paper = next(each for each in browser.page.iter("a") if each.get("download"))
    assert paper.get("href").startswith("data:text/plain")
    assert codes[9].replace(" ", "%20") in paper.get("href")
    assert codes[0] not in browser.go("/account/proofs/recovery").html
    assert codes[0] not in browser.go("/account/proofs").html


def test_no_ones_passkey_but_ones_own_is_there_to_take_away(hub):
    browser = hub.signed_in("practitioner")
    gone = "/account/proofs/passkeys/00000000-0000-7000-8000-000000000000/removal"
    assert browser.go(gone).status == 404


def test_the_events_tell_what_happened_and_nothing_else(hub):
    browser = password(hub)
    browser.send("Set up the app", code=offered_code(hub, browser))
    browser.send("Make recovery codes")
    with hub.desk.looking() as session:
        account = find_by_email(session, hub.desk.office, PAT)
        found = list(session.scalars(select(Event).where(Event.actor == str(account.id))))
    verbs = [each.verb for each in found]
    assert verbs == ["first_proof_given", "app_added", "signed_in", "recovery_codes_made"]
    assert [each.details for each in found] == [{}, {}, {"how": "app"}, {}]
