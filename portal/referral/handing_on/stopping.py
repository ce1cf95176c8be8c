"""What waits to be handed on is stopped, and what was handed on is taken back.

A notice that something is taken back holds nothing of the person, and nothing stops it.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.referral.office import Office
from portal.referral.records import HandOff, Referral, ReturnedStatus
from portal.referral.records.hand_off import HandOffState, Notice

from . import crossing
from .places import organisation_of, place
from .versions import Why, add, agreed_to, is_there, newest, note, versions, why_not

ERASED, OBJECTED, JOINED = "erased", "objected", "joined"
WAITS = frozenset({HandOffState.WAITING, HandOffState.HELD})


def stop_waiting(session: Session, office: Office, referral_id: UUID, reason: str) -> None:
    """Stop every document that waits: a hold, a withdrawal, an erasure (``reason``).

    After a hold staff let each go, or not: see ``hold_back``. Erasing takes back what was handed
    on, too; it is called while the referral still has its key.
    """
    referral = session.get_one(Referral, referral_id)
    held_back = {Why.ON_HOLD, OBJECTED}
    states = {HandOffState.WAITING} if reason in held_back else {*WAITS, HandOffState.ASKING}
    for destination in destinations(session, referral_id):
        found = versions(session, referral_id, destination)
        stop_documents(session, office, found, states, reason)
        if reason == ERASED:
            take_back(session, office, referral, destination, None, reason)
            for each in found:
                each.body = each.digest = None
            _forget_returned(session, found)
    session.flush()


def take_back(
    session: Session,
    office: Office,
    referral: Referral,
    destination: str,
    by: UUID | None,
    reason: str,
) -> HandOff | None:
    """Send word that what was handed on there is taken back; None when nothing was."""
    found = versions(session, referral.id, destination)
    if not is_there(found):
        return None
    stop_documents(session, office, found, WAITS, reason)
    here = organisation_of(destination) is not None
    state = HandOffState.SENT if here else HandOffState.WAITING
    notice = add(
        session,
        office,
        referral,
        destination,
        by,
        state,
        notice=Notice.WITHDRAWAL,
        reason=reason,
    )
    if here:
        crossing.take_back(session, office, referral, notice)
    note(session, office, notice, "hand_off_recalled", by)
    return notice


def stop_documents(
    session: Session,
    office: Office,
    found: Collection[HandOff],
    states: Collection[str],
    reason: str,
) -> None:
    """Stop those documents of ``found`` that are in one of ``states``."""
    for each in found:
        if each.state in states and each.notice == Notice.DOCUMENT:
            # The fence stays: one that leaves at this very moment is written down as sent.
            each.state, each.reason = HandOffState.STOPPED, reason
            each.finished_at = office.now()
            note(session, office, each, "hand_off_stopped")


def hold_back(session: Session, office: Office, referral_id: UUID, *reasons: str) -> None:
    """What was stopped for one of these ``reasons``, which is over, is held back from now on.

    Nobody but staff lets it go; and it stands in the list of what they hold back, so that it is not
    forgotten. What may not go in any case, such as without consent, stays stopped.
    """
    referral, agreed = session.get_one(Referral, referral_id), agreed_to(session, referral_id)
    for destination in destinations(session, referral_id):
        last = newest(versions(session, referral_id, destination))
        if last is None or last.notice != Notice.DOCUMENT or last.state != HandOffState.STOPPED:
            continue
        where = place(session, office, destination)
        may_go = where is not None and why_not(referral, where, agreed) is None
        if may_go and last.reason in reasons:
            last.state, last.finished_at = HandOffState.HELD, None
            note(session, office, last, "hand_off_held")
    session.flush()


def _forget_returned(session: Session, found: Collection[HandOff]) -> None:
    """Erase what was said of these. That something was, and in which word, stays."""
    of_these = ReturnedStatus.hand_off_id.in_([each.id for each in found])
    session.execute(update(ReturnedStatus).where(of_these).values(body=None))


def destinations(session: Session, referral_id: UUID) -> list[str]:
    wanted = select(HandOff.destination).where(HandOff.referral_id == referral_id).distinct()
    return sorted(session.scalars(wanted))
