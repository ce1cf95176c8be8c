"""Accounts in a real browser: an invitation's link, and everything without scripts."""

import re

import pytest
from playwright.sync_api import expect

from portal.storage.codes import code_of, step_at
from tests.support.apps import Clock, make_app
from tests.support.in_browser import axe_findings, follow, served, wider_than_screen
from tests.support.staffing import Hub, sign_in_here

pytestmark = pytest.mark.browser

CHOSEN = "seven small lanterns"


@pytest.fixture
def site(sqlite_url):
    app = make_app(sqlite_url, Clock(), trusted_hosts=("127.0.0.1",))
    hub = Hub(app)
    hub.employ("administrator")
    with served(app) as address:
        yield address, hub
    hub.desk.engine.dispose()


@pytest.fixture
def visit(chromium, site):
    opened = []

    def visit(**options):
        options = {"viewport": {"width": 320, "height": 640}, **options}
        context = chromium.new_context(base_url=site[0], **options)
        opened.append(context)
        return context.new_page()

    yield visit
    for context in opened:
        context.close()


def press(page, name):
    follow(page.get_by_role("button", name=name, exact=True))


@pytest.fixture
def link(site, visit):
    """What an administrator is given to hand over, with the address that this test serves."""
    page = visit()
    page.goto("/sign-in?next=/hub/people")
    sign_in_here(page, site[1].app, "administrator@larkfield.example")
    follow(page.get_by_role("button", name="Invite somebody"))
    page.fill("#name", "New One")
    page.fill("#email", "new@larkfield.example")
    page.check("[value=practitioner]")
    press(page, "Make the invitation")
    shown = page.inner_text(".link-to-give")
    return site[0] + shown[shown.index("/invitation") :]


def set_up(page, hub):
    """Set up the app that the page offers."""
    secret = page.inner_text(".secret").replace(" ", "")
    page.fill("#code", code_of(secret, step_at(hub.desk.office.now())))
    press(page, "Set up the app")


def make_account(page):
    page.fill("#new", CHOSEN)
    page.fill("#again", CHOSEN)
    press(page, "Make my account")


def test_the_link_opens_the_invitation_and_leaves_nothing_in_the_address(site, visit, link):
    page, asked = visit(bypass_csp=False), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(link)  # a script sends the form at once
    page.locator("#again").wait_for()
    page.wait_for_load_state()
    token = link.partition("#")[2]
    assert "#" not in page.url
    assert not any(token in each for each in asked)
    make_account(page)
    set_up(page, site[1])
    page.wait_for_url("**/account/proofs/recovery**")
    page.go_back()
    assert token not in page.url


def test_from_an_invitation_to_the_inbox_without_scripts(site, visit, link):
    page = visit(java_script_enabled=False, accept_downloads=True)
    page.goto(link)
    page.fill("#invitation", link)
    press(page, "Continue")
    make_account(page)
    expect(page.get_by_role("button", name="Make a passkey")).to_be_hidden()
    set_up(page, site[1])
    press(page, "Make recovery codes")
    codes = page.locator(".recovery li").all_inner_texts()
    with page.expect_download() as download:
        page.get_by_role("link", name="Save them as a text file").click()
    saved = download.value.path().read_text().split("\n")
    assert [each for each in saved if each] == codes
    assert download.value.suggested_filename == "codes.txt"
    follow(page.get_by_role("button", name="I have kept them"))
    press(page, "Sign out")
    page.fill("#email", "new@larkfield.example")
    page.fill("#password", CHOSEN)
    press(page, "Sign in")
    page.fill("#code", codes[0])
    press(page, "Continue")
    expect(page).to_have_url(f"{site[0]}/hub/")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_an_invitation_pass_axe_and_fit(visit, link, width):
    page = visit(viewport={"width": width, "height": 800}, bypass_csp=True)
    page.goto(re.sub("#.*", "", link))
    check(page)
    page.goto(link)
    page.goto("about:blank")
    page.goto(link)
    page.locator("#again").wait_for()
    page.wait_for_load_state()
    check(page)
    press(page, "Make my account")
    check(page)
    make_account(page)
    check(page)


def check(page):
    assert axe_findings(page) == []
    assert not wider_than_screen(page)
