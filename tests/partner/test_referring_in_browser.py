"""Referring somebody in a real browser: on a small screen, without scripts, two at one draft."""

from uuid import UUID

import pytest
from playwright.sync_api import expect

from tests.support.agency import answer_all
from tests.support.apps import Clock, make_app
from tests.support.in_browser import chromium, follow, served, wider_than_screen  # noqa: F401
from tests.support.partners import email_at
from tests.support.staffing import Hub, sign_in_here

pytestmark = pytest.mark.browser


@pytest.fixture
def site(sqlite_url):
    app = make_app(sqlite_url, Clock(), trusted_hosts=("127.0.0.1",))
    with served(app) as address:
        yield address, Hub(app)
    app.extensions["portal_desk"].engine.dispose()


@pytest.fixture
def page(chromium):  # noqa: F811 - a fixture asks for another by its name
    small = {"width": 320, "height": 640}
    context = chromium.new_context(viewport=small, java_script_enabled=False)
    yield context.new_page()
    context.close()


def press(page, words):
    follow(page.get_by_role("button", name=words, exact=True))


def test_a_referral_without_scripts_on_a_small_screen(site, page):
    address, hub = site
    housing = hub.partner()
    hub.employ_at(housing, "referrer")
    page.goto(f"{address}/sign-in?next=/partner/referrals/new")
    sign_in_here(page, hub.app, email_at(housing, "referrer"))
    press(page, "Start")
    page.get_by_label("What is your own reference for this case?").fill("H/2026/17")
    press(page, "Continue")
    press(page, "Continue")
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    press(page, "Save and come back later")
    draft = page.locator("h2 a", has_text="No name yet")
    answer_all(hub.desk, UUID(draft.get_attribute("href").rpartition("/")[2]))
    follow(draft)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    assert not wider_than_screen(page)
    follow(page.get_by_role("link", name="Change Name to use"))
    page.get_by_role("textbox").fill("Ann Other")
    press(page, "Continue")
    expect(page.get_by_role("main")).to_contain_text("Ann Other")
    press(page, "Send")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have what you sent.")
    receipt = page.url
    assert not wider_than_screen(page)
    page.go_back()
    if page.url != receipt:
        page.reload()
    expect(page).to_have_url(receipt)
    assert len(page.locator("p.code").inner_text().split()) == 4
