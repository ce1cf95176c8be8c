"""The office: what every verb needs beside the database."""

from datetime import UTC, date, datetime

import pytest

from portal.referral.contact import SENT_BY_MACHINE
from portal.referral.office import Office
from tests.support.apps import Clock
from tests.support.example import example_hub

pytestmark = pytest.mark.core


def an_office(at: datetime, timezone: str = "Europe/London") -> Office:
    hub = example_hub().model_copy(update={"timezone": timezone})
    return Office(hub, None, clock=Clock(at))  # type: ignore[arg-type]


def test_today_is_the_day_on_the_hubs_own_clock():
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert an_office(late).today() == date(2026, 7, 1)
    assert an_office(late, "UTC").today() == date(2026, 6, 30)


def test_its_questions_are_those_of_its_hub():
    office = an_office(datetime(2026, 3, 2, tzinfo=UTC))
    services = {choice.value for choice in office.questions.questions["share_with"].kind.choices}
    assert {service.id for service in office.hub.services} < services


def test_unless_told_otherwise_it_sends_on_every_channel_a_machine_may():
    assert an_office(datetime(2026, 3, 2, tzinfo=UTC)).sends == SENT_BY_MACHINE
