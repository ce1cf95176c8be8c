"""Signing in at the hub's own provider, a real OpenID Connect server on this machine."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from flask import Flask
from oidc_provider_mock import User, run_server_in_thread

from portal.referral.accounts import close_account, find_by_email
from portal.settings import SignInProvider
from tests.support.apps import make_app
from tests.support.browsing import Browser
from tests.support.in_browser import served
from tests.support.staffing import Hub

HERE = "http://127.0.0.1:8000"
pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")
"""The provider under test does what its own library will stop allowing."""

KNOWN, MARKED, STRANGER = "1001", "1002", "1003"


@pytest.fixture(scope="module")
def issuer():
    people = [
        User(sub=KNOWN, claims={"email": "practitioner@larkfield.example", "email_verified": True}),
        User(sub=MARKED, claims={"email": "practitioner@larkfield.example"}),
        User(sub=STRANGER, claims={"email": "nobody@larkfield.example", "email_verified": True}),
    ]
    with run_server_in_thread(user_claims=people, require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def database_url(sqlite_url):
    return sqlite_url


@pytest.fixture
def open_hub(database_url, issuer):
    """Opens a hub whose staff sign in at ``issuer``, or at another provider."""
    opened = []

    def open_one(**changes):
        facts = {"issuer": issuer, "client_id": "portal", "client_secret": "x", "name": "Council"}
        app = make_app(
            database_url, sign_in_provider=SignInProvider(**facts | changes), public_url=HERE
        )
        hub = Hub(app)
        hub.employ("practitioner")
        opened.append(hub)
        return hub

    yield open_one
    for hub in opened:
        hub.desk.engine.dispose()


def go_there(browser, subject, next_page=""):
    """Follow the link to the provider, sign in there, and give the address that leads back."""
    answer = browser.client.get("/sign-in/provider", query_string={"next": next_page})
    assert answer.status_code == 302
    signed = httpx.post(answer.headers["Location"], data={"sub": subject})
    assert signed.status_code == 302, signed.text
    back = urlsplit(signed.headers["Location"])
    assert f"{back.scheme}://{back.netloc}" == HERE
    return f"{back.path}?{back.query}"


def test_the_page_leads_there_only_when_the_settings_name_a_provider(open_hub, sqlite_url):
    page = Browser(open_hub().app.test_client()).go("/sign-in")
    assert "Sign in with Council" in page.text
    plain = Browser(make_app(sqlite_url).test_client())
    assert "Council" not in plain.go("/sign-in").text
    assert plain.go("/sign-in/provider").url == "/sign-in"
    assert plain.go("/sign-in/provider/back").url == "/sign-in"


def test_a_provider_that_proves_twice_lets_them_straight_in(open_hub):
    hub = open_hub(proves_twice=True)
    browser = Browser(hub.app.test_client())
    browser.go(go_there(browser, KNOWN, "/account"))
    assert browser.url == "/account"
    assert "Practitioner Name" in browser.text


def test_one_that_proves_once_leaves_the_second_proof_to_us(open_hub):
    browser = Browser(open_hub().app.test_client())
    browser.go(go_there(browser, KNOWN, "/account"))
    assert browser.url.startswith("/sign-in/")
    assert browser.go("/account").url != "/account"


def test_a_stranger_there_is_told_whom_to_ask_here(open_hub):
    browser = Browser(open_hub(proves_twice=True).app.test_client())
    browser.go(go_there(browser, STRANGER))
    assert "nobody here has an account" in browser.text
    assert browser.go("/hub/").url == "/sign-in"


def test_an_address_that_the_provider_does_not_vouch_for_opens_nothing(open_hub):
    browser = Browser(open_hub(proves_twice=True).app.test_client())
    browser.go(go_there(browser, MARKED))
    assert "nobody here has an account" in browser.text


def test_unless_the_settings_say_that_every_address_there_is_its_own(open_hub):
    browser = Browser(open_hub(proves_twice=True, trusts_email=True).app.test_client())
    assert browser.go(go_there(browser, MARKED, "/account")).url == "/account"


def test_where_they_wanted_to_go_must_be_a_page_of_ours(open_hub):
    browser = Browser(open_hub(proves_twice=True).app.test_client())
    assert browser.go(go_there(browser, KNOWN, "//evil.example/")).url == "/hub/"


def test_somebody_else_cannot_bring_their_own_way_back(open_hub):
    """The way back works only in the browser that set out, and once."""
    hub = open_hub(proves_twice=True)
    mine, theirs = Browser(hub.app.test_client()), Browser(hub.app.test_client())
    back = go_there(mine, KNOWN)
    assert "did not work" in theirs.go(back).text
    assert theirs.go("/hub/").url == "/sign-in"
    assert mine.go(back).url == "/hub/"
    mine.send("Sign out")
    assert "did not work" in mine.go(back).text


@pytest.mark.parametrize("query", ["", "code=1", "state=1&code=1", "error=access_denied&state=1"])
def test_a_way_back_that_nobody_took_is_refused_in_words(open_hub, query):
    browser = Browser(open_hub().app.test_client())
    browser.go(f"/sign-in/provider/back?{query}")
    assert (browser.status, "did not work" in browser.text) == (502, True)


def test_a_provider_that_does_not_answer_leaves_the_password(open_hub):
    browser = Browser(open_hub(issuer="http://127.0.0.1:9").app.test_client())
    browser.go("/sign-in/provider")
    assert (browser.status, "use your password" in browser.text) == (502, True)


def test_a_provider_that_calls_itself_another_than_the_settings_name_is_refused(open_hub, issuer):
    impostor = Flask("impostor")
    path = "/.well-known/openid-configuration"
    impostor.add_url_rule(path, view_func=lambda: httpx.get(issuer + path).json())
    with served(impostor) as elsewhere:
        browser = Browser(open_hub(issuer=elsewhere, proves_twice=True).app.test_client())
        browser.go(go_there(browser, KNOWN))
        assert (browser.status, "did not work" in browser.text) == (502, True)
    assert browser.go("/hub/").url == "/sign-in"


def test_we_send_what_keeps_a_stolen_code_useless(open_hub):
    answer = open_hub().app.test_client().get("/sign-in/provider")
    asked = parse_qs(urlsplit(unescape(answer.headers["Location"])).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge"} <= asked.keys()


def test_an_ended_account_stays_out(open_hub):
    hub = open_hub(proves_twice=True)
    browser = Browser(hub.app.test_client())
    browser.go(go_there(browser, KNOWN))
    with hub.desk.session() as session:
        email = "practitioner@larkfield.example"
        close_account(session, hub.desk.office, find_by_email(session, hub.desk.office, email))
    assert browser.go("/hub/").url == "/sign-in"
    browser.go(go_there(browser, KNOWN))
    assert "nobody here has an account" in browser.text


def test_what_was_typed_when_the_session_ended_is_there_after_signing_in_elsewhere(open_hub):
    hub = open_hub(proves_twice=True)
    reference = hub.receive()
    browser = hub.signed_in("practitioner").go(f"/hub/referrals/{reference}/notes")
    browser.client.delete_cookie("session")
    browser.send("Keep the note", note="Rang the school")
    assert "opens in a new tab" in browser.text
    other_tab = Browser(browser.client)
    other_tab.go(go_there(other_tab, KNOWN))
    browser.send("I have signed in there")
    browser.send("Show me what I wrote")
    assert "Rang the school" in browser.html
    assert "noted" not in hub.events(reference)


def test_coming_back_without_having_signed_in_keeps_what_was_typed(open_hub):
    hub = open_hub(proves_twice=True)
    reference = hub.receive()
    browser = hub.signed_in("practitioner").go(f"/hub/referrals/{reference}/notes")
    browser.client.delete_cookie("session")
    browser.send("Keep the note", note="Rang the school").send("I have signed in there")
    assert (browser.status, "Rang the school" in browser.html) == (401, True)


def test_ways_there_that_were_given_up_leave_room_in_the_cookie(open_hub):
    browser = Browser(open_hub().app.test_client())
    for next_page in ("/hub/",) * 20 + ("/hub/" + "q" * 3000,):
        answer = browser.client.get("/sign-in/provider", query_string={"next": next_page})
        assert len(answer.headers["Set-Cookie"]) < 3000
    browser.go(go_there(browser, KNOWN))
    assert browser.says("Set up a second proof")
