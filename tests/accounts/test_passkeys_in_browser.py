"""Passkeys in a real Chromium with an authenticator of its own: making one, using it, and what is
refused: a replayed answer, another site's, a copied key's, a colleague's."""

import json
from dataclasses import replace

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update

from portal.referral.accounts import find_by_email
from portal.referral.records import Event, Passkey, StaffSession
from tests.support.apps import Clock, make_app
from tests.support.in_browser import axe_findings, follow, served, wider_than_screen
from tests.support.staffing import PASSWORD, Hub, sign_in_here

pytestmark = pytest.mark.browser

PAT = "practitioner@larkfield.example"


@pytest.fixture
def site(sqlite_url):
    """A portal at localhost, where passkeys work: a number is no name for them."""
    app = make_app(sqlite_url, Clock(), trusted_hosts=("localhost", "127.0.0.1"))
    hub = Hub(app)
    hub.employ("practitioner")
    hub.employ("coordinator")
    with served(app) as address:
        address = address.replace("127.0.0.1", "localhost")
        hub.desk.settings = replace(hub.desk.settings, public_url=address)
        yield address, hub
    hub.desk.engine.dispose()


class Device:
    """A browser with a built-in authenticator; it notes what the page's scripts complain of."""

    def __init__(self, chromium, address, **options):
        self.address = address
        self.context = chromium.new_context(
            viewport={"width": 320, "height": 640}, base_url=address, **options
        )
        self.page = self.context.new_page()
        self.said = []
        self.page.on("console", lambda it: self.said.append(it.text) if it.type == "error" else 0)
        self.cdp = self.context.new_cdp_session(self.page)
        self.cdp.send("WebAuthn.enable")
        self.key = self.cdp.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )["authenticatorId"]

    def press(self, name):
        """Press a button of which a script makes something, sooner or later."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name):
        """Press a button, and wait for the page that it leads to."""
        follow(self.page.get_by_role("button", name=name, exact=True))

    def type_password(self, email=PAT):
        self.page.goto("/sign-in")
        self.page.fill("#email", email)
        self.page.fill("#password", PASSWORD)
        self.follow("Sign in")
        self.page.wait_for_url("**/sign-in/proof**")

    def catch(self, name):
        """Press a button whose form is caught on its way; gives what it would have sent."""
        self.page.evaluate(
            "HTMLFormElement.prototype.submit = function () { window.caught = this }"
        )
        self.press(name)
        self.page.wait_for_function("window.caught")
        return self.page.evaluate("Object.fromEntries(new FormData(window.caught))")

    def send(self, path, sent):
        """Send a form as this browser would; gives the status and the words of the answer."""
        answer = self.context.request.post(
            f"{self.address}{path}", form=sent, max_redirects=0, headers={"Origin": self.address}
        )
        return answer.status, answer.text()

    def signed_in(self):
        """Whether the hub opens."""
        answer = self.context.request.get(f"{self.address}/hub/", max_redirects=0)
        return answer.status == 200


@pytest.fixture
def device(chromium, site):
    made = Device(chromium, site[0], bypass_csp=False)
    yield made
    made.context.close()


@pytest.fixture
def with_passkey(device):
    """Somebody who set up a passkey at their first sign-in, and signed out."""
    device.type_password()
    device.page.fill("#passkey_name", "My phone")
    device.follow("Make a passkey")
    device.page.wait_for_url("**/account/proofs/recovery**")
    device.follow("Sign out")
    return device


def passkeys(hub):
    with hub.desk.looking() as session:
        return list(session.scalars(select(Passkey)))


def refusals(hub):
    with hub.desk.looking() as session:
        return len(list(session.scalars(select(Event).where(Event.verb == "second_proof_refused"))))


def test_a_passkey_is_set_up_at_the_first_sign_in_and_used_at_the_next(with_passkey, site):
    device = with_passkey
    assert len(passkeys(site[1])) == 1
    device.type_password()
    device.follow("Use a passkey")
    device.page.wait_for_url("**/hub/")
    assert device.said == []
    device.page.goto("/account/proofs")
    expect(device.page.get_by_role("main")).to_contain_text("My phone")


def test_a_passkey_alone_signs_in_without_a_password(with_passkey):
    with_passkey.page.goto("/sign-in?next=/account")
    with_passkey.follow("Sign in with a passkey instead")
    with_passkey.page.wait_for_url(lambda url: url.endswith("/account") and "next" not in url)
    assert with_passkey.signed_in()


def test_without_a_finger_or_pin_a_passkey_alone_is_not_enough(with_passkey, site):
    device = with_passkey
    device.page.goto("/sign-in")
    device.page.evaluate(
        """() => {
            const form = document.querySelector('form[data-passkey]')
            const options = JSON.parse(form.dataset.options)
            options.userVerification = 'discouraged'
            form.dataset.options = JSON.stringify(options)
        }"""
    )
    device.cdp.send(
        "WebAuthn.setUserVerified", {"authenticatorId": device.key, "isUserVerified": False}
    )
    sent = device.catch("Sign in with a passkey instead")
    status, words = device.send("/sign-in/passkey", sent)
    assert status == 422
    assert "That passkey did not work here" in words
    assert not device.signed_in()


def test_an_answer_is_taken_once(with_passkey, site):
    device = with_passkey
    device.type_password()
    sent = device.catch("Use a passkey")
    assert device.send("/sign-in/proof", sent)[0] == 303
    device.context.clear_cookies()
    device.type_password()
    fresh = device.page.locator("form[data-passkey] [name=csrf_token]").get_attribute("value")
    # A key that does not count says nothing of its age: only the challenge shows the replay.
    with site[1].desk.writing() as connection:
        connection.execute(update(Passkey).values(sign_count=0))
    status, words = device.send("/sign-in/proof", sent | {"csrf_token": fresh})
    assert status == 422
    assert "That passkey did not work" in words
    assert not device.signed_in()


def test_an_answer_is_worth_nothing_after_five_minutes(with_passkey, site):
    device = with_passkey
    device.type_password()
    sent = device.catch("Use a passkey")
    site[1].desk.office.clock.forward(minutes=5, seconds=1)
    assert device.send("/sign-in/proof", sent)[0] == 422
    assert refusals(site[1]) == 1


def test_an_answer_given_on_another_site_is_refused(with_passkey, site):
    _, hub = site
    device = with_passkey
    device.type_password()
    sent = device.catch("Use a passkey")
    hub.desk.settings = replace(hub.desk.settings, public_url="https://portal.example.org")
    assert device.send("/sign-in/proof", sent)[0] == 422
    hub.desk.settings = replace(hub.desk.settings, public_url=device.address)
    changed = json.loads(sent["credential"])
    client_data = changed["response"]["clientDataJSON"]
    changed["response"]["clientDataJSON"] = other_origin(client_data)
    assert device.send("/sign-in/proof", sent | {"credential": json.dumps(changed)})[0] == 422
    assert not device.signed_in()


def other_origin(client_data):
    from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

    said = json.loads(base64url_to_bytes(client_data))
    return bytes_to_base64url(json.dumps(said | {"origin": "https://evil.example"}).encode())


def test_a_count_that_goes_back_tells_a_copied_key(with_passkey, site):
    _, hub = site
    with hub.desk.writing() as connection:
        connection.execute(update(Passkey).values(sign_count=1000))
    device = with_passkey
    device.type_password()
    device.follow("Use a passkey")
    expect(device.page.get_by_text("That passkey did not work. Try again").first).to_be_visible()
    assert not device.signed_in()


def test_a_colleagues_passkey_proves_nobody_else(with_passkey, site):
    _, hub = site
    device = with_passkey
    mine = json.loads(answer(device)["credential"])
    with hub.desk.session() as session:
        other = find_by_email(session, hub.desk.office, "coordinator@larkfield.example")
        session.execute(update(Passkey).values(account_id=other.id))
    device.type_password("coordinator@larkfield.example")
    token = device.page.locator("form[data-passkey] [name=csrf_token]").get_attribute("value")
    sent = {"credential": json.dumps(mine), "csrf_token": token}
    assert device.send("/sign-in/proof", sent)[0] == 422
    assert not device.signed_in()


def answer(device):
    device.type_password()
    sent = device.catch("Use a passkey")
    device.context.clear_cookies()
    return sent


def test_the_same_device_is_not_added_twice(with_passkey, site):
    device = with_passkey
    device.type_password()
    device.follow("Use a passkey")
    device.page.wait_for_url("**/hub/")
    device.page.goto("/account/proofs/passkey")
    device.press("Make a passkey")
    expect(device.page.get_by_text("This device has a passkey for you already.")).to_be_visible()
    assert len(passkeys(site[1])) == 1


def test_somebody_who_stops_halfway_reads_what_to_do(with_passkey):
    device = with_passkey
    device.type_password()
    device.cdp.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device.key})
    device.page.evaluate(
        """() => { navigator.credentials.get =
            () => Promise.reject(new DOMException('no', 'NotAllowedError')) }"""
    )
    device.press("Use a passkey")
    expect(
        device.page.get_by_text("Nothing was done. Press the button to try again.")
    ).to_be_visible()


def test_taking_a_passkey_away_ends_it(with_passkey, site):
    _, hub = site
    device = with_passkey
    device.page.goto("/sign-in")
    sign_in_here(device.page, hub.app, PAT)
    device.page.goto("/account/proofs")
    follow(device.page.get_by_role("link", name="Take it away"))
    device.follow("Take it away")
    expect(device.page.get_by_role("main")).to_contain_text("That passkey is taken away")
    assert passkeys(hub) == []


@pytest.mark.parametrize(
    "credential",
    ["{}", "[]", "null", "x", '{"id": 1}', "[" * 15000, '{"id":"a","rawId":"a","response":{}}'],
)
def test_an_answer_that_is_none_is_refused_in_words(with_passkey, credential):
    device = with_passkey
    device.type_password()
    token = device.page.locator("form[data-passkey] [name=csrf_token]").get_attribute("value")
    for path in ("/sign-in/proof", "/sign-in/passkey"):
        status, words = device.send(path, {"credential": credential, "csrf_token": token})
        assert status == 422
        assert "That passkey did not work" in words


def test_at_another_address_of_the_portal_no_passkey_is_offered(chromium, site):
    device = Device(chromium, site[0].replace("localhost", "127.0.0.1"))
    device.type_password()
    assert device.page.get_by_role("button", name="Make a passkey").count() == 0
    expect(device.page.locator("#code")).to_be_visible()
    device.context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_with_passkeys_pass_axe_and_fit(chromium, site, width):
    address, hub = site
    device = Device(chromium, address, bypass_csp=True)
    device.page.set_viewport_size({"width": width, "height": 800})

    def check():
        assert axe_findings(device.page) == []
        assert not wider_than_screen(device.page)

    device.page.goto("/sign-in")
    check()
    device.type_password()
    check()
    device.page.fill("#passkey_name", "My phone")
    device.follow("Make a passkey")
    device.page.wait_for_url("**/account/proofs/recovery**")
    check()
    device.page.goto("/account/proofs")
    check()
    device.page.goto("/account/proofs/passkey")
    check()
    device.follow("Sign out")
    device.type_password()
    check()
    with hub.desk.looking() as session:
        assert session.scalar(select(StaffSession.proved_at)) is None
    device.context.close()
