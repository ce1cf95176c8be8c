"""The hub that tests of the web layer share."""

import pytest

from portal.referral.hub import Hub
from tests.support.example import example_hub


@pytest.fixture(scope="session")
def a_hub() -> Hub:
    """The hub of hub.example.toml."""
    return example_hub()
