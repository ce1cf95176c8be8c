"""Every role and every route: who gets in, and that the others find nothing."""

import pytest

from portal.hub.actions import ACTIONS
from tests.support.staffing import sign_in

QUEUE = ("/hub/filters", "/hub/filters/new", "/hub/shortcuts")
INBOX = ("/hub/", "/hub/?view=finished", "/hub/search", "/hub/matches", "/hub/handed-on", *QUEUE)
LOAD = ("nobody", "<uuid:person>", "<uuid:person>/stand-in")
LED = ("/audit", "/erasure", "/lanes")
"""Of a referral's pages, those for coordinators."""
READ = ("", "/copy", "/attempts", "/matches", "/handed-on", "/handed-on/now/police")
PAGES = (*READ, *(f"/{noun}" for noun in ACTIONS if f"/{noun}" not in LED))

# who               opens the inbox, a plain referral, a specialist one, what coordinators do
TABLE = {
    "practitioner": (True, True, False, False),
    "specialist": (True, True, True, False),
    "coordinator": (True, True, True, True),
    "administrator": (False, False, False, False),
}


@pytest.fixture
def database_url(sqlite_url):
    """SQLite alone: these tests are about what is shown, and the verbs have theirs on both."""
    return sqlite_url


@pytest.fixture
def plain(hub):
    return hub.receive(name="Plain")


@pytest.fixture
def special(hub):
    return hub.receive(name="Special", safety=["family"])


def opens(browser, path):
    status = browser.client.get(path).status_code
    assert status in (200, 404), f"{path}: {status}"
    return status == 200


@pytest.mark.parametrize("who", TABLE)
def test_each_role_opens_what_the_table_says(hub, who, plain, special):
    inbox, ordinary, specialist, erases = TABLE[who]
    browser = hub.signed_in(who)
    assert all(opens(browser, path) is inbox for path in INBOX)
    for path in PAGES:
        assert opens(browser, f"/hub/referrals/{plain}{path}") is ordinary, path
        assert opens(browser, f"/hub/referrals/{special}{path}") is specialist, path
    assert all(opens(browser, f"/hub/referrals/{plain}{path}") is erases for path in LED)
    assert opens(browser, "/hub/audit") is erases
    assert opens(browser, "/account")
    assert opens(browser, "/account/password")


@pytest.mark.parametrize("who", TABLE)
def test_each_role_does_what_the_table_says(hub, who, plain, special):
    _, ordinary, specialist, _ = TABLE[who]
    browser = hub.signed_in(who).go("/account/password")
    token = browser.filled("Change password")[1]["csrf_token"]
    for reference, allowed in ((plain, ordinary), (special, specialist)):
        answer = browser.client.post(
            f"/hub/referrals/{reference}/notes", data={"csrf_token": token, "note": "A note"}
        )
        assert answer.status_code == (303 if allowed else 404)
        assert ("noted" in hub.events(reference)) is allowed


def test_a_case_that_may_not_be_opened_looks_like_one_that_is_not_there(hub, special):
    browser = hub.signed_in("practitioner")
    there = browser.go(f"/hub/referrals/{special}").untokened
    missing = browser.go("/hub/referrals/2222-2222").untokened
    assert there == missing


def test_whoever_is_not_signed_in_is_asked_to_and_then_goes_on(hub, plain):
    for path in (*INBOX, *(f"/hub/referrals/{plain}{page}" for page in PAGES), "/account"):
        browser = hub.browser().go(path)
        assert browser.url == "/sign-in"
        assert "Plain" not in browser.html
    hub.employ("practitioner")
    browser.go(f"/hub/referrals/{plain}/notes")
    sign_in(browser, "practitioner@larkfield.example")
    assert browser.url == f"/hub/referrals/{plain}/notes"


def test_every_address_of_the_hub_is_in_these_tests(app):
    known = {"/hub/", "/hub/search"} | {f"/hub/referrals/<reference>{page}" for page in PAGES}
    known |= {"/hub/audit", *(f"/hub/referrals/<reference>{page}" for page in LED)}
    kept = "/hub/filters/<uuid:kept>"
    known |= {"/hub/matches", "/hub/referrals/<reference>/matches/<other>"}
    known |= {"/hub/load", *(f"/hub/load/{page}" for page in LOAD)}
    known |= {*QUEUE, "/hub/filter", kept, f"{kept}/removal"}
    known |= {"/hub/tasks", "/hub/tasks/<uuid:task>", "/hub/tasks/<uuid:task>/completion"}
    known |= {"/hub/figures", "/hub/figures/file", "/hub/figures/<measure>/chart"}
    known |= {"/hub/callbacks", "/hub/callbacks/<uuid:callback>"}
    known |= {f"/hub/referrals/<reference>/handover/{page}" for page in ("card", "code")}
    known |= {"/hub/referrals/<reference>/again/code"}
    known -= {f"/hub/referrals/<reference>{page}" for page in READ if "/now/" in page}
    known |= {"/hub/handed-on", "/hub/handed-on/<place>/sending-again"}
    went = ("<uuid:hand_off>", "now/<place>")
    known |= {f"/hub/referrals/<reference>/handed-on/{page}" for page in went}
    rules = app.url_map.iter_rules()
    assert {rule.rule for rule in rules if rule.endpoint.startswith("hub.")} == known
