"""Tasks on a referral: what somebody has to do by a day. Whoever may open it may help with them.

A task without an owner is for whoever owns the referral, and so never stays with a leaver. What
it says is sealed; its events say only that it changed.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.storage.ids import new_id
from portal.storage.sealing import DataKey

from .clock import wind
from .filing import key_of
from .history import record
from .moving import ChangedMeanwhile
from .office import Office
from .owning import hold_open, why_not
from .records import Referral, Task
from .staff import Staff

_ENDS = time(23, 59)
"""A task is due by the end of its day."""


class TooEarly(ValueError):
    """A day that is over already."""


class CannotOpen(ValueError):
    """A task for somebody who may not open the referral."""


@dataclass(frozen=True)
class Todo:
    """One task, opened."""

    id: UUID
    referral_id: UUID
    text: str
    due_at: datetime
    owner_id: UUID | None
    author_id: UUID
    created_at: datetime
    done_at: datetime | None
    done_by: UUID | None

    @property
    def mark(self) -> str:
        """How it stands, to notice that somebody else changed it meanwhile."""
        return f"{self.due_at.isoformat()} {self.owner_id or ''} {bool(self.done_at)}"


def add_task(
    session: Session,
    office: Office,
    referral: Referral,
    by: Staff,
    *,
    what: str,
    due: date,
    owner: UUID | None = None,
) -> UUID:
    """Write a task that is due by the end of the hub's day ``due``; gives its id.

    Without ``owner`` it is for whoever owns the referral. Raises TooEarly or CannotOpen, or
    ChangedMeanwhile when everything was erased.
    """
    due_at = _end_of(office, due)
    if referral.erased_at is not None:
        raise ChangedMeanwhile
    _refuse_stranger(session, office, referral, owner)
    task_id = new_id(office.now())
    session.add(
        Task(
            id=task_id,
            referral_id=referral.id,
            author_id=by.id,
            owner_id=owner,
            created_at=office.now(),
            due_at=due_at,
            body=key_of(office, referral).seal(what, _place(task_id)),
        )
    )
    _changed(session, office, referral, "task_added", by)
    return task_id


def finish(session: Session, office: Office, referral: Referral, task: Task, by: Staff) -> None:
    """Tick a task off. Doing it twice is doing it once."""
    if task.done_at is None:
        task.done_at, task.done_by = office.now(), by.id
        _changed(session, office, referral, "task_done", by)


def open_again(session: Session, office: Office, referral: Referral, task: Task, by: Staff) -> None:
    """Take the tick away."""
    if task.done_at is not None:
        task.done_at, task.done_by = None, None
        _changed(session, office, referral, "task_undone", by)


def arrange(
    session: Session,
    office: Office,
    referral: Referral,
    task: Task,
    by: Staff,
    *,
    mark: str,
    due: date,
    owner: UUID | None,
) -> None:
    """Put a task to another day, or give it to somebody else, or both.

    ``mark`` is how it stood before their eyes (see ``Todo.mark``). Raises ChangedMeanwhile, and
    TooEarly or CannotOpen for a new day or owner that can't be.
    """
    if _todo(key_of(office, referral), task).mark != mark:
        raise ChangedMeanwhile
    if due != task.due_at.astimezone(office.zone).date():
        task.due_at = _end_of(office, due)
        _changed(session, office, referral, "task_moved", by)
    if owner != task.owner_id:
        _refuse_stranger(session, office, referral, owner)
        task.owner_id = owner
        _changed(session, office, referral, "task_given", by)


def tasks(session: Session, office: Office, referral: Referral) -> list[Todo]:
    """The tasks on ``referral``: open ones first, by their day, then done ones, the last first."""
    key = key_of(office, referral)
    rows = session.scalars(select(Task).where(Task.referral_id == referral.id))
    found = [_todo(key, each) for each in rows]
    still = sorted((each for each in found if not each.done_at), key=lambda t: (t.due_at, t.id))
    done = [(each.done_at, each.id, each) for each in found if each.done_at]
    return still + [each for _, _, each in sorted(done, key=lambda d: d[:2], reverse=True)]


def find_task(
    session: Session, task_id: UUID, *, lock: bool = False
) -> tuple[Task, Referral] | None:
    """A task with its referral. With ``lock``, nobody else changes either before this transaction
    ends. Whether the reader may open the referral is the caller's to ask."""
    task = session.get(Task, task_id)
    if task is None:
        return None
    wanted = select(Referral).where(Referral.id == task.referral_id)
    referral = session.scalars(wanted.with_for_update() if lock else wanted).one()
    if lock:  # the referral first, as every other verb does, so that two never wait crosswise
        again = session.get(Task, task_id, with_for_update=True, populate_existing=True)
        return None if again is None else (again, referral)
    return task, referral


def open_task(office: Office, referral: Referral, task: Task) -> Todo:
    """``task`` with its text."""
    return _todo(key_of(office, referral), task)


def _todo(key: DataKey, task: Task) -> Todo:
    return Todo(
        id=task.id,
        referral_id=task.referral_id,
        text=key.open(task.body, _place(task.id)),
        due_at=task.due_at,
        owner_id=task.owner_id,
        author_id=task.author_id,
        created_at=task.created_at,
        done_at=task.done_at,
        done_by=task.done_by,
    )


def _end_of(office: Office, day: date) -> datetime:
    if day < office.today():
        raise TooEarly
    return datetime.combine(day, _ENDS, office.zone)


def _refuse_stranger(
    session: Session, office: Office, referral: Referral, owner: UUID | None
) -> None:
    if owner is not None and why_not(office, hold_open(session, owner), referral) is not None:
        raise CannotOpen


def _changed(session: Session, office: Office, referral: Referral, verb: str, by: Staff) -> None:
    record(session, office, referral.id, verb, by.id)
    session.flush()
    wind(session, office, referral)


def _place(task_id: UUID) -> str:
    return f"task.body:{task_id}"
