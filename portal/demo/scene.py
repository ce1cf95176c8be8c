"""Time in the demonstration: many lives go on side by side, each at its own moments, in order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from heapq import heapify, heappop, heappush
from random import Random

from sqlalchemy.orm import Session, sessionmaker

from portal.referral.office import Office
from portal.referral.staff import Staff
from portal.referral.working_days import working_day

Life = Iterator[datetime]
"""What happens to somebody: it does what is due now, and gives the moment when it goes on."""


@dataclass
class Scene:
    """The hub as it was on each day, who worked there, and chance, the same each time."""

    sessions: sessionmaker[Session]
    office: Office
    staff: Mapping[str, Staff]
    chance: Random

    def play(self, lives: Iterable[tuple[datetime, Life]], until: datetime) -> None:
        """Let every life happen from its first moment on, all in one order of time, ``until``
        then: whatever lies later never happens, and so work is left half done."""
        waiting = [(start, number, life) for number, (start, life) in enumerate(lives)]
        heapify(waiting)
        while waiting:
            at, number, life = heappop(waiting)
            if at > until:
                break
            self.office.clock = lambda at=at: at  # type: ignore[misc]
            goes_on = next(life, None)
            if goes_on is not None:
                heappush(waiting, (max(at, goes_on), number, life))
        self.office.clock = lambda: until

    def later(self, least: float, most: float) -> datetime:
        """A moment so many hours on."""
        return self.office.now() + timedelta(hours=self.chance.uniform(least, most))

    def at_work(self, least: int, most: int) -> datetime:
        """A moment in the hub's hours, so many working days on; 0 is later today, or next day."""
        ahead, now = self.chance.randint(least, most), self.office.now()
        local = now.astimezone(self.office.zone)
        if ahead == 0 and local.hour >= 16:
            ahead = 1
        day = working_day(local.date(), ahead)
        first = local.hour * 60 + local.minute + 5 if day == local.date() else 9 * 60
        minute = self.chance.randint(max(first, 9 * 60), 17 * 60 - 1)
        return datetime.combine(day, time(*divmod(minute, 60)), self.office.zone)
