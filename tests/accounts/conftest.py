"""What tests of accounts share."""

import pytest

from tests.support.apps import app, client, clock  # noqa: F401 - fixtures
from tests.support.staffing import Hub, quick_passwords  # noqa: F401 - a fixture


@pytest.fixture
def hub(app) -> Hub:  # noqa: F811 - a fixture asks for another by its name
    """The hub under test, with referrals and staff that no test asks for."""
    made = Hub(app)
    made.employ("practitioner", "stranger@larkfield.example")
    made.receive(name="Stranger", safety=["hate"])
    return made
