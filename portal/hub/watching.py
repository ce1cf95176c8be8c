"""Writing down every look: who opened which page about a referral, before they see it."""

from collections.abc import Mapping
from typing import Any

from flask import Response, request
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.hub import hub
from portal.referral.history import record
from portal.referral.inbox import find
from portal.referral.lanes import may_open
from portal.referral.records import Event, Referral
from portal.referral.reference import MistypedReference
from portal.referral.staff_sessions import WHOLE
from portal.referral.tasks import find_task
from portal.web.desk import desk
from portal.web.guard import current_staff

from .meanwhile import LOOKS

_PRINTED = "hub.copy"
"""A copy on paper is an event of its own, and is written down where it is made."""


@hub.before_request
def look_is_written_down() -> None:
    """Record that the page with this address is looked at. Where that fails, nothing is shown.

    Lists and search results are not looks at any one referral.
    """
    if _is_about_one() and request.method != "POST" and request.endpoint != _PRINTED:
        _write_down()


@hub.after_request
def look_after_a_form_is_written_down(answer: Response) -> Response:
    """Record a look when a form is answered by its page, and not by leading on.

    Usually whoever sends a form has looked at its page before. A look in these last hours is
    enough, so that a page with what was typed needs no second one.
    """
    # One that leads on shows nothing; nor does one that says what is missing or out of order.
    shows = answer.status_code < 300 or answer.status_code in (400, 409, 422)
    if request.method != "POST" or not shows or not _is_about_one():
        return answer
    if current_user.is_authenticated and not _looked_before():
        _write_down()
    return answer


def _is_about_one() -> bool:
    return bool({"reference", "task"} & (request.view_args or {}).keys())


def _about() -> list[Mapping[str, Any]]:
    """What an address is about: one referral or task, or two that are compared."""
    about = dict(request.view_args or {})
    return [about, {"reference": about["other"]}] if "other" in about else [about]


def _write_down() -> None:
    noun = str(request.endpoint).rpartition(".")[2]
    with desk().session() as session:
        for about in _about():
            found = _referral(session, about)
            if found is not None:
                details = {} if noun == "referral" else {"page": noun}
                record(session, desk().office, found.id, "viewed", current_staff().id, **details)


def _looked_before() -> bool:
    """Whether they looked at it within the time that one session can last."""
    with desk().looking() as session:
        found = _referral(session, request.view_args or {})
        looks = select(Event.number).where(
            Event.referral_id == (found.id if found else None),
            Event.verb.in_(LOOKS),
            Event.actor == str(current_staff().id),
            Event.at > desk().office.now() - WHOLE,
        )
        return session.scalar(looks.limit(1)) is not None


def _referral(session: Session, about: Mapping[str, Any]) -> Referral | None:
    """The referral that an address is about, if they may open it; else the
    page itself says that there is none."""
    staff, office = current_staff(), desk().office
    if "task" in about:
        task = find_task(session, about["task"])
        return task[1] if task is not None and may_open(office, staff, task[1]) else None
    try:
        return find(session, office, staff, about["reference"])
    except MistypedReference:
        return None
