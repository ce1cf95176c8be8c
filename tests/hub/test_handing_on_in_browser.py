"""Handing on in a real browser: the person is asked on a phone, and says yes; a service takes it on
from its own inbox; and the hub sees that."""

import pytest
from playwright.sync_api import expect

from portal.referral.records import Organisation, Referral
from tests.support.apps import Clock, make_app
from tests.support.in_browser import (
    axe_findings,
    chromium,  # noqa: F401 - a fixture
    follow,
    served,
    wider_than_screen,
)
from tests.support.staffing import Hub
from tests.support.telling import send_all

pytestmark = pytest.mark.browser


@pytest.fixture
def site(sqlite_url):
    clock = Clock()
    app = make_app(sqlite_url, clock, trusted_hosts=("127.0.0.1", "localhost"))
    with served(app) as address:
        yield address, Hub(app), clock
    app.extensions["portal_desk"].engine.dispose()


@pytest.fixture
def opened(chromium, site):  # noqa: F811 - a fixture asks for another by its name
    """Opens a browser with what another holds already; on a phone, without scripts."""
    contexts = []

    def one(client, *, phone=False):
        small = {"width": 320, "height": 640}
        more = {"viewport": small, "java_script_enabled": False} if phone else {"bypass_csp": True}
        context = chromium.new_context(base_url=site[0], **more)
        context.add_cookies(
            [
                {"name": each.key, "value": each.value, "url": site[0]}
                for each in client._cookies.values()
            ]
        )
        contexts.append(context)
        return context.new_page()

    yield one
    for each in contexts:
        each.close()


def press(page, words):
    follow(page.get_by_role("button", name=words, exact=True))


def test_one_referral_goes_on_with_the_persons_yes_and_is_told_once(site, opened):
    _, hub, clock = site
    told, _ = send_all(hub.app.test_client())
    clock.forward(minutes=5)
    service = hub.partner("Victim Service", kind="victim_service", receives=("crime",))
    with hub.desk.session() as db:
        db.get_one(Organisation, service.id).service = "vcas"
        base = f"/hub/referrals/{db.query(Referral).one().reference}"

    staff = opened(hub.signed_in("specialist").client)
    staff.goto(f"{base}/hand-on")
    assert axe_findings(staff) == []
    follow(staff.get_by_role("link", name="Ask the person first"))
    press(staff, "Ask them")
    expect(staff.get_by_role("main")).to_contain_text("They are asked.")

    person = opened(told.client, phone=True)
    person.goto("/track/referral")
    follow(person.get_by_role("link", name="See what they would get, and answer"))
    assert not wider_than_screen(person)
    person.get_by_label("Yes, you may share it").check()
    press(person, "Send my answer")
    expect(person.get_by_role("main")).to_contain_text("Thank you. It goes to them now")

    there = opened(hub.signed_in_at(service, "referrer").client)
    there.goto("/partner/")
    follow(there.get_by_role("navigation").get_by_role("link", name="Handed on to you"))
    follow(there.locator("ol.inbox a"))
    expect(there.get_by_role("heading", name="Before you get in touch")).to_be_visible()
    assert axe_findings(there) == []
    press(there, "Take it on")
    expect(there.get_by_role("main")).to_contain_text("You took it on.")

    staff.goto(f"{base}/handed-on")
    expect(staff.get_by_role("main")).to_contain_text("Taken on")
