"""What nobody answered in time comes back to the hub: marked once, and put before its owner."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.referral.checking_back import bring_up
from portal.referral.clock import wind
from portal.referral.due_times import WORKING_DAYS, Due
from portal.referral.history import SYSTEM, record
from portal.referral.joined_news import tell_case
from portal.referral.moving import change
from portal.referral.office import Office
from portal.referral.records import ConsentRequest, CrossReferral, HandOff, Referral
from portal.referral.records.hand_off import HandOffState
from portal.referral.staff import Staff
from portal.referral.working_days import close_of

from .asking_first import open_requests
from .crossing import Standing, crossed

PROVIDER_LATE, PERSON_LATE, HEARD = "cross_late", "consent_late", "came_back_heard"
"""The events by which silence comes back to the hub, and by which somebody has looked."""

AT_ONCE = 50
"""So many are marked in one transaction, so that nobody waits long for it."""


def mark_late(session: Session, office: Office) -> int:
    """Mark what is late by now, with the event that says so; gives how many it were.

    Call it until it gives 0. Any number of workers may do this at once.
    """
    now = office.now()
    provider = (
        select(CrossReferral.referral_id)
        .where(
            CrossReferral.state == Standing.WAITING,
            CrossReferral.due_at <= now,
            CrossReferral.late_at.is_(None),
        )
        .limit(AT_ONCE)
    )
    person = (
        select(ConsentRequest.referral_id)
        .join(HandOff, HandOff.id == ConsentRequest.hand_off_id)
        .where(
            ConsentRequest.answered_at.is_(None),
            ConsentRequest.due_at <= now,
            ConsentRequest.late_at.is_(None),
            HandOff.state == HandOffState.ASKING,
        )
        .limit(AT_ONCE)
    )
    found = sorted({*session.scalars(provider), *session.scalars(person)})
    return sum(_mark(session, office, each, now) for each in found)


def hear(session: Session, office: Office, referral: Referral, by: Staff, *, version: int) -> None:
    """Somebody at the hub has looked at what came back; whoever is late gets that much time again.

    Raises ChangedMeanwhile.
    """
    change(session, office, referral, version)
    again = close_of(office.now(), WORKING_DAYS[Due.ANSWER], office.zone)
    for cross in crossed(session, referral):
        if cross.late_at is not None and cross.state == Standing.WAITING:
            cross.due_at, cross.late_at = again, None
    for request, _ in open_requests(session, referral):
        if request.late_at is not None:
            request.due_at, request.late_at = again, None
    record(session, office, referral.id, HEARD, by.id)
    session.flush()
    wind(session, office, referral)


def _mark(session: Session, office: Office, referral_id: object, now: datetime) -> int:
    # The referral first, as every other verb does; then only what is late still.
    wanted = select(Referral).where(Referral.id == referral_id).with_for_update()
    referral = session.scalars(wanted.execution_options(populate_existing=True)).one()
    late = select(CrossReferral).where(
        CrossReferral.referral_id == referral.id,
        CrossReferral.state == Standing.WAITING,
        CrossReferral.due_at <= now,
        CrossReferral.late_at.is_(None),
    )
    marked = 0
    for cross in session.scalars(late.with_for_update().execution_options(populate_existing=True)):
        cross.late_at = now
        organisation = str(cross.organisation_id)
        record(session, office, referral.id, PROVIDER_LATE, SYSTEM, organisation=organisation)
        marked += 1
    for request, hand_off in open_requests(session, referral):
        session.refresh(request)
        if request.due_at <= now and request.late_at is None:
            request.late_at = now
            record(session, office, referral.id, PERSON_LATE, SYSTEM, place=hand_off.destination)
            marked += 1
    if marked:
        bring_up(office, referral)
        referral.version += 1
        tell_case(session, office, referral, SYSTEM)
    session.flush()
    return marked
