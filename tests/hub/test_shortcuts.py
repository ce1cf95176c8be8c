"""Keyboard shortcuts in a real browser: a key does what a control on the page does, and no more."""

import re

import pytest
from playwright.sync_api import expect

from portal.hub.keys import KEYS
from portal.hub.views import KEYS as VIEW_KEYS
from tests.support.apps import Clock, make_app
from tests.support.in_browser import (
    axe_findings,
    chromium,  # noqa: F401 - a fixture
    enter,
    follow,
    served,
    wider_than_screen,
)
from tests.support.staffing import Hub, sign_in_here

pytestmark = pytest.mark.browser

FOCUSED = """(() => {
    const here = document.activeElement
    return here === document.body ? "" : here.innerText || here.id
})()"""


@pytest.fixture
def site(sqlite_url):
    clock = Clock()
    app = make_app(sqlite_url, clock, trusted_hosts=("127.0.0.1",))
    hub = Hub(app)
    hub.employ("coordinator")
    for number in range(30):
        hub.receive(name=f"Person {number:02}")
        clock.forward(minutes=1)
    with served(app) as address:
        yield address, hub
    app.extensions["portal_desk"].engine.dispose()


@pytest.fixture
def page(chromium, site):  # noqa: F811 - a fixture asks for another by its name
    address, hub = site
    context = chromium.new_context(viewport={"width": 1000, "height": 700}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    sign_in_here(page, hub.app, "coordinator@larkfield.example")
    page.goto(f"{address}/hub/")
    yield page
    context.close()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def focused(page):
    return page.evaluate(FOCUSED)


def test_a_days_triage_by_keys_alone(page, site):
    """From the list to a referral, through what is done with it, and back to the list."""
    _, hub = site
    press(page, "j", "j", "k", "j")
    assert focused(page) == "Person 01"
    enter(page)
    page.wait_for_url("**/referrals/*")
    reference = page.url.rpartition("/")[2]
    with page.expect_navigation():
        press(page, "t")
    expect(page.get_by_text("You look after this referral now.")).to_be_visible()
    press(page, "n")
    page.wait_for_url("**/notes")
    page.locator("#note").focus()
    page.keyboard.type("Rang at ten, no answer. n t j k ? / g m")
    assert page.url.endswith("/notes")
    press(page, "Tab")
    enter(page)
    expect(page.get_by_text("The note is kept.")).to_be_visible()
    press(page, "a")
    page.wait_for_url("**/acceptance")
    press(page, "u")
    page.wait_for_url(f"**/{reference}")
    press(page, "g", "m")
    page.wait_for_url("**/hub/?view=mine")
    expect(page.locator(".inbox__name")).to_have_text(["Person 01"])
    assert hub.referral(reference).stage == "in_triage"
    press(page, "/")
    assert focused(page) == "typed"


def test_every_key_for_a_view_leads_to_it_from_anywhere(page, site):
    address, _ = site
    for view, keys in VIEW_KEYS.items():
        page.goto(f"{address}/hub/tasks")
        press(page, *keys.split())
        wanted = "**/hub/" if view == "team" else f"**/hub/?view={view}"
        page.wait_for_url(wanted)


def test_the_focus_goes_along_the_list_to_its_next_screen_and_stays_visible(page):
    press(page, *["j"] * 25)
    assert focused(page) == "Person 24"
    assert page.evaluate(
        "(() => { const at = document.activeElement.getBoundingClientRect();"
        " return at.top >= 0 && at.bottom <= innerHeight })()"
    )
    press(page, "j", "j", "Enter")
    page.wait_for_url("**after=*")
    press(page, "j")
    assert focused(page) == "Person 25"


def test_the_keys_are_shown_by_a_question_mark(page):
    press(page, "?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    assert axe_findings(page) == []
    said = dialog.inner_text()
    for keys in [*KEYS.values(), *VIEW_KEYS.values(), "/", "c", "u", "j", "?"]:
        assert re.search(r"\s+then\s+".join(map(re.escape, keys.split())), said), keys
    press(page, "j")
    expect(dialog).to_be_visible()
    press(page, "Escape")
    expect(dialog).to_be_hidden()
    press(page, "?")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


def test_keys_do_nothing_while_typing_or_with_another_key_held(page):
    press(page, "/")
    page.keyboard.type("j?gm")
    assert page.locator("#typed").input_value() == "j?gm"
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.locator("h1").click()
    for held in ("Control", "Alt", "Meta"):
        page.keyboard.down(held)
        press(page, "j")
        page.keyboard.up(held)
    assert "Person" not in focused(page)
    page.locator(".narrowing__panel summary").click()
    page.locator("#owner").focus()
    press(page, "g", "m", "j")
    assert page.url.endswith("/hub/")
    assert focused(page).startswith("Anybody")


def test_a_key_for_what_the_page_does_not_offer_does_nothing(page):
    press(page, "t", "n", "x", "g", "z")
    page.wait_for_timeout(200)
    assert page.url.endswith("/hub/")


def test_a_first_key_is_forgotten_after_a_while(page):
    page.clock.install()
    page.reload()
    press(page, "g")
    page.clock.run_for(1600)
    press(page, "m")
    page.wait_for_timeout(200)
    assert page.url.endswith("/hub/")
    press(page, "g")
    page.clock.run_for(100)
    press(page, "m")
    page.wait_for_url("**/hub/?view=mine")


def test_they_can_be_turned_off_and_that_is_kept(page, site):
    address, _ = site
    page.goto(f"{address}/hub/shortcuts")
    assert axe_findings(page) == []
    follow(page.get_by_role("button", name="Turn them off"))
    expect(page.get_by_text("Keyboard shortcuts are off.")).to_be_visible()
    page.goto(f"{address}/hub/")
    press(page, "j", "?", "g", "m")
    page.wait_for_timeout(200)
    assert "Person" not in focused(page)
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.url.endswith("/hub/")
    page.goto(f"{address}/account")
    assert axe_findings(page) == []
    follow(page.get_by_role("button", name="Turn them on"))
    expect(page.get_by_text("Keyboard shortcuts are on.").first).to_be_visible()
    page.goto(f"{address}/hub/")
    press(page, "j")
    assert focused(page) == "Person 00"


@pytest.mark.parametrize("width", [320, 1280])
def test_every_state_of_the_inbox_passes_axe_and_fits(page, site, width):
    address, _ = site
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/hub/filters/new?view=nobodys&kind=crime&need=interpreter&place=millgate")
    page.fill("#name", "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis")
    follow(page.get_by_role("button", name="Keep it"))
    for path in (
        "/hub/",
        "/hub/?view=nobodys&kind=crime&order=due&stage=zzz",
        "/hub/?view=overdue",
        "/hub/filters",
        "/hub/filters/new?kind=crime",
        "/hub/shortcuts",
    ):
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
        assert axe_findings(page) == [], path
        assert not wider_than_screen(page), path
    page.goto(f"{address}/hub/")
    page.locator(".narrowing__panel summary").click()
    page.fill("#place", "12 Acacia Avenue")
    follow(page.get_by_role("button", name="Show these"))
    assert axe_findings(page) == []
    assert not wider_than_screen(page)


def test_the_panel_and_keeping_a_filter_work_without_scripts(chromium, site):  # noqa: F811
    address, hub = site
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    sign_in_here(page, hub.app, "coordinator@larkfield.example")
    page.goto(f"{address}/hub/")
    page.locator(".narrowing__panel summary").click()
    page.get_by_label("Crime").check()
    follow(page.get_by_role("button", name="Show these"))
    follow(page.get_by_role("link", name="Keep this filter"))
    page.fill("#name", "Crimes")
    follow(page.get_by_role("button", name="Keep it"))
    follow(page.get_by_role("link", name="Crimes", exact=True))
    expect(page.locator(".inbox__name")).to_have_count(25)
    follow(page.get_by_role("link", name="More referrals"))
    expect(page.locator(".inbox__name")).to_have_count(5)
    follow(page.get_by_role("link", name="Keyboard shortcuts"))
    follow(page.get_by_role("button", name="Turn them off"))
    expect(page.get_by_role("button", name="Turn them on")).to_be_visible()
    context.close()
