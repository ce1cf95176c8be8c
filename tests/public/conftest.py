"""What tests of the public door share."""

import pytest
from argon2 import PasswordHasher

from portal.storage import passwords
from tests.support.apps import app, client, clock  # noqa: F401 - fixtures
from tests.support.browsing import Browser


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch):
    """Argon2 at its least cost: these tests are about pages, not about hashing."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", quick)
    monkeypatch.setattr(passwords, "_nobody", quick.hash("nobody has this one"))


@pytest.fixture
def browser(client) -> Browser:  # noqa: F811 - a fixture asks for another by its name
    """One person's browser, with nothing open yet."""
    return Browser(client)
