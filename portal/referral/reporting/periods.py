"""Periods that figures are made for: whole months that are over, in years from April to March.

Days can't be chosen. Of two periods that differ by a few days, the difference would tell about
the few people who came on them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from .hiding import Block

APRIL = 4


class BadPeriod(ValueError):
    """Months that there are no figures for: ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, order=True)
class Month:
    """One month of one calendar year."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month that ``day`` is in."""
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> "Month":
        """The month written as "2026-04". Raises BadPeriod."""
        found = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
        if found is None or not 1 <= int(found[2]) <= 12 or not 1900 <= int(found[1]) <= 2999:
            raise BadPeriod("not_a_month")
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    def later(self, months: int) -> "Month":
        """The month so many ``months`` later, or earlier when it is less than none."""
        number = self.year * 12 + self.month - 1 + months
        return Month(number // 12, number % 12 + 1)

    def until(self, other: "Month") -> int:
        """How many months ``other`` is later."""
        return (other.year - self.year) * 12 + other.month - self.month

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def reporting_year(self) -> int:
        """The calendar year in which its reporting year began, in April."""
        return self.year if self.month >= APRIL else self.year - 1

    @property
    def place(self) -> int:
        """Which month of its reporting year it is, from 0 to 11."""
        return (self.month - APRIL) % 12

    def begins(self, zone: ZoneInfo) -> datetime:
        """The UTC moment at which it begins on the hub's own clock."""
        return datetime(self.year, self.month, 1, tzinfo=zone).astimezone(UTC)


@dataclass(frozen=True)
class Period:
    """A run of whole months, both ends included."""

    first: Month
    last: Month

    def tiles(self) -> Iterator[tuple[int, Block]]:
        """The fewest years, quarters and months that it is made of, each with its year."""
        month = self.first
        while month <= self.last:
            for length, block in (
                (12, "y"),
                (3, f"q{month.place // 3}"),
                (1, f"m{month.place}"),
            ):
                if month.place % length == 0 and month.later(length - 1) <= self.last:
                    yield month.reporting_year, block
                    month = month.later(length)
                    break

    def years(self) -> range:
        """The reporting years that it touches."""
        return range(self.first.reporting_year, self.last.reporting_year + 1)


def last_over(today: date) -> Month:
    """The last month that is over."""
    return Month.of(today).later(-1)


def over_in(year: int, today: date) -> int:
    """How many months of a reporting year are over."""
    return max(0, min(12, Month(year, APRIL).until(Month.of(today))))


def read_period(first: str, last: str, today: date, earliest: Month) -> Period:
    """The period from the month ``first`` to the month ``last``. Raises BadPeriod."""
    period = Period(Month.read(first), Month.read(last))
    if period.first > period.last:
        raise BadPeriod("ends_before_it_begins")
    if period.last > last_over(today):
        raise BadPeriod("not_over")
    if period.first < earliest:
        raise BadPeriod("too_early")
    return period


def last_quarter(today: date) -> Period:
    """The last quarter that is over."""
    last = last_over(today)
    while last.place % 3 != 2:
        last = last.later(-1)
    return Period(last.later(-2), last)


def offered(today: date, earliest: Month) -> list[tuple[str, Period]]:
    """Periods that are often wanted, with a code for each: those that lie after ``earliest``."""
    last, this_year = last_over(today), Month(Month.of(today).reporting_year, APRIL)
    found = [
        ("month", Period(last, last)),
        ("quarter", last_quarter(today)),
        ("year_so_far", Period(this_year, last)),
        ("year", Period(this_year.later(-12), this_year.later(-1))),
        ("year_before", Period(this_year.later(-24), this_year.later(-13))),
    ]
    return [
        (code, period)
        for code, period in found
        if period.first <= period.last and period.last >= earliest
    ]
