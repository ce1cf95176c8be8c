"""Signing in and out: who gets in, for how long, and that guessing gets nowhere."""

import pytest
from sqlalchemy import func, select

from portal.referral.accounts import close_account, find_by_email
from portal.referral.records import StaffSession
from tests.support.staffing import PASSWORD, code_for, sign_in

PAT = "practitioner@larkfield.example"


@pytest.fixture(autouse=True)
def pat(hub):
    return hub.employ("practitioner")


def sessions(hub):
    with hub.desk.looking() as session:
        return session.scalar(select(func.count()).select_from(StaffSession))


def test_the_right_email_and_password_lead_to_the_inbox(hub):
    browser = sign_in(hub.browser(), PAT)
    assert browser.url == "/hub/"
    assert sessions(hub) == 1


def test_an_email_is_known_in_any_capitals(hub):
    assert sign_in(hub.browser(), " Practitioner@LARKFIELD.example ").url == "/hub/"


def test_an_administrator_without_an_inbox_lands_on_their_account(hub):
    browser = hub.signed_in("administrator")
    assert browser.url == "/account"
    assert 'href="/hub/"' not in browser.html


@pytest.mark.parametrize(
    ("email", "password"),
    [(PAT, "not the password"), ("nobody@larkfield.example", PASSWORD), (PAT, PASSWORD.upper())],
)
def test_wrong_and_unknown_get_the_same_answer(hub, email, password):
    browser = sign_in(hub.browser(), email, password)
    assert browser.status == 422
    assert browser.says("We don't know that email address and password together")
    assert password not in browser.html
    assert sessions(hub) == 0


def test_wrong_and_unknown_cost_the_same_work(hub, monkeypatch):
    from portal.referral import accounts

    asked = []
    real = accounts.matches
    monkeypatch.setattr(accounts, "matches", lambda *given: asked.append(1) or real(*given))
    sign_in(hub.browser(), PAT, "not the password")
    sign_in(hub.browser(), "nobody@larkfield.example", "not the password")
    assert len(asked) == 2


def test_an_empty_form_says_what_is_missing(hub):
    browser = sign_in(hub.browser(), "", "")
    assert browser.status == 422
    assert browser.says("Enter your work email address", "Enter your password")


def test_the_eleventh_try_at_one_account_is_refused_even_if_right(hub, clock):
    for _ in range(10):
        sign_in(hub.browser(), PAT, "not the password")
    stopped = sign_in(hub.browser(), PAT)
    assert stopped.status == 429
    assert stopped.says("Too many tries")
    clock.forward(minutes=15)
    assert sign_in(hub.browser(), PAT).url == "/hub/"


def test_tries_from_one_address_are_limited_over_all_accounts(hub):
    for number in range(10):
        sign_in(hub.browser(), f"guess{number}@larkfield.example", "a guess")
    assert sign_in(hub.browser(), PAT).status == 429


def test_a_team_behind_one_address_signs_in_freely(hub):
    for number in range(12):
        hub.employ("practitioner", f"worker{number}@larkfield.example")
        assert sign_in(hub.browser(), f"worker{number}@larkfield.example").url == "/hub/"


def test_signing_out_deletes_the_row_and_the_cookie_opens_nothing(hub):
    browser = hub.signed_in("practitioner")
    kept = browser.client.get_cookie("session").value
    browser.send("Sign out")
    assert browser.url == "/sign-in"
    assert sessions(hub) == 0
    thief = hub.browser()
    thief.client.set_cookie("session", kept)
    assert thief.go("/hub/").url == "/sign-in"


def test_a_session_ends_after_half_an_hour_of_nothing(hub, clock):
    browser = hub.signed_in("practitioner")
    for _ in range(3):
        clock.forward(minutes=29)
        assert browser.go("/hub/").url == "/hub/"
    clock.forward(minutes=30, seconds=1)
    assert browser.go("/hub/").url == "/sign-in"


def test_a_session_ends_after_twelve_hours_whatever_is_done(hub, clock):
    browser = hub.signed_in("practitioner")
    for _ in range(48):
        clock.forward(minutes=14, seconds=59)
        assert browser.go("/hub/").url == "/hub/"
    clock.forward(minutes=5)
    assert browser.go("/hub/").url == "/sign-in"


def test_the_cookie_holds_only_a_random_token_and_which_list_was_shown(hub):
    from flask.sessions import SecureCookieSessionInterface

    browser = hub.signed_in("practitioner").go("/hub/")
    serializer = SecureCookieSessionInterface().get_signing_serializer(hub.app)
    held = serializer.loads(browser.client.get_cookie("session").value)
    assert set(held) <= {"_user_id", "_fresh", "_id", "csrf_token", "came_from"}
    assert len(held["_user_id"]) >= 32
    assert "practitioner" not in str(held).lower()


def test_signing_in_makes_a_new_session_in_place_of_whatever_was_brought(hub):
    browser = hub.browser().go("/sign-in")
    with browser.client.session_transaction() as brought:
        brought["planted"] = "yes"
        brought["visit"] = "somebody's draft"
    sign_in(browser, PAT)
    with browser.client.session_transaction() as held:
        assert "planted" not in held
        assert "visit" not in held


def test_nobody_can_use_another_apps_or_a_made_up_token(hub):
    browser = hub.browser().go("/sign-in")
    with browser.client.session_transaction() as held:
        held["_user_id"] = "a token that was never given"
    assert browser.go("/hub/").url == "/sign-in"


def test_a_closed_account_is_out_at_once_and_its_referrals_are_nobodys(hub):
    browser = hub.signed_in("practitioner")
    reference = hub.receive(name="Ann")
    browser.go(f"/hub/referrals/{reference}").send("Take it on")
    with hub.desk.session() as session:
        account = find_by_email(session, hub.desk.office, PAT)
        assert close_account(session, hub.desk.office, account) == 1
    assert browser.go("/hub/").url == "/sign-in"
    assert sign_in(hub.browser(), PAT).status == 422
    assert hub.referral(reference).owner_id is None


@pytest.mark.parametrize(
    ("asked", "lands"),
    [
        ("/hub/?view=mine", "/hub/?view=mine"),
        ("https://evil.example/", "/hub/"),
        ("//evil.example/hub/", "/hub/"),
        ("/\\evil.example", "/hub/"),
        ("javascript:alert(1)", "/hub/"),
        ("", "/hub/"),
    ],
)
def test_next_leads_only_to_our_own_pages(hub, asked, lands):
    browser = hub.browser()
    code = code_for(hub.app, PAT)
    browser._show(browser.client.get("/sign-in", query_string={"next": asked}))
    browser.send("Sign in", email=PAT, password=PASSWORD)
    action, data = browser.filled("Continue", code=code)
    answer = browser.client.post(action, data=data)
    assert answer.status_code == 303
    assert answer.headers["Location"] == lands


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/account/password"])
def test_forms_without_their_token_are_refused(hub, path):
    browser = hub.signed_in("practitioner")
    assert browser.client.post(path, data={"email": PAT}).status_code == 400
    assert sessions(hub) == 1


def test_whoever_is_signed_in_already_goes_straight_on(hub):
    assert hub.signed_in("practitioner").go("/sign-in").url == "/hub/"
