"""The working-day clock, across weekends, bank holidays and the change of the clocks."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.referral.working_days import close_of, is_working, working_day
from tests.support.strategies import moments

pytestmark = pytest.mark.core

LONDON = ZoneInfo("Europe/London")

BANK_HOLIDAYS = [
    *("2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31"),
    *("2026-12-25", "2026-12-28"),  # Boxing Day falls on a Saturday, so the Monday stands in
    *("2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30"),
    *("2027-12-27", "2027-12-28"),  # both days of Christmas fall on a weekend
]
"""Source: gov.uk/bank-holidays, England and Wales."""


def test_bank_holidays_of_england_and_wales_and_no_others_are_free():
    free = [
        day.isoformat()
        for year in (2026, 2027)
        for number in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
        if (day := date.fromordinal(number)).weekday() < 5 and not is_working(day)
    ]
    assert free == BANK_HOLIDAYS


@pytest.mark.parametrize(
    ("day", "ahead", "then"),
    [
        ("2026-03-02", 0, "2026-03-02"),
        ("2026-03-02", 1, "2026-03-03"),
        ("2026-03-06", 1, "2026-03-09"),
        ("2026-03-07", 0, "2026-03-09"),
        ("2026-03-07", 1, "2026-03-10"),
        ("2026-04-02", 1, "2026-04-07"),
        ("2026-12-24", 1, "2026-12-29"),
        ("2026-12-24", 5, "2027-01-05"),
        ("2027-12-24", 2, "2027-12-30"),
    ],
)
def test_days_ahead_leave_out_weekends_and_holidays(day, ahead, then):
    assert working_day(date.fromisoformat(day), ahead) == date.fromisoformat(then)


@pytest.mark.parametrize(
    ("received", "ahead", "due"),
    [
        ("2026-03-02T10:00Z", 0, "2026-03-02T17:00Z"),
        ("2026-03-02T16:59Z", 0, "2026-03-02T17:00Z"),
        ("2026-03-02T17:00Z", 0, "2026-03-03T17:00Z"),
        ("2026-03-06T18:00Z", 1, "2026-03-10T17:00Z"),
        ("2026-03-07T09:00Z", 1, "2026-03-10T17:00Z"),
        ("2026-03-27T12:00Z", 1, "2026-03-30T16:00Z"),  # summer time began on Sunday
        ("2026-10-23T12:00Z", 1, "2026-10-26T17:00Z"),  # and ended on Sunday
        ("2026-07-01T15:59Z", 0, "2026-07-01T16:00Z"),
        ("2026-07-01T16:00Z", 0, "2026-07-02T16:00Z"),
        ("2026-12-24T20:00Z", 0, "2026-12-29T17:00Z"),
    ],
)
def test_the_hub_closes_at_five_by_its_own_clock(received, ahead, due):
    read = datetime.fromisoformat
    assert close_of(read(received), ahead, LONDON) == read(due)


@given(
    start=moments(2024, 2030),
    ahead=st.integers(0, 10),
)
def test_what_is_due_is_always_ahead_on_a_working_day(start, ahead):
    due = close_of(start, ahead, LONDON)
    assert due > start
    assert due.astimezone(LONDON).hour == 17
    assert is_working(due.astimezone(LONDON).date())
    assert close_of(start, ahead + 1, LONDON) > due
