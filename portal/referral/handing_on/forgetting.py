"""One telling is erased, and another goes on that it once was joined into: what was handed on of
the other told of it, too, and must tell of it no more.
"""

import hashlib
from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.referral.history import timeline
from portal.referral.lifecycle import Move
from portal.referral.office import Office
from portal.referral.records import HandOff, Referral
from portal.referral.records.hand_off import HandOffState

from . import crossing
from .places import organisation_of, place
from .sent import document_sent, seal
from .stopping import ERASED, take_back
from .versions import add, agreed_to, handed, newest, note, why_not

_NO_DOCUMENT = hashlib.sha256().digest()
"""The digest of nothing: whatever would leave now differs from what is left."""


def forget_telling(session: Session, office: Office, erased: Referral) -> None:
    """Take what ``erased`` told out of all that was handed on of what it was joined into.

    Whoever has it in a system of theirs gets a newer version without it; where that may not go,
    what they have is taken back.
    """
    for case in _cases(session, erased):
        carried = [each for each in handed(session, case) if _take_out(office, case, each, erased)]
        for cross in crossing.crossed(session, case):
            crossing.take_out(office, cross, erased.reference)
        for destination in dict.fromkeys(each.destination for each in carried):
            if organisation_of(destination) is None:
                _send_anew(session, office, case, destination, carried)
    session.flush()


def _cases(session: Session, erased: Referral) -> list[Referral]:
    """All that ``erased`` ever went on in, also where that was undone."""
    found: dict[str, Referral] = {}
    new = [erased]
    while new:
        into = {
            str(event.details["other"])
            for each in new
            for event in timeline(session, each.id)
            if event.verb == Move.JOIN
        }
        wanted = select(Referral).where(Referral.reference.in_(into - found.keys()))
        new = list(session.scalars(wanted.order_by(Referral.id)))
        found |= {each.reference: each for each in new}
    return [each for each in found.values() if each.data_key is not None and each is not erased]


def _take_out(office: Office, case: Referral, hand_off: HandOff, erased: Referral) -> bool:
    """Take it out of what one version told; whether it was there."""
    told = document_sent(office, case, hand_off)
    if told is None or not take_from(told, erased.reference):
        return False
    hand_off.body, hand_off.digest = seal(office, case, hand_off, told), _NO_DOCUMENT
    return True


def take_from(document: dict[str, Any], reference: str) -> bool:
    """Take the telling with this ``reference`` out of ``document``; whether it was there."""
    before = document.get("also_told", [])
    left = [each for each in before if each["reference"] != reference]
    if len(left) < len(before):
        document["also_told"] = left
    return len(left) < len(before)


def _send_anew(
    session: Session,
    office: Office,
    case: Referral,
    destination: str,
    carried: Collection[HandOff],
) -> None:
    """Let a newer version leave in place of the one that is there, if that told of it."""
    last = newest([each for each in handed(session, case) if each.destination == destination])
    if last is None or last not in carried or last.state != HandOffState.SENT:
        return  # nothing is there, or what leaves next is made anew
    where = place(session, office, destination)
    if where is None or why_not(case, where, agreed_to(session, case.id)) is not None:
        take_back(session, office, case, destination, None, ERASED)
        return
    made = add(session, office, case, destination, None, HandOffState.WAITING)
    note(session, office, made, "hand_off_renewed")
