"""By when whoever got something should have answered."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from portal.referral.working_days import CLOSES, is_working, working_day


def should_have_answered(now: datetime, answers_in: int, zone: ZoneInfo) -> datetime:
    """What went before this moment should have been answered by ``now``, within ``answers_in``
    working days. The other way round from ``working_days.close_of``."""
    local = now.astimezone(zone)
    last = local.date() if local.time() > CLOSES else local.date() - timedelta(days=1)
    while not is_working(last):
        last -= timedelta(days=1)
    went = last
    while working_day(went, answers_in) > last:
        went -= timedelta(days=1)
    return datetime.combine(went, CLOSES, zone).astimezone(UTC)
