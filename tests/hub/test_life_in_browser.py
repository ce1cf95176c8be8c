"""The life of a referral in a real browser: every page of it on a small screen and a wide one, two
people at once, and closing without scripts."""

import pytest
from playwright.sync_api import expect

from portal.referral.distance import Point, say_how_things_are
from tests.support.apps import Clock, make_app
from tests.support.in_browser import (
    axe_findings,
    chromium,  # noqa: F401 - a fixture
    follow,
    served,
    wider_than_screen,
)
from tests.support.staffing import Hub, sign_in_here

pytestmark = pytest.mark.browser

PAGES = {
    "submitted": (
        "triage",
        "acceptance",
        "specialist-review",
        "possible-duplicate",
        "redirection",
        "refusal",
        "hold",
        "distance",
        "distance-request",
        "withdrawal",
    ),
    "preparing": ("activity", "reassessment", "pause", "closure", "question"),
    "closed": ("reopening", "triage-again"),
}


@pytest.fixture
def site(sqlite_url):
    app = make_app(sqlite_url, Clock(), trusted_hosts=("127.0.0.1",))
    hub = Hub(app)
    for what in ("practitioner", "coordinator"):
        hub.employ(what)
    with served(app) as address:
        yield address, hub
    app.extensions["portal_desk"].engine.dispose()


@pytest.fixture
def open_page(chromium, site):  # noqa: F811 - a fixture asks for another by its name
    """Opens a browser of its own for somebody who works here, signed in."""
    address, hub = site
    contexts = []

    def open_it(what="practitioner", width=320, *, scripts=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, bypass_csp=True, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}/sign-in")
        sign_in_here(page, hub.app, f"{what}@larkfield.example")
        return page

    yield open_it
    for context in contexts:
        context.close()


def receive(hub, stage="submitted", **changes):
    reference = hub.receive(name="Wolfeschlegelsteinhausenbergerdorff", **changes)
    with hub.desk.session() as session:
        referral = session.merge(hub.referral(reference))
        referral.stage, referral.is_open = stage, stage != "closed"
    return reference


def check(page):
    assert axe_findings(page) == []
    assert not wider_than_screen(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_it_passes_axe_and_fits(site, open_page, width):
    address, hub = site
    page = open_page(width=width)
    for stage, nouns in PAGES.items():
        reference = receive(hub, stage, share_with=["vcas"])
        for noun in nouns:
            page.goto(f"{address}/hub/referrals/{reference}/{noun}")
            check(page)
            buttons = page.locator("main form button[type=submit]")
            if noun in ("closure", "redirection", "pause", "distance", "possible-duplicate"):
                follow(buttons.first)
                expect(page.locator(".govuk-error-summary")).to_be_visible()
                check(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_finished_one_with_all_that_belongs_to_it_passes_axe_and_fits(site, open_page, width):
    address, hub = site
    reference = receive(hub, "follow_up")
    with hub.desk.session() as session:
        scores = {"safe": 3, "coping": 5, "tension": 8}
        referral = session.merge(hub.referral(reference))
        say_how_things_are(session, hub.desk.office, referral, Point.START, scores)
    page = open_page(width=width)
    here = f"{address}/hub/referrals/{reference}"
    page.goto(f"{here}/closure")
    for words in ("A face-to-face meeting", "They were heard", "Yes, on the portal"):
        page.get_by_label(words, exact=True).check()
    page.get_by_label("What does the person say came of it?").fill("I sleep again.")
    follow(page.get_by_role("button", name="Close it"))
    expect(page.get_by_text("The referral is closed.")).to_be_visible()
    page.goto(f"{here}/distance")
    page.get_by_label("At the end").check()
    page.get_by_label("How safe do you feel?").fill("7")
    follow(page.get_by_role("button", name="Keep this"))
    expect(page.get_by_text("4 higher")).to_be_visible()
    check(page)
    page.goto(f"{here}/reopening")
    page.get_by_label("The person", exact=True).check()
    page.get_by_label("Why?").fill("They rang")
    follow(page.get_by_role("button", name="Open it again"))
    expect(page.locator(".govuk-inset-text").get_by_text("It goes on from")).to_be_visible()
    check(page)


def test_the_second_to_save_sees_it_and_loses_nothing(site, open_page):
    address, hub = site
    reference = receive(hub)
    first, second = open_page("coordinator", 1280), open_page()
    second.goto(f"{address}/hub/referrals/{reference}/refusal")
    second.get_by_label("It would not have been safe").check()
    second.get_by_label("What will you tell them?").fill("My careful words")
    first.goto(f"{address}/hub/referrals/{reference}")
    follow(first.get_by_role("button", name="Take it on"))
    expect(first.get_by_text("You look after this referral now.")).to_be_visible()
    follow(second.get_by_role("button", name="Send this and finish"))
    expect(second.get_by_text("What changed since you opened it")).to_be_visible()
    expect(second.get_by_text("by Coordinator Name").first).to_be_visible()
    expect(second.get_by_label("It would not have been safe")).to_be_checked()
    expect(second.get_by_label("What will you tell them?")).to_have_value("My careful words")
    check(second)
    follow(second.get_by_role("button", name="Send this and finish"))
    expect(second.get_by_text("The referral is finished")).to_be_visible()


def test_the_steps_and_the_end_work_without_scripts(site, open_page):
    address, hub = site
    reference = receive(hub, "allocated")
    page = open_page(scripts=False)
    page.goto(f"{address}/hub/referrals/{reference}")
    for step in ("Start getting in touch", "Start assessing", "Start preparing"):
        follow(page.get_by_role("link", name=step))
        follow(page.get_by_role("button", name=step))
    follow(page.get_by_role("link", name="Close it"))
    for words in ("Advice only", "The person chose not to", "They were heard"):
        page.get_by_label(words, exact=True).check()
    page.get_by_label("No, or I write down what they tell me").check()
    follow(page.get_by_role("button", name="Close it"))
    expect(page.get_by_text("The referral is closed.")).to_be_visible()
    assert hub.referral(reference).stage == "closed"
