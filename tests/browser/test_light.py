"""What the portal asks of a phone: little, from itself alone, and without complaints."""

import pytest
from playwright.sync_api import expect

from tests.support.in_browser import follow
from tests.support.served import served_for_real

MOST = 100_000
"""Bytes of the first page with everything that it needs, as they cross the wire."""

COOKIES = {"session", "language"}
"""The cookies that /cookies lists."""


@pytest.fixture
def served(sqlite_url):
    """The address of a portal that runs as it does in production, with its files compressed."""
    with served_for_real(sqlite_url) as port:
        yield f"http://127.0.0.1:{port}"


def test_the_first_page_is_at_most_100_kb_with_fonts_and_all(chromium, served):
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    wire, sizes, names = context.new_cdp_session(page), {}, {}

    def asked(event: dict) -> None:
        names[event["requestId"]] = event["request"]["url"]

    def came(event: dict) -> None:
        sizes[event["requestId"]] = event["encodedDataLength"]

    wire.send("Network.enable")
    wire.on("Network.requestWillBeSent", asked)
    wire.on("Network.loadingFinished", came)
    page.goto(served + "/", wait_until="networkidle")
    fetched = {names[each].rpartition("/")[2] or "the page": size for each, size in sizes.items()}
    assert len(fetched) >= 4, fetched
    assert sum(fetched.values()) <= MOST, fetched
    assert any(name.endswith(".woff2") for name in fetched)
    context.close()


def test_nothing_comes_from_elsewhere_and_nothing_is_refused(visit, site):
    """From the first page to the code: no other site, no refused script or style, no new cookie."""
    page = visit()
    for path in ("/", "/help-now", "/how-this-works", "/contact", "/refer/start"):
        page.goto(path)
    follow(page.get_by_role("button", name="Start"))
    page.check("[name=who_for][value=me]")
    follow(page.get_by_role("button", name="Save and come back later"))
    page.fill("[name=own_word]", "blue kettle")
    follow(page.get_by_role("button", name="Get my code"))
    expect(page.locator(".code")).to_be_visible()
    cookies = page.context.cookies()
    assert {cookie["name"] for cookie in cookies} <= COOKIES
    assert all(cookie["httpOnly"] and cookie["sameSite"] == "Lax" for cookie in cookies)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert site.outside == []
    assert site.said == []


def test_the_cookies_page_lists_every_cookie(visit):
    page = visit()
    page.goto("/cookies")
    for name in COOKIES:
        assert name in page.inner_text("main")
