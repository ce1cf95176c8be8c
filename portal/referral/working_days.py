"""The working-day clock: weekdays that are not bank holidays in England and Wales."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

CLOSES = time(17)


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_working(day: date) -> bool:
    """Whether the hub works on ``day``. Source: the holidays library, England."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def working_day(day: date, ahead: int) -> date:
    """The working day that lies ``ahead`` working days after ``day``; 0 is ``day`` or the next."""
    while not is_working(day):
        day += timedelta(days=1)
    for _ in range(ahead):
        day += timedelta(days=1)
        while not is_working(day):
            day += timedelta(days=1)
    return day


def close_of(start: datetime, ahead: int, zone: ZoneInfo) -> datetime:
    """The UTC moment the hub closes, ``ahead`` working days after the aware moment ``start``.

    What comes in after closing time counts as coming in on the next working day.
    """
    local = start.astimezone(zone)
    day = local.date() + timedelta(days=1) if local.time() >= CLOSES else local.date()
    end = datetime.combine(working_day(day, ahead), CLOSES, zone)
    return end.astimezone(UTC)
