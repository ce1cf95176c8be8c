"""Distance travelled: how a person says things are, at the start, at the end and half a year on.

It says how things are, never why: nothing here claims that the hub brought a change about.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from .checking_back import looked_at
from .filing import key_of
from .history import PERSON, record
from .lifecycle import TRIAGE, Stage
from .links import goes_on_as
from .messages import add_message
from .office import Office
from .outbox import put_out
from .questions.distance import POINTS as POINTS
from .questions.distance import QUESTIONS as QUESTIONS
from .questions.distance import Point as Point
from .records import Distance, Referral
from .records.outgoing import Purpose
from .staff import Staff
from .words import say

Scores = Mapping[str, int | None]
"""A number from 0 to 10 by question; None for one that was left out."""


ASKING = say(
    "We would like to know how things are for you now. There are six short questions on this "
    "page, under “How are things now?”. You can leave out any of them, or all."
)
"""What is written to the person. It stands on their own page; a note that goes out is neutral."""

_EARLY = TRIAGE | {Stage.ON_HOLD, Stage.ACCEPTED, Stage.ALLOCATED, Stage.CONTACTING}


class GoesOnElsewhere(ValueError):
    """It was opened again, and the person looks at the referral that goes on from it."""


class AnsweredBefore(ValueError):
    """It was answered for this point already. What a person said is not written over."""


def may_ask(referral: Referral) -> bool:
    """Whether the person may be asked now: not on hold, not after they stopped it, and not where
    it goes on in another."""
    closed_now = Stage(referral.stage) in (Stage.ON_HOLD, Stage.WITHDRAWN, Stage.JOINED)
    return referral.erased_at is None and not closed_now


def ask_how_things_are(
    session: Session, office: Office, referral: Referral, by: Staff, point: Point
) -> None:
    """Ask the person, on the portal. They hear of it only in a way that is safe.

    Asking for the same point again asks no second time. Raises AnsweredBefore, or GoesOnElsewhere.
    """
    found = session.get(Distance, (referral.id, point))
    if found is not None:
        if found.answered_at is not None:
            raise AnsweredBefore
        return
    if goes_on_as(session, referral) is not None:
        raise GoesOnElsewhere
    session.add(Distance(referral_id=referral.id, point=point, asked_at=office.now()))
    session.flush()
    looked_at(session, office, referral)
    record(session, office, referral.id, "distance_asked", by.id, point=point)
    text = office.speaker(referral.language)(ASKING)
    add_message(session, office, referral, text, author=by.id)
    put_out(session, office, referral, Purpose.MESSAGE)


def asked_now(session: Session, referral: Referral) -> Point | None:
    """The point for which the person may say how things are now, or None.

    Until work has begun that is the start, whether anybody asked or not. A hold changes nothing
    here: it must look like any other triage.
    """
    if Stage(referral.stage) is Stage.WITHDRAWN:
        return None
    waiting = session.scalar(
        select(Distance)
        .where(Distance.referral_id == referral.id, Distance.answered_at.is_(None))
        .order_by(Distance.asked_at.desc())
        .limit(1)
    )
    if waiting is not None:
        return Point(waiting.point)
    begun = session.get(Distance, (referral.id, Point.START)) is not None
    return Point.START if Stage(referral.stage) in _EARLY and not begun else None


def say_how_things_are(
    session: Session, office: Office, referral: Referral, point: Point, scores: Scores
) -> None:
    """The person says it themselves. Raises AnsweredBefore."""
    _answer(session, office, referral, point, scores, PERSON)


def write_down(
    session: Session, office: Office, referral: Referral, by: Staff, point: Point, scores: Scores
) -> None:
    """A worker writes down what the person told them. Raises AnsweredBefore."""
    _answer(session, office, referral, point, scores, by.id)


def _answer(
    session: Session,
    office: Office,
    referral: Referral,
    point: Point,
    scores: Scores,
    by: str | UUID,
) -> None:
    found = session.get(Distance, (referral.id, point), with_for_update=True)
    now = office.now()
    if found is None:
        found = Distance(referral_id=referral.id, point=point, asked_at=now)
        session.add(found)
    elif found.answered_at is not None:
        raise AnsweredBefore
    kept = {question.id: scores.get(question.id) for question in QUESTIONS}
    found.answered_at, found.answered_by = now, str(by)
    found.body = key_of(office, referral).seal(kept, _place(found))
    record(session, office, referral.id, "distance_told", by, point=point)
    session.flush()
    looked_at(session, office, referral)


def told(
    session: Session, office: Office, referral: Referral
) -> dict[Point, tuple[Scores, datetime, str]]:
    """What was said at each point: the numbers, when, and by whom it was written."""
    key = key_of(office, referral)
    found = session.scalars(
        select(Distance).where(
            Distance.referral_id == referral.id, Distance.answered_at.is_not(None)
        )
    )
    by_point = {Point(each.point): each for each in found}
    return {
        point: (key.open(each.body, _place(each)), each.answered_at, each.answered_by or "")
        for point in Point
        if (each := by_point.get(point)) is not None and each.body and each.answered_at
    }


def _place(distance: Distance) -> str:
    return f"distance.body:{distance.referral_id}:{distance.point}"
