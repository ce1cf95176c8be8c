"""After sending, in a real browser: on a phone, by keyboard, without scripts; axe finds nothing."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from portal.referral import asking
from portal.referral.contact import Channel
from portal.referral.staff import Staff
from tests.support.apps import Clock, make_app
from tests.support.in_browser import (
    axe_findings,
    chromium,  # noqa: F401 - a fixture
    enter,
    follow,
    served,
    wider_than_screen,
)
from tests.support.reading import grade, sentences
from tests.support.sent import send
from tests.support.workers import add_worker

pytestmark = pytest.mark.browser

PAGES = (
    "/refer/sent",
    "/refer/sent/copy",
    "/refer/sent/note",
    "/refer/equality",
    "/refer/sent/end",
    "/track",
    "/track/referral",
    "/track/referral/answers?changed",
    "/track/referral/answers/contact",
    "/track/referral/withdrawal",
    "/track/referral/erasure",
    "/track/referral/everything",
)
WORDS = tuple(page for page in PAGES if "answers" not in page and page != "/refer/equality")
HIGHEST = 6.0


@pytest.fixture
def sent(sqlite_url):
    """Something sent that the hub asked about, and the address it is served at."""
    app = make_app(sqlite_url, Clock(), "en_GB", "en_150", trusted_hosts=("127.0.0.1", "localhost"))
    desk = app.extensions["portal_desk"]
    desk.office.sends = frozenset({Channel.EMAIL})
    made = send(app, app.test_client())
    worker: Staff = add_worker(desk)
    with desk.session() as session:
        referral = session.merge(made.referral())
        asking.ask(session, desk.office, referral, worker, version=1, question="When can we meet?")
    with served(app) as address:
        made.address = address
        yield made
    desk.engine.dispose()


def open_context(chromium, sent, width=320, language="en_GB", **options):  # noqa: F811
    context = chromium.new_context(
        viewport={"width": width, "height": 640}, bypass_csp=True, **options
    )
    cookie = sent.browser.client.get_cookie("session").value
    for name, value in (("session", cookie), ("language", language)):
        context.add_cookies([{"name": name, "value": value, "url": sent.address}])
    return context


@pytest.mark.parametrize(("width", "language"), [(320, "en_GB"), (1280, "en_GB"), (320, "en_150")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(chromium, sent, width, language):  # noqa: F811
    page = open_context(chromium, sent, width, language).new_page()
    found = {}
    for path in PAGES:
        page.goto(sent.address + path)
        found[path] = axe_findings(page)
        if wider_than_screen(page):
            found[path].append("wider than the screen")
    assert {path: each for path, each in found.items() if each} == {}
    page.context.close()


def test_without_scripts_a_person_follows_answers_and_stops(chromium, sent):  # noqa: F811
    page = open_context(chromium, sent, java_script_enabled=False).new_page()
    page.goto(f"{sent.address}/track")
    page.get_by_label("Your reference").fill(sent.reference)
    page.get_by_label("Your code").fill(sent.code)
    page.get_by_label("Your own word").fill(sent.word)
    follow(page.get_by_role("button", name="Open it"))
    expect(page.get_by_text("We need to ask you something").first).to_be_visible()
    page.get_by_label("Write to us").fill("On Monday")
    follow(page.get_by_role("button", name="Send this message"))
    expect(page.get_by_text("We have your message.")).to_be_visible()
    follow(page.get_by_role("link", name="Stop this"))
    follow(page.get_by_role("button", name="Yes, stop it"))
    expect(page.get_by_text("Stopped by you").first).to_be_visible()
    page.context.close()


def test_by_keyboard_alone_a_person_signs_in_and_writes(chromium, sent):  # noqa: F811
    page = open_context(chromium, sent, 1280).new_page()
    page.goto(f"{sent.address}/track")
    page.locator("#reference").focus()
    for text in (sent.reference, sent.code, sent.word):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    enter(page)
    page.wait_for_url("**/track/referral")
    page.locator("#message").focus()
    page.keyboard.type("On Monday")
    page.keyboard.press("Tab")
    enter(page)
    page.wait_for_url("**/track/referral?done=written")
    expect(page.get_by_text("On Monday", exact=True)).to_be_visible()
    page.context.close()


def test_a_copy_is_saved_as_a_file(chromium, sent):  # noqa: F811
    page = open_context(chromium, sent, accept_downloads=True).new_page()
    page.goto(f"{sent.address}/refer/sent/copy")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save the plain note").click()
    assert waiting.value.suggested_filename.endswith(".pdf")
    expect(page.get_by_role("heading", name="A copy to keep")).to_be_visible()
    page.context.close()


def test_after_leaving_back_shows_nothing(chromium, sent):  # noqa: F811
    context = open_context(chromium, sent)
    page = context.new_page()
    page.goto(f"{sent.address}/track/referral")
    leaving = context.new_page()
    with suppress(Error):  # the weather is elsewhere, and out of a test's reach
        leaving.goto(f"{sent.address}/leave")
    leaving.close()
    page.goto(f"{sent.address}/track/referral")
    expect(page.get_by_role("heading", name="This was closed")).to_be_visible()
    assert sent.reference not in page.content()
    context.close()


def test_every_page_reads_easily(sent):
    hard = {}
    for path in WORDS:
        said = sentences(sent.browser.go(path).html)
        level = grade(" ".join(said))
        if level > HIGHEST:
            hard[path] = (round(level, 1), said)
    assert hard == {}
