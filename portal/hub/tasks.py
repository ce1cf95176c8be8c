"""My tasks on all referrals; ticking one off, taking that back, and changing one."""

from datetime import date
from uuid import UUID

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.hub import hub
from portal.referral import tasks as verbs
from portal.referral.accounts import names
from portal.referral.answers import Problem
from portal.referral.kinds import Raw
from portal.referral.lanes import may_open
from portal.referral.moving import ChangedMeanwhile
from portal.referral.my_tasks import Mine, my_tasks
from portal.referral.permissions import Act
from portal.referral.questions.staff_tasks import change_page
from portal.referral.records import Referral, Task
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import page_form, show_fields, summarise, write_fields
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from . import came_from
from .acting.tasks import GONE, helpers
from .looking import about
from .todo import due_words, people_in, show

_CHANGED = say(
    "Somebody changed this task after you opened it. Nothing of yours was saved. See how it "
    "stands now, and send yours again if it is still right."
)


@hub.get("/tasks", endpoint="tasks_of_mine")
@may(Act.WORK)
def mine() -> Response:
    """My open tasks, the soonest due first; and the one that was ticked off just now."""
    office, staff = desk().office, current_staff()
    after = request.args.get("after", "")
    came_from.remember(url_for("hub.tasks_of_mine", after=after or None))
    with desk().looking() as session:
        listing = my_tasks(session, office, staff, after)
        rows = [_row(each) for each in listing.tasks]
        done = _just_done(session)
    return render(
        "hub/tasks.html",
        title=t(say("My tasks")),
        door="hub",
        person=staff.name,
        back=url_for("hub.inbox"),
        rows=rows,
        done=done,
        after=after,
        first=url_for("hub.tasks_of_mine") if after else None,
        next=url_for("hub.tasks_of_mine", after=listing.after) if listing.after else None,
    )


@hub.post("/tasks/<uuid:task>/completion", endpoint="completion")
@may(Act.WORK)
def complete(task: UUID) -> ResponseReturnValue:
    """Tick it off, or take the tick away, and stay where that was done."""
    office, staff = desk().office, current_staff()
    undone = request.form.get("done") == "no"
    with desk().session() as session:
        row, referral = _load(session, task, lock=True)
        (verbs.open_again if undone else verbs.finish)(session, office, referral, row, staff)
        reference = referral.reference
    if request.form.get("from") == "referral":
        flash(_AGAIN if undone else _DONE)
        return redirect(url_for("hub.referral", reference=reference), 303)
    # What is None is left out of the address.
    after = request.form.get("after") or None
    done = None if undone else str(task)
    return redirect(url_for("hub.tasks_of_mine", after=after, done=done), 303)


_DONE, _AGAIN = say("The task is done."), say("The task is open again.")


@hub.get("/tasks/<uuid:task>", endpoint="task")
@may(Act.WORK)
def one(task: UUID) -> ResponseReturnValue:
    """Ask for another day, or somebody else."""
    return _page(task)


@hub.post("/tasks/<uuid:task>", endpoint="change_task")
@may(Act.WORK)
def change(task: UUID) -> ResponseReturnValue:
    """Put it to another day, or give it to somebody else."""
    office, staff = desk().office, current_staff()
    with desk().session() as session:
        row, referral = _load(session, task, lock=True)
        form = page_form(change_page(helpers(session, office, referral)))()
        reading = form.read({}, office.today())
        problems = list(reading.problems)
        status = 422
        if not problems:
            said = reading.answers
            try:
                verbs.arrange(
                    session,
                    office,
                    referral,
                    row,
                    staff,
                    mark=request.form.get("mark", ""),
                    due=date.fromisoformat(said["due"]),
                    owner=UUID(said["who"]) if said["who"] else None,
                )
            except ChangedMeanwhile:
                status = 409
            except verbs.TooEarly:
                problems = [Problem("due", _OVER, "due")]
            except verbs.CannotOpen:
                problems = [Problem("who", GONE, "who")]
            else:
                flash(_MOVED)
                return redirect(url_for("hub.referral", reference=referral.reference), 303)
        session.rollback()
    return _page(task, form.raw, problems, status)


_MOVED = say("The task is changed.")
_OVER = say("That day is over. Enter today or a later day")


def _page(
    task: UUID, typed: Raw | None = None, problems: list[Problem] | None = None, status: int = 200
) -> Response:
    office, staff, speak = desk().office, current_staff(), current_language().speaker
    with desk().looking() as session:
        row, referral = _load(session, task)
        facts = about(session, referral, speak)
        todo = verbs.open_task(office, referral, row)
        page = change_page(helpers(session, office, referral))
        shown = show(todo, names(session, office, people_in(todo)), staff, office, speak)
    if typed is None:
        due = todo.due_at.astimezone(office.zone).date().isoformat()
        who = str(todo.owner_id) if todo.owner_id else None
        typed = write_fields(page, {"due": due, "who": who})
    return render(
        "hub/task.html",
        title=t(say("Change a task")),
        status=status,
        error=status != 200,
        door="hub",
        person=staff.name,
        back=url_for("hub.referral", reference=referral.reference),
        notice=t(_CHANGED) if status == 409 else "",
        fields=show_fields(page, typed, {}, problems or ()),
        errors=summarise(page, problems or ()),
        task=shown,
        referral=referral,
        facts=facts,
    )


def _load(session: Session, task: UUID, *, lock: bool = False) -> tuple[Task, Referral]:
    """The task and its referral, if whoever is signed in may open that; else "not found"."""
    found = verbs.find_task(session, task, lock=lock)
    if found is None or not may_open(desk().office, current_staff(), found[1]):
        abort(404)
    return found


def _just_done(session: Session) -> dict[str, object] | None:
    """The task that was ticked off just before this page, to take that back."""
    try:
        found = verbs.find_task(session, UUID(request.args.get("done", "")))
    except ValueError:
        return None
    if found is None or found[0].done_at is None:
        return None
    if not may_open(desk().office, current_staff(), found[1]):
        return None
    todo = verbs.open_task(desk().office, found[1], found[0])
    return {"id": str(todo.id), "lines": todo.text.split("\n")}


def _row(mine: Mine) -> dict[str, object]:
    office, speak = desk().office, current_language().speaker
    due, late = due_words(mine.due_at, office, speak)
    row: dict[str, object] = {"due": due, "late": late, "closed_lane": mine.todo is None}
    if mine.todo is not None:
        row |= {
            "id": str(mine.todo.id),
            "lines": mine.todo.text.split("\n"),
            "name": mine.name,
            "reference": mine.referral.reference,
        }
    return row
