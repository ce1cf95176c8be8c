"""Handing on follows what the person decides: what waits for a yes, and what a no takes back."""

from sqlalchemy.orm import Session

from portal.referral.office import Office
from portal.referral.records import HandOff, Referral
from portal.referral.records.hand_off import HandOffState, Notice
from portal.referral.staff import Staff

from .hand_offs import MayNot, Why, go, why_not_to
from .places import Place, consent_for, place
from .stopping import WAITS, destinations, stop_documents, take_back
from .versions import add, agreed_to, may_have_left, newest, note, versions, why_not


def await_consent(
    session: Session, office: Office, referral: Referral, where: Place, by: Staff
) -> HandOff:
    """Make a hand-off that leaves as soon as the person agrees, and not before. Raises MayNot."""
    session.refresh(referral, with_for_update=True)
    why = why_not_to(session, referral, where)
    if why is not Why.NO_CONSENT:
        raise MayNot(why or Why.ALREADY_THERE)
    made = add(session, office, referral, where.key, by.id, HandOffState.ASKING)
    note(session, office, made, "hand_off_asked", by.id)
    return made


def refused(session: Session, office: Office, hand_off: HandOff) -> None:
    """The person said no, or nothing, to what waits for their yes."""
    stop_documents(session, office, [hand_off], {HandOffState.ASKING}, Why.NO_CONSENT)


def consent_changed(session: Session, office: Office, referral: Referral) -> None:
    """Follow what the person decided about sharing. Call it after it was written down.

    Where they agree no longer, what waits is stopped and what was handed on is taken back. Where
    they agree now, what waited for just that leaves.
    """
    session.flush()
    agreed = agreed_to(session, referral.id)
    for destination in destinations(session, referral.id):
        # Who receives nothing more may still have what was handed on before.
        consent = consent_for(session, office, destination)
        if consent is None:
            continue
        found = versions(session, referral.id, destination)
        if consent not in agreed:
            stop_documents(session, office, found, WAITS, Why.NO_CONSENT)
            take_back(session, office, referral, destination, None, Why.NO_CONSENT)
        elif (where := place(session, office, destination)) is not None:
            last = newest(found)
            if last is not None and _waited_for_this(last):
                _goes_on(session, office, referral, last, where)
    session.flush()


def _waited_for_this(hand_off: HandOff) -> bool:
    """Whether ``hand_off`` was made to leave with the person's yes, and nobody meant otherwise."""
    if hand_off.notice != Notice.DOCUMENT or may_have_left(hand_off):
        return False
    by_itself = hand_off.made_by is None and hand_off.reason == Why.NO_CONSENT
    return hand_off.state == HandOffState.ASKING or (
        hand_off.state == HandOffState.STOPPED and by_itself
    )


def _goes_on(
    session: Session, office: Office, referral: Referral, hand_off: HandOff, where: Place
) -> None:
    why = why_not(referral, where, agreed_to(session, referral.id))
    if why is None:
        note(session, office, hand_off, "hand_off_agreed")
        go(session, office, referral, hand_off, where)
    else:
        stop_documents(session, office, [hand_off], {HandOffState.ASKING}, why)
