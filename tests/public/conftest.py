"""What tests of the public door share."""

import pytest

from tests.support.apps import app, client, clock  # noqa: F401 - fixtures
from tests.support.browsing import Browser


@pytest.fixture
def browser(client) -> Browser:  # noqa: F811 - a fixture asks for another by its name
    """One person's browser, with nothing open yet."""
    return Browser(client)
