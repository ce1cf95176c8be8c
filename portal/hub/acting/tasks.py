"""Adding a task to a referral."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from portal.hub.action import Action, Said, Unfit
from portal.referral import tasks
from portal.referral.answers import Problem
from portal.referral.colleagues import who_may_open
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.questions.question import Page
from portal.referral.questions.staff_tasks import add_page
from portal.referral.records import Referral
from portal.referral.staff import Staff
from portal.referral.words import say

_CLICK = timedelta(seconds=30)
"""The same words by the same hand within this time are one click that came twice."""

GONE = say("They can't open this referral any more. Choose somebody else")


def helpers(session: Session, office: Office, referral: Referral) -> list[tuple[str, str]]:
    """Who may be given a task on ``referral``: id and name."""
    return [(str(each.id), each.name) for each in who_may_open(session, office, referral)]


def _ask(session: Session, office: Office, referral: Referral, staff: Staff) -> Page:
    return add_page(helpers(session, office, referral))


def _add(session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said) -> None:
    if _said_just_now(session, office, found, by, said["what"]):
        return
    try:
        tasks.add_task(
            session,
            office,
            found,
            by,
            what=said["what"],
            due=date.fromisoformat(said["due"]),
            owner=UUID(said["who"]) if said["who"] else None,
        )
    except tasks.CannotOpen:
        raise Unfit(Problem("who", GONE, "who")) from None


def _said_just_now(
    session: Session, office: Office, referral: Referral, by: Staff, what: str
) -> bool:
    """Whether one click came twice."""
    return any(
        each.author_id == by.id and each.text == what and office.now() - each.created_at < _CLICK
        for each in tasks.tasks(session, office, referral)
    )


ACTIONS = (
    Action(
        "tasks",
        Act.WORK,
        link=say("Add a task"),
        title=say("Add a task"),
        button=say("Keep the task"),
        done=say("The task is kept."),
        do=_add,
        page=_ask,
        when=lambda referral, staff: referral.erased_at is None,
    ),
)
