"""What browser tests share: one Chromium, one portal on one port, and the atlas of its pages."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, Request

from tests.support.apps import Clock, make_app
from tests.support.atlas import SETTINGS, Atlas, Sheet, draw
from tests.support.example import example_hub
from tests.support.in_browser import served
from tests.support.staffing import Hub

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PHONE = {"width": 320, "height": 640}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a browser test."""
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker("browser")


@dataclass
class Site:
    """A portal that is served: its address, the app behind it, its clock and its staff."""

    address: str
    clock: Clock
    hub: Hub
    weather: str
    outside: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def _site(new_sqlite) -> Iterator[Site]:
    clock = Clock()
    elsewhere = Flask("elsewhere")
    elsewhere.add_url_rule(
        "/weather", view_func=lambda: "<!DOCTYPE html><title>Weather</title>Sunny."
    )
    with served(elsewhere) as other:
        weather = f"{other}/weather"
        facts = example_hub().model_copy(update={"safe_site": weather})
        app = make_app(
            new_sqlite(),
            clock,
            hub=facts,
            trusted_hosts=("127.0.0.1", "localhost"),
            **SETTINGS,
        )
        hub = Hub(app)
        hub.employ("specialist")
        with served(app) as address:
            yield Site(address, clock, hub, weather)
    hub.desk.engine.dispose()


@pytest.fixture
def site(_site) -> Site:
    """The portal; each test starts with tries to spare, and no complaints so far."""
    _site.clock.forward(minutes=16)
    _site.outside.clear()
    _site.said.clear()
    return _site


@pytest.fixture
def visit(chromium, site) -> Iterator[Callable[..., Page]]:
    """Opens a new browser, with nothing in it. Whatever it asks of another site is noted in
    ``site.outside``; what a page's scripts complain about is noted in ``site.said``."""
    opened: list[BrowserContext] = []

    def note(request: Request) -> None:
        if not request.url.startswith((site.address, "data:", "blob:")):
            site.outside.append(request.url)

    def open_browser(**options) -> Page:
        context = chromium.new_context(**{"viewport": PHONE, "base_url": site.address, **options})
        context.on("request", note)
        opened.append(context)
        page = context.new_page()
        listen(page, site.said)
        return page

    yield open_browser
    for context in opened:
        context.close()


def listen(page: Page, said: list[str]) -> None:
    """Note what goes wrong on ``page``: scripts' errors, and what its security policy refused."""
    page.on(
        "console", lambda message: said.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))


class Reader:
    """Shows sheets of an atlas in Chromium, as the portal served them.

    ``said`` is what the pages complained of.
    """

    def __init__(self, chromium: Chromium, atlas: Atlas, **options) -> None:
        self.context = chromium.new_context(**{"viewport": PHONE, **options})
        self.page = self.context.new_page()
        self.said: list[str] = []
        listen(self.page, self.said)
        self.app = atlas.app
        headers = atlas.app.test_client().get("/privacy").headers
        self.policy = [("Content-Security-Policy", headers["Content-Security-Policy"])]
        self._serving = served(self._answer)
        self.address = self._serving.__enter__()

    def show(self, sheet: Sheet) -> Page:
        self.sheet = sheet
        self.page.goto(self.address + sheet.path)
        return self.page

    def close(self) -> None:
        self.context.close()
        self._serving.__exit__(None, None, None)

    def _answer(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """The sheet to whoever opens a page; everything else is the portal's own files."""
        if environ.get("HTTP_SEC_FETCH_MODE") != "navigate":
            environ["HTTP_HOST"] = "localhost"
            return self.app(environ, start)
        start("200 OK", [("Content-Type", "text/html; charset=utf-8"), *self.policy])
        return [self.sheet.html.encode()]


@pytest.fixture(scope="session")
def atlas(new_sqlite) -> Atlas:
    """Every page and state, in English."""
    return draw(new_sqlite())
