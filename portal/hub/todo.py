"""Tasks in words: what, by which day, for whom, and whether the day is over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from babel.dates import format_skeleton

from portal.referral.office import Office
from portal.referral.staff import Staff
from portal.referral.tasks import Todo
from portal.referral.words import Speaker, say
from portal.web.language import t


@dataclass(frozen=True)
class Shown:
    """One task as a page shows it."""

    id: str
    mark: str
    lines: list[str]
    due: str
    late: bool
    whose: str
    done: str


def show(
    todo: Todo, known: Mapping[UUID, str], staff: Staff, office: Office, speak: Speaker
) -> Shown:
    """``todo`` for ``staff`` to read; ``known`` has the names of whoever it mentions."""
    due, late = due_words(todo.due_at, office, speak)
    if todo.owner_id is None:
        whose = t(say("For whoever looks after the referral"))
    elif todo.owner_id == staff.id:
        whose = t(say("For you"))
    else:
        whose = t(say("For %(name)s"), name=known.get(todo.owner_id, ""))
    done = ""
    if todo.done_at and todo.done_by:
        done = t(
            say("Done by %(name)s on %(when)s"),
            name=known.get(todo.done_by, ""),
            when=speak.moment(todo.done_at),
        )
    return Shown(str(todo.id), todo.mark, todo.text.split("\n"), due, late, whose, done)


def people_in(*todos: Todo) -> set[UUID]:
    """Whoever the tasks mention."""
    return {
        each for todo in todos for each in (todo.owner_id, todo.done_by, todo.author_id) if each
    }


def due_words(at: datetime, office: Office, speak: Speaker) -> tuple[str, bool]:
    """By which day, in words, and whether that day is over."""
    day, today = at.astimezone(office.zone).date(), office.today()
    if day == today:
        return t(say("Due today")), False
    if day == today + timedelta(days=1):
        return t(say("Due tomorrow")), False
    near = abs((day - today).days) < 180
    named = str(format_skeleton("MMMMEEEEd", day, locale=speak.locale)) if near else speak.day(day)
    if day < today:
        return t(say("Overdue since %(day)s"), day=named), True
    return t(say("Due %(day)s"), day=named), False
