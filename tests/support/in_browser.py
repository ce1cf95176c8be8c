"""A real browser for tests: Chromium, a server for an app, and axe for what it shows."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from werkzeug.serving import make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

ROOT = Path(__file__).parents[2]
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

# A slow machine is not a failing test: what is expected is waited for as long as all else is.
expect.set_options(timeout=30_000)


@contextmanager
def served(app: "WSGIApplication") -> Iterator[str]:
    """The address of ``app``, served on a free port of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()


_running: list[Browser] = []


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests; each test opens contexts of its own.

    A file that imports this fixture by name has one of its own, which shares the browser.
    """
    if _running:
        yield _running[0]
        return
    path = os.environ.get("PORTAL_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        _running.append(browser)
        yield browser
        _running.clear()
        browser.close()


def follow(control: Locator) -> None:
    """Click what leads to another page, and wait until that page is there with its scripts.

    A click returns before the next page comes. Whatever is read, pressed or opened straight after
    one would meet the page that is being left, or half of the next.
    """
    with control.page.expect_navigation():
        control.click()


def enter(page: Page) -> None:
    """The same by keyboard: press Enter where the focus is."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def axe_findings(page: Page) -> list[str]:
    """What axe finds wrong with what ``page`` shows; the page's own rules against foreign scripts
    must be lifted for it (``bypass_csp``)."""
    page.evaluate((ROOT / "node_modules/axe-core/axe.min.js").read_text())
    # Only what is wrong is asked for, which takes a third of the time.
    options = {"runOnly": list(RULES), "resultTypes": ["violations"], "preload": False}
    result = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{finding['id']}: {node['html'][:200]}"
        for finding in result["violations"]
        for node in finding["nodes"]
    ]


def wider_than_screen(page: Page) -> bool:
    """Whether the page must be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
