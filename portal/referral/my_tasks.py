"""One colleague's open tasks on all referrals, by their day, a screen at a time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import literal, select, tuple_
from sqlalchemy.orm import Session

from .filing import read_card
from .lanes import may_open
from .office import Office
from .records import Referral, Task
from .staff import Staff
from .tasks import Todo, open_task

SCREEN = 25
"""How many tasks one screen lists."""

REACH = 5000
"""How many referrals of one person are looked through for tasks of nobody."""

_AT_ONCE = 500
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Mine:
    """One task of a list, with whose referral it is on.

    ``todo`` is None when its owner may not open the referral (any more): only that there is
    something, and on which day, may be shown.
    """

    due_at: datetime
    todo: Todo | None
    referral: Referral
    name: str


@dataclass(frozen=True)
class TaskList:
    """One screen; ``after`` leads to the next, None at the end."""

    tasks: list[Mine]
    after: str | None


def my_tasks(session: Session, office: Office, staff: Staff, after: str = "") -> TaskList:
    """What ``staff`` has to do, the soonest due first, from where the mark ``after`` left off.

    Theirs are those given to them, and those without an owner on open referrals that they own. A
    mark that can't be read starts at the beginning.
    """
    mark = _read_mark(after)
    found = sorted(_given(session, staff, mark) + _owned(session, staff, mark))
    shown = [session.get_one(Task, task_id) for _, task_id in found[:SCREEN]]
    entries = [_mine(session, office, staff, task) for task in shown]
    return TaskList(entries, _mark(shown[-1]) if len(found) > SCREEN else None)


Place = tuple[datetime, UUID]
"""Where a task stands in the list: by its day, then as it was made."""


def _given(session: Session, staff: Staff, mark: Place | None) -> list[Place]:
    """Theirs by name: along an index that holds them in this order."""
    wanted = select(Task.due_at, Task.id).where(Task.owner_id == staff.id, Task.done_at.is_(None))
    if mark is not None:
        place = (Task.due_at, Task.id)
        wanted = wanted.where(
            tuple_(*place) > tuple_(*(literal(m, p.type) for m, p in zip(mark, place, strict=True)))
        )
    rows = session.execute(wanted.order_by(Task.due_at, Task.id).limit(SCREEN + 1))
    return [(due_at, task_id) for due_at, task_id in rows]


def _owned(session: Session, staff: Staff, mark: Place | None) -> list[Place]:
    """Those of nobody on what they look after.

    From the referrals to their tasks, and not the other way round: no index could lead from all
    tasks of nobody to the few that are theirs. A referral is due no later than its tasks, so the
    REACH that are due first hold the tasks that are.
    """
    ids = session.scalars(
        select(Referral.id)
        .where(Referral.owner_id == staff.id, Referral.is_open.is_(True))
        .order_by(Referral.due_at, Referral.id)
        .limit(REACH)
    ).all()
    found: list[Place] = []
    for start in range(0, len(ids), _AT_ONCE):
        rows = session.execute(
            select(Task.due_at, Task.id, Task.owner_id).where(
                Task.referral_id.in_(ids[start : start + _AT_ONCE]), Task.done_at.is_(None)
            )
        )
        found += [(due_at, task_id) for due_at, task_id, owner in rows if owner is None]
    return [place for place in found if mark is None or place > mark]


def _mine(session: Session, office: Office, staff: Staff, task: Task) -> Mine:
    referral = session.get_one(Referral, task.referral_id)
    if not may_open(office, staff, referral):
        return Mine(task.due_at, None, referral, "")
    card = read_card(office, referral)
    name = card.name if card else ""
    return Mine(task.due_at, open_task(office, referral, task), referral, name)


def _mark(task: Task) -> str:
    return f"{(task.due_at - _EPOCH) // _MICROSECOND}.{task.id}"


def _read_mark(text: str) -> Place | None:
    try:
        due, last = text.split(".")
        return _EPOCH + int(due) * _MICROSECOND, UUID(last)
    except (ValueError, OverflowError):
        return None
