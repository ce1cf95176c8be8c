"""One colleague's open tasks on all referrals, by their day, a screen at a time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, literal, select, tuple_
from sqlalchemy.orm import Session

from .filing import read_card
from .lanes import may_open
from .office import Office
from .records import Referral, Task
from .staff import Staff
from .tasks import Todo, open_task

SCREEN = 25
"""How many tasks one screen lists."""

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
    given = select(Task).where(Task.owner_id == staff.id)
    # Two walks, each along its own index; together they are one list.
    owned = (
        select(Task)
        .join(Referral, Referral.id == Task.referral_id)
        .where(
            Referral.owner_id == staff.id,
            Referral.is_open.is_(True),
            Task.owner_id.is_(None),
        )
    )
    found = [
        task for wanted in (given, owned) for task in session.scalars(_screen(wanted, after)).all()
    ]
    found.sort(key=lambda task: (task.due_at, task.id))
    shown = found[:SCREEN]
    entries = [_mine(session, office, staff, task) for task in shown]
    return TaskList(entries, _mark(shown[-1]) if len(found) > SCREEN else None)


def _screen(wanted: Select[Task], after: str) -> Select[Task]:
    wanted = wanted.where(Task.done_at.is_(None))
    mark = _read_mark(after)
    if mark is not None:
        place = (Task.due_at, Task.id)
        wanted = wanted.where(
            tuple_(*place) > tuple_(*(literal(m, p.type) for m, p in zip(mark, place, strict=True)))
        )
    return wanted.order_by(Task.due_at, Task.id).limit(SCREEN + 1)


def _mine(session: Session, office: Office, staff: Staff, task: Task) -> Mine:
    referral = session.get_one(Referral, task.referral_id)
    if not may_open(office, staff, referral):
        return Mine(task.due_at, None, referral, "")
    card = read_card(office, referral)
    name = card.name if card else ""
    return Mine(task.due_at, open_task(office, referral, task), referral, name)


def _mark(task: Task) -> str:
    return f"{(task.due_at - _EPOCH) // _MICROSECOND}.{task.id}"


def _read_mark(text: str) -> tuple[datetime, UUID] | None:
    try:
        due, last = text.split(".")
        return _EPOCH + int(due) * _MICROSECOND, UUID(last)
    except (ValueError, OverflowError):
        return None
