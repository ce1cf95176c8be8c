"""Handing on in one click: to whoever has it not yet, or said no or finished and may have it again.

A provider that declined is no dead end: the same one can be asked again, or another.
"""

from sqlalchemy.orm import Session

from portal.referral.moving import change
from portal.referral.office import Office
from portal.referral.records import HandOff, Referral
from portal.referral.records.hand_off import HandOffState, Notice
from portal.referral.staff import Staff

from .hand_offs import MayNot, Why, correct, hand_on, why_not_to
from .places import Place
from .returning import latest
from .returning_news import Word
from .versions import newest, versions

_OVER = frozenset({Word.DECLINED, Word.CLOSED})


def hand_to(
    session: Session, office: Office, referral: Referral, to: Place, by: Staff, *, version: int
) -> HandOff:
    """Hand ``referral`` on ``to`` there, or once more. Raises ChangedMeanwhile or MayNot."""
    change(session, office, referral, version)
    why = why_not_hand(session, referral, to)
    if why is not None:
        raise MayNot(why)
    before = came_back(session, referral, to)
    if before is not None:
        return correct(session, office, before, by)
    return hand_on(session, office, referral, to, by)


def why_not_hand(session: Session, referral: Referral, to: Place) -> Why | None:
    """Why ``referral`` can't go there now; None when it can."""
    why = why_not_to(session, referral, to)
    if why is Why.ALREADY_THERE and came_back(session, referral, to) is not None:
        return None
    return why


def came_back(session: Session, referral: Referral, to: Place) -> HandOff | None:
    """What lies there, where they said no to it or have finished."""
    last = newest(versions(session, referral.id, to.key, lock=False))
    if last is None or last.notice != Notice.DOCUMENT or last.state != HandOffState.SENT:
        return None
    said = latest(session, [last]).get(last.id)
    return last if said is not None and said.word in _OVER else None
