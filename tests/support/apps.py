"""A whole app for a test, on the database it is given, and a client that reads strictly."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache

from portal import create_app, furnish
from portal.settings import Settings
from tests.support.example import example_hub
from tests.support.strict_html import assert_page

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
"""Ten o'clock on a working Monday: when tests begin unless they say otherwise."""

MASTER_KEYS = "1:" + "QUJD" * 10 + "QUI="


class Compiled(BytecodeCache):
    """Templates compiled once for all the apps of a test run: each test makes an app of its own."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Compiled()}


_KEPT: list[Flask] = []


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> None:
        """Move on by so many ``days``, ``hours``, ``minutes``…"""
        self.at += timedelta(**span)


class StrictClient(FlaskClient):
    """Fails a test when any page it gets is not well-formed and usable."""

    def open(self, *args, **kwargs):
        response = super().open(*args, **kwargs)
        assert_page(response)
        return response


def settings_for(database_url: str, *languages: str, **settings) -> Settings:
    """The settings of the example hub, with its data in this database."""
    given = {
        "secret_key": "only for tests, and long enough to be taken for a real one",
        "master_keys": MASTER_KEYS,
        "hub": example_hub(*languages),
        "trusted_hosts": ("localhost",),
        "secure_cookies": False,
        **settings,
    }
    return Settings(database_url=database_url, **given)


def make_app(database_url: str, clock: Clock | None = None, *languages: str, **settings) -> Flask:
    """The whole portal for the example hub, on an up-to-date database."""
    chosen = settings_for(database_url, *languages, **settings)
    app = create_app(chosen, clock=clock or Clock())
    app.testing = True
    # Errors are answered with pages, as they are for people, and not raised into the test.
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.test_client_class = StrictClient
    return app


@pytest.fixture
def clock() -> Clock:
    """The clock of ``app``."""
    return Clock()


@pytest.fixture
def app(database_url: str, clock: Clock) -> Iterator[Flask]:
    """The whole portal, on SQLite and on PostgreSQL in turn.

    One app serves all these tests of a run, each with a desk of its own: making its two hundred
    routes anew cost as much as a test. A test that changes the app itself makes one of its own.
    """
    if not _KEPT:
        _KEPT.append(make_app(database_url, clock))
    (app,) = _KEPT
    furnish(app, settings_for(database_url), clock=clock)
    desk = app.extensions["portal_desk"]
    yield app
    desk.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """One browser that reads every page strictly."""
    return app.test_client()
