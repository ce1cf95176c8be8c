"""What tests of the guide share: an app on SQLite for those that keep nothing on the server."""

import pytest

from tests.support.apps import app, client, clock, make_app  # noqa: F401 - fixtures
from tests.support.browsing import Browser


@pytest.fixture(scope="session")
def guide_app(new_sqlite):
    """One app for all tests that only read pages, in English and in the pseudo-language."""
    hosts = ("localhost", "127.0.0.1")
    made = make_app(new_sqlite(), None, "en_GB", "en_150", trusted_hosts=hosts)
    yield made
    made.extensions["portal_desk"].engine.dispose()


@pytest.fixture
def reader(guide_app) -> Browser:
    """Somebody who reads, with nothing marked yet."""
    return Browser(guide_app.test_client())


@pytest.fixture
def browser(client) -> Browser:  # noqa: F811 - a fixture asks for another by its name
    """Somebody on the whole portal, on each database in turn."""
    return Browser(client)
