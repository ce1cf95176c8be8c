"""Getting in touch in a real browser: stopped, set aside with a reason, and seen by all."""

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
from tests.support.staffing import Hub

pytestmark = pytest.mark.browser

LONG = "Wolfeschlegelsteinhausenbergerdorff" * 2


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def site(sqlite_url, clock):
    app = make_app(sqlite_url, clock, trusted_hosts=("127.0.0.1", "localhost"))
    hub = Hub(app)
    for what in ("practitioner", "specialist", "coordinator"):
        hub.employ(what)
    hub.receive(name="Stranger")
    clock.forward(hours=4)  # two in the afternoon
    reference = hub.receive(
        name=LONG,
        contact_ways=["phone", "text"],
        phone_number="+447700900142",
        text_number="+447700900143",
        contact_times=["weekday_morning"],
        contact_others=LONG,
        code_word="saffron",
    )
    with served(app) as address:
        yield address, hub, f"{address}/hub/referrals/{reference}"
    app.extensions["portal_desk"].engine.dispose()


@pytest.fixture
def browse(chromium, site):  # noqa: F811 - a fixture asks for another by its name
    """Opens a page for a member of staff, signed in."""
    address, hub, _ = site
    contexts = []

    def open_as(what, width=320):
        context = chromium.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
        contexts.append(context)
        cookie = hub.signed_in(what).client.get_cookie("session")
        context.add_cookies([{"name": "session", "value": cookie.value, "url": address}])
        return context.new_page()

    yield open_as
    for context in contexts:
        context.close()


def check(page):
    assert axe_findings(page) == []
    assert not wider_than_screen(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_an_unsafe_call_is_stopped_and_a_specialist_sets_the_rule_aside(site, browse, width):
    _, _, referral = site
    page = browse("practitioner", width)
    page.goto(referral)
    check(page)
    follow(page.get_by_role("link", name="Before you ring"))
    expect(page.get_by_role("heading", name="Stop")).to_be_visible()
    expect(page.get_by_text("If it can't wait, ask Coordinator Name or Specialist")).to_be_visible()
    check(page)
    page.get_by_label("We spoke", exact=True).check()
    follow(page.get_by_role("button", name="Keep this"))
    expect(page.get_by_text("This is not one of the times").first).to_be_visible()
    expect(page.get_by_label("We spoke", exact=True)).to_be_checked()
    check(page)

    trained = browse("specialist", width)
    trained.goto(f"{referral}/phone")
    follow(trained.get_by_role("link", name="set the rule aside, with a reason"))
    expect(trained.get_by_label("Ring them")).to_be_checked()
    check(trained)
    trained.get_by_label("Why must it be done").fill("He said he will come tonight.")
    follow(trained.get_by_role("button", name="Set the rule aside, once"))
    expect(trained.get_by_role("heading", name="You set the rule aside, once")).to_be_visible()
    check(trained)
    trained.get_by_label("We spoke", exact=True).check()
    trained.get_by_label("Anything to note").fill("She is with her sister.")
    follow(trained.get_by_role("button", name="Keep this"))
    expect(trained.get_by_text("What came of it is kept.")).to_be_visible()

    page.goto(referral)
    expect(page.get_by_text("Rule set aside")).to_be_visible()
    expect(page.get_by_text("He said he will come tonight.")).to_be_visible()
    expect(page.get_by_text("A contact rule was set aside")).to_be_visible()
    expect(page.get_by_text("1 attempt, last by phone")).to_be_visible()
    check(page)


def test_the_ways_to_choose_from_fit_and_pass_axe(site, browse):
    _, _, referral = site
    for width in (320, 1280):
        page = browse("practitioner", width)
        page.goto(f"{referral}/attempts")
        check(page)
        page.get_by_text("Ways they did not say are safe").click()
        check(page)
        for noun in ("email", "letter", "worker"):
            page.goto(f"{referral}/{noun}")
            check(page)


def test_a_task_is_kept_done_and_taken_back_by_keyboard_alone(site, browse):
    address, _, referral = site
    page = browse("practitioner")

    def tab_to(words):
        for _ in range(80):
            page.keyboard.press("Tab")
            found = "(document.activeElement.innerText || document.activeElement.id)"
            if words in page.evaluate(found):
                return
        raise AssertionError(f"Tab never came to {words!r}")

    page.goto(f"{referral}/tasks")
    check(page)
    tab_to("what")
    page.keyboard.type(f"Ring {LONG}")
    for part in ("2", "3", "2026"):
        page.keyboard.press("Tab")
        page.keyboard.type(part)
    page.keyboard.press("Tab")
    page.keyboard.type("Practitioner")
    page.keyboard.press("Enter")
    tab_to("Keep the task")
    enter(page)
    expect(page.get_by_text("The task is kept.")).to_be_visible()
    check(page)
    page.goto(f"{address}/hub/tasks")
    check(page)
    tab_to("Done")
    enter(page)
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    check(page)
    tab_to("Take it back")
    enter(page)
    expect(page.get_by_role("button", name="Done")).to_be_visible()
    tab_to("Change")
    enter(page)
    expect(page.get_by_role("button", name="Keep the change")).to_be_visible()
    check(page)
