"""Periods: whole months that are over, and what they are made of."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.referral.reporting.hiding import months_of
from portal.referral.reporting.periods import (
    BadPeriod,
    Month,
    Period,
    last_quarter,
    offered,
    over_in,
    read_period,
)

pytestmark = pytest.mark.core

TODAY = date(2026, 3, 2)
MONTHS = st.builds(Month, st.integers(2015, 2030), st.integers(1, 12))


def tiles(first, last):
    return list(Period(Month.read(first), Month.read(last)).tiles())


def test_a_period_is_made_of_the_fewest_blocks():
    assert tiles("2025-04", "2026-03") == [(2025, "y")]
    assert tiles("2025-10", "2025-12") == [(2025, "q2")]
    assert tiles("2025-06", "2025-10") == [(2025, "m2"), (2025, "q1"), (2025, "m6")]
    assert tiles("2026-03", "2026-04") == [(2025, "m11"), (2026, "m0")]
    assert tiles("2024-04", "2026-06") == [(2024, "y"), (2025, "y"), (2026, "q0")]


@given(MONTHS, st.integers(0, 40))
def test_the_blocks_hold_every_month_once(first, length):
    period = Period(first, first.later(length))
    april = [Month(year, 4) for year, _ in period.tiles()]
    held = [
        begins.later(place)
        for begins, (_, block) in zip(april, period.tiles(), strict=True)
        for place in months_of(block)
    ]
    assert held == [first.later(number) for number in range(length + 1)]


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("", "", "not_a_month"),
        ("2025-13", "2025-12", "not_a_month"),
        ("2025-00", "2025-12", "not_a_month"),
        ("2025-1", "2025-12", "not_a_month"),
        ("٢٠٢٥-01", "2025-12", "not_a_month"),
        ("2025-01-01", "2025-01-09", "not_a_month"),
        ("9999-01", "9999-02", "not_a_month"),
        ("x" * 5000, "2025-12", "not_a_month"),
        ("2025-12", "2025-11", "ends_before_it_begins"),
        ("2026-02", "2026-03", "not_over"),
        ("2019-12", "2026-01", "too_early"),
    ],
)
def test_a_period_there_are_no_figures_for_is_refused(first, last, code):
    with pytest.raises(BadPeriod) as refused:
        read_period(first, last, TODAY, Month(2020, 1))
    assert refused.value.code == code


def test_the_month_that_goes_on_is_not_over():
    assert over_in(2025, TODAY) == 11
    assert over_in(2025, date(2026, 4, 1)) == 12
    assert over_in(2026, TODAY) == 0
    assert over_in(2024, TODAY) == 12


def test_the_last_quarter_is_one_that_is_over():
    assert last_quarter(TODAY) == Period(Month(2025, 10), Month(2025, 12))
    assert last_quarter(date(2026, 4, 1)) == Period(Month(2026, 1), Month(2026, 3))


def test_in_april_the_year_so_far_has_no_month_yet():
    codes = [code for code, _ in offered(date(2026, 4, 9), Month(2020, 1))]
    assert codes == ["month", "quarter", "year", "year_before"]


def test_a_month_begins_on_the_hubs_own_clock():
    zone = ZoneInfo("Europe/London")
    assert Month(2026, 7).begins(zone).isoformat() == "2026-06-30T23:00:00+00:00"
    assert Month(2026, 1).begins(zone).isoformat() == "2026-01-01T00:00:00+00:00"
