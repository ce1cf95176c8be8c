"""What the portal asks of a phone: little, from itself alone, and without complaints."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.in_browser import follow

ROOT = Path(__file__).parents[2]
MOST = 100_000
"""Bytes of the first page with everything that it needs, as they cross the wire."""

COOKIES = {"session", "language"}
"""The cookies that /cookies lists."""


@pytest.fixture
def served_for_real(sqlite_url):
    """The address of a portal that runs as it does in production: granian, and files compressed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "PORTAL_DATABASE_URL": sqlite_url,
        "PORTAL_SECRET_KEY": "only for tests, and long enough to be taken for a real one",
        "PORTAL_MASTER_KEYS": "1:" + "QUJD" * 10 + "QUI=",
        "PORTAL_HUB_FILE": str(ROOT / "hub.example.toml"),
        "PORTAL_DEMO": "yes",
    }
    others = {name: text for name, text in os.environ.items() if not name.startswith("PORTAL_")}
    command = [sys.executable, "-m", "portal.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=others | settings)
    address, give_up = f"http://127.0.0.1:{port}", time.monotonic() + 30
    while time.monotonic() < give_up and server.poll() is None:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield address
    server.terminate()
    server.wait(10)


def test_the_first_page_is_at_most_100_kb_with_fonts_and_all(chromium, served_for_real):
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
    page.goto(served_for_real + "/", wait_until="networkidle")
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
