"""The hub's door in a real browser: by keyboard alone, without scripts, on a small screen."""

import pytest
from playwright.sync_api import expect

from tests.support.apps import Clock, make_app
from tests.support.in_browser import (
    axe_findings,
    chromium,  # noqa: F401 - a fixture
    enter,
    follow,
    served,
    wider_than_screen,
)
from tests.support.staffing import PASSWORD, Hub, code_for, sign_in_here

pytestmark = pytest.mark.browser


@pytest.fixture
def site(sqlite_url):
    app = make_app(sqlite_url, Clock(), trusted_hosts=("127.0.0.1",))
    hub = Hub(app)
    hub.employ("coordinator")
    hub.receive(
        name="Wolfeschlegelsteinhausenbergerdorff" * 2,
        safety=["afraid"],
        contact_ways=["phone", "text"],
        phone_number="+447700900142",
        text_number="+447700900143",
        contact_times=["any"],
        share_with=["vcas"],
    )
    with served(app) as address:
        yield address, hub
    app.extensions["portal_desk"].engine.dispose()


@pytest.fixture
def page(chromium):  # noqa: F811 - a fixture asks for another by its name
    context = chromium.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True)
    yield context.new_page()
    context.close()


def check(page):
    assert axe_findings(page) == []
    assert not wider_than_screen(page)


def test_from_sign_in_to_a_note_by_keyboard_alone(site, page):
    address, hub = site

    def tab_to(words):
        for _ in range(60):
            page.keyboard.press("Tab")
            if words in page.evaluate(
                "(document.activeElement.innerText || document.activeElement.id)"
            ):
                return
        raise AssertionError(f"Tab never came to {words!r}")

    code_for(hub.app, "coordinator@larkfield.example")  # their app is set up already
    page.goto(f"{address}/sign-in")
    check(page)
    tab_to("email")
    page.keyboard.type("coordinator@larkfield.example")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    enter(page)
    page.wait_for_url("**/sign-in/proof")
    check(page)
    tab_to("code")
    page.keyboard.type(code_for(hub.app, "coordinator@larkfield.example"))
    enter(page)
    page.wait_for_url("**/hub/")
    check(page)
    tab_to("Wolfe")
    enter(page)
    page.wait_for_url("**/referrals/*")
    check(page)
    tab_to("Take it on")
    enter(page)
    expect(page.get_by_text("You look after this referral now.")).to_be_visible()
    check(page)
    tab_to("Write a note")
    enter(page)
    page.wait_for_url("**/notes")
    check(page)
    tab_to("note")
    page.keyboard.type("Rang at ten.")
    tab_to("Keep the note")
    enter(page)
    expect(page.get_by_text("The note is kept.")).to_be_visible()
    expect(page.get_by_text("Rang at ten.")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_passes_axe_and_fits(site, page, width):
    address, hub = site
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/sign-in")
    follow(page.get_by_role("button", name="Sign in"))
    check(page)  # with its errors
    sign_in_here(page, hub.app, "coordinator@larkfield.example")
    for typed in ("7777-7777", "", "Ann"):
        page.goto(f"{address}/hub/search")
        page.fill("#typed", typed)
        follow(page.get_by_role("button", name="Find"))
        check(page)
    for path in ("/hub/?view=finished", "/account", "/account/password"):
        page.goto(address + path)
        check(page)
    page.goto(f"{address}/hub/")
    follow(page.locator(".inbox__name a").first)
    here = page.url
    for noun in ("refusal", "question", "hold", "release", "messages", "acceptance", "erasure"):
        page.goto(f"{here}/{noun}")
        check(page)
    page.goto(f"{here}/refusal")
    follow(page.get_by_role("button", name="Send this and finish"))
    check(page)
    expect(page.locator(".govuk-error-summary")).to_be_focused()


def test_it_all_works_without_scripts(site, chromium):  # noqa: F811
    address, hub = site
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    sign_in_here(page, hub.app, "coordinator@larkfield.example")
    follow(page.locator(".inbox__name a").first)
    follow(page.get_by_role("button", name="Take it on"))
    follow(page.get_by_role("link", name="Put on hold"))
    page.fill("#reason", "Somebody is reading her phone.")
    follow(page.get_by_role("button", name="Put on hold"))
    expect(page.get_by_text("Safeguarding hold. Nothing goes out")).to_be_visible()
    context.close()
