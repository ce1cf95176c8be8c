"""Which of what was handed on nobody has answered by when they should have, across referrals.

No index leads to what was never said. So it is looked for along those that there are: what waits in
an inbox here, what belongs to a case that goes on, and what went lately.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    exists,
    null,
    select,
    union,
)
from sqlalchemy.orm import Session, aliased

from portal.referral.office import Office
from portal.referral.records import CrossReferral, HandOff, Referral, ReturnedStatus
from portal.referral.records.hand_off import HandOffState, Notice

from .crossing import Standing
from .late import should_have_answered
from .places import organisation_of, places

REACH = timedelta(days=60)
"""How far back another system's silence is looked for where the case has ended meanwhile."""


def silent(session: Session, office: Office, place: str = "") -> Subquery:
    """The ids of all that nobody has answered in time, at one ``place`` or at all."""
    in_inboxes = select(CrossReferral.hand_off_id.label("id")).where(
        CrossReferral.state == Standing.WAITING, CrossReferral.due_at < office.now()
    )
    if place:
        in_inboxes = in_inboxes.where(CrossReferral.organisation_id == organisation_of(place))
    return union(in_inboxes, *_at_systems(session, office, place)).subquery()


def last_word(of: type[HandOff]) -> ColumnElement[bool]:
    """A document that went, and that nothing newer went after."""
    return and_(of.state == HandOffState.SENT, _no_newer(of))


def _no_newer(of: type[HandOff]) -> ColumnElement[bool]:
    newer = aliased(HandOff)
    return and_(
        of.notice == Notice.DOCUMENT,
        ~exists().where(
            newer.referral_id == of.referral_id,
            newer.destination == of.destination,
            newer.number > of.number,
            newer.state != HandOffState.SUPERSEDED,
        ),
    )


def _at_systems(session: Session, office: Office, place: str) -> list[Select[Any]]:
    """What went to other systems: of cases that go on, however long ago; of all others, lately."""
    now, gone = office.now(), aliased(HandOff)
    before = {
        each.key: should_have_answered(now, each.answers_in, office.zone)
        for each in places(session, office)
        if each.organisation_id is None and place in ("", each.key)
    }
    if not before:
        return []
    # One expression, so that no index on state or place is walked through all the years: the way
    # leads from the cases that go on, or by the last days.
    went_to = case((gone.state == HandOffState.SENT, gone.destination), else_="")
    due = case(before, value=went_to, else_=null())
    said = exists().where(ReturnedStatus.hand_off_id == gone.id)
    quiet = select(gone.id.label("id")).where(gone.finished_at < due, _no_newer(gone), ~said)
    goes_on = select(Referral.id).where(Referral.is_open.is_(True))
    lately = (
        gone.state == HandOffState.SENT,
        gone.destination.in_(before),
        gone.due_at > now - REACH,
    )
    return [quiet.where(gone.referral_id.in_(goes_on)), quiet.where(*lately)]
