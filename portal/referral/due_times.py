"""What is due next for a referral, and by when: one table, in working days.

Source: DOMAIN section 6 for the first look (a day by priority) and for the first attempt to reach
the person (five working days). The other times are a proposal of this project.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from .lifecycle import TRIAGE, WORK, Stage
from .priority import Priority, due
from .working_days import close_of


class Due(StrEnum):
    """What must have happened by the due time."""

    LOOK = "look"
    """Somebody looks at what came in."""

    FIRST_ATTEMPT = "first_attempt"
    """Somebody first tries to reach the person."""

    ANSWER = "answer"
    """The person was asked something and has not answered: chase it."""

    DUPLICATE = "duplicate"
    """Somebody decides whether it is a duplicate."""

    SPECIALIST = "specialist"
    """A specialist says how it goes on."""

    HOLD_REVIEW = "hold_review"
    """Somebody looks again at whether the hold is still needed."""

    RESUME = "resume"
    """A pause is over."""

    NEXT_STEP = "next_step"
    """Something moves on."""

    REFERRER = "referrer"
    """Whoever referred told something new, or withdrew: somebody looks at that."""

    ENQUIRY = "enquiry"
    """Whoever referred was asked something and has not answered: chase it."""

    HANDED_ON = "handed_on"
    """A provider that it was handed on to answers, or the person says if it may be: chase it."""

    CAME_BACK = "came_back"
    """A provider said no or asks something, or the person did not agree: somebody looks at that."""

    TASK = "task"
    """A task on it is to be done."""


WORKING_DAYS: Mapping[Due, int] = {
    Due.ANSWER: 5,
    Due.DUPLICATE: 1,
    Due.SPECIALIST: 1,
    Due.HOLD_REVIEW: 1,
    Due.RESUME: 20,
    Due.NEXT_STEP: 10,
    Due.REFERRER: 1,
    Due.ENQUIRY: 5,
    Due.CAME_BACK: 1,
}
"""How many working days each may take from when the stage began. The first look goes by the
priority, the first attempt by ``priority.FIRST_ATTEMPT``, a pause by its own day if it has one."""

_AT_STAGE: Mapping[Stage, Due] = {
    Stage.SUBMITTED: Due.LOOK,
    Stage.WAITING: Due.ANSWER,
    Stage.POSSIBLE_DUPLICATE: Due.DUPLICATE,
    Stage.SPECIALIST_REVIEW: Due.SPECIALIST,
    Stage.ON_HOLD: Due.HOLD_REVIEW,
    Stage.PAUSED: Due.RESUME,
}

_ATTEMPT_RUNS = frozenset(
    {
        Stage.IN_TRIAGE,
        Stage.POSSIBLE_DUPLICATE,
        Stage.SPECIALIST_REVIEW,
        Stage.ACCEPTED,
        Stage.ALLOCATED,
        Stage.CONTACTING,
    }
)
"""Stages at which the first attempt still has to be made, if it was not."""


@dataclass(frozen=True)
class Standing:
    """How a referral stands, as far as the clock asks.

    ``since`` is when its stage began, ``urgent_since`` since when it has been at least as urgent
    as it is now, ``attempted`` the last attempt to reach the person, ``asked`` since when a
    question to them waits beside the work, ``objected`` since when their objection waits to be
    looked at, ``paused_until`` the day that was named when it was
    paused, ``task_due`` when its first open task is due, ``news`` since when something that a
    referrer did waits to be looked at, ``enquired`` since when a question to one waits. ``handed``
    is by when the next answer to handing on should be here, ``came_back`` since when one that
    needs somebody is.
    """

    stage: Stage
    since: datetime
    priority: Priority
    urgent_since: datetime
    first_attempt_due: datetime
    attempted: datetime | None = None
    asked: datetime | None = None
    objected: datetime | None = None
    paused_until: date | None = None
    task_due: datetime | None = None
    news: datetime | None = None
    enquired: datetime | None = None
    handed: datetime | None = None
    came_back: datetime | None = None


def next_due(standing: Standing, zone: ZoneInfo) -> tuple[Due, datetime]:
    """What is due next, and its UTC moment; the earliest of all that is waited for."""
    waited = [_by_stage(standing, zone)]
    if standing.stage in _ATTEMPT_RUNS and standing.attempted is None:
        attempt = (Due.FIRST_ATTEMPT, _first_attempt(standing, zone))
        waited = [attempt, *(each for each in waited if each[0] is not Due.NEXT_STEP)]
    if standing.asked is not None and standing.stage in WORK:
        waited.append((Due.ANSWER, close_of(standing.asked, WORKING_DAYS[Due.ANSWER], zone)))
    if standing.objected is not None and standing.stage is Stage.ON_HOLD:
        waited.append((Due.HOLD_REVIEW, standing.objected))
    if standing.news is not None:
        waited.append((Due.REFERRER, close_of(standing.news, WORKING_DAYS[Due.REFERRER], zone)))
    if standing.enquired is not None and standing.stage in TRIAGE | WORK:
        waited.append((Due.ENQUIRY, close_of(standing.enquired, WORKING_DAYS[Due.ENQUIRY], zone)))
    if standing.handed is not None:
        waited.append((Due.HANDED_ON, standing.handed))
    if standing.came_back is not None:
        back = close_of(standing.came_back, WORKING_DAYS[Due.CAME_BACK], zone)
        waited.append((Due.CAME_BACK, back))
    if standing.task_due is not None:
        waited.append((Due.TASK, standing.task_due))
    return min(waited, key=lambda each: each[1])


def urgent_since(
    priority: int, told: Sequence[tuple[int, datetime]], received: datetime
) -> datetime:
    """Since when a referral of this ``priority`` has been at least as urgent, without a break.

    ``told`` holds each priority it had, with from when, oldest first.
    """
    since = received
    for earlier, at in reversed(told):
        if earlier > priority:
            break
        since = at
    return since


def _by_stage(standing: Standing, zone: ZoneInfo) -> tuple[Due, datetime]:
    what = _AT_STAGE.get(standing.stage, Due.NEXT_STEP)
    start = standing.since
    if what is Due.LOOK:
        return what, due(standing.priority, standing.urgent_since, zone)
    if what is Due.RESUME and standing.paused_until is not None:
        return what, close_of(datetime.combine(standing.paused_until, time(), zone), 0, zone)
    if what is Due.NEXT_STEP and standing.attempted is not None:
        start = max(start, standing.attempted)
    return what, close_of(start, WORKING_DAYS[what], zone)


def _first_attempt(standing: Standing, zone: ZoneInfo) -> datetime:
    """Within five working days; in danger, on the day that we knew."""
    if standing.priority is not Priority.P1:
        return standing.first_attempt_due
    same_day = due(Priority.P1, standing.urgent_since, zone)
    return min(standing.first_attempt_due, same_day)
