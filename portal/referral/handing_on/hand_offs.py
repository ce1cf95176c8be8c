"""The verbs of staff: hand a referral on, hold it back, let it go, send it again, correct, recall.

Each writes its event in the caller's transaction and raises MayNot. Nothing is sent here: what a
system gets waits for a worker (``queue.py``), and what a partner gets lies in its inbox at once.
"""

from sqlalchemy.orm import Session

from portal.referral.office import Office
from portal.referral.records import HandOff, Referral
from portal.referral.records.hand_off import HandOffState, Notice
from portal.referral.staff import Staff

from . import crossing, document
from .composing import compose
from .places import Place, place, places
from .sent import seal
from .stopping import stop_waiting, take_back
from .versions import (
    MayNot,
    Why,
    add,
    agreed_to,
    handed,
    may_have_left,
    newest,
    note,
    versions,
    why_not,
)

__all__ = [
    "MayNot",
    "Why",
    "agreed_to",
    "correct",
    "differs",
    "go",
    "hand_on",
    "hand_on_accepted",
    "handed",
    "hold",
    "let_go",
    "recall",
    "resend",
    "stop_waiting",
    "why_not_to",
]

_S = HandOffState
_ON_ITS_WAY = frozenset({_S.ASKING, _S.WAITING, _S.HELD, _S.SENT})


def why_not_to(session: Session, referral: Referral, where: Place) -> Why | None:
    """Why ``referral`` can't be handed on to ``where`` now; None when it can. It only reads."""
    why = why_not(referral, where, agreed_to(session, referral.id))
    if why in (None, Why.NO_CONSENT):
        last = newest(versions(session, referral.id, where.key, lock=False))
        if last is not None and last.notice == Notice.DOCUMENT and last.state in _ON_ITS_WAY:
            return Why.ALREADY_THERE
    return why


def hand_on(
    session: Session, office: Office, referral: Referral, where: Place, by: Staff | None
) -> HandOff:
    """Hand ``referral`` on to ``where``. Raises MayNot, such as without the person's consent."""
    session.refresh(referral, with_for_update=True)
    why = why_not_to(session, referral, where)
    if why is not None:
        raise MayNot(why)
    made = add(session, office, referral, where.key, by.id if by else None, _S.WAITING)
    note(session, office, made, "handed_on", by.id if by else None)
    go(session, office, referral, made, where)
    return made


def hand_on_accepted(session: Session, office: Office, referral: Referral) -> None:
    """Hand an accepted referral on to wherever every accepted one goes.

    Where the person has not agreed, a version that is stopped says so.
    """
    for where in places(session, office):
        if where.when != "accepted":
            continue
        why = why_not_to(session, referral, where)
        if why is None:
            hand_on(session, office, referral, where, None)
        elif why is Why.NO_CONSENT:
            made = add(session, office, referral, where.key, None, _S.STOPPED, reason=why)
            note(session, office, made, "hand_off_stopped")


def go(
    session: Session, office: Office, referral: Referral, hand_off: HandOff, where: Place
) -> None:
    """Let ``hand_off`` leave: a worker sends it, or it lies in a partner's inbox by this."""
    now = office.now()
    hand_off.state, hand_off.reason, hand_off.due_at = _S.WAITING, "", now
    hand_off.finished_at = None
    if where.organisation_id is not None:
        told = compose(session, office, referral, hand_off, where)
        hand_off.state, hand_off.finished_at = _S.SENT, now
        hand_off.digest = document.digest(told)
        hand_off.body = seal(office, referral, hand_off, told)
        # Where it lies there already, the newer one takes its place.
        crossing.replace(session, office, referral, hand_off, told, where)
    session.flush()


def hold(session: Session, office: Office, hand_off: HandOff, by: Staff) -> None:
    """Hold back what waits, until somebody lets it go."""
    _lock(session, hand_off)
    if hand_off.state != _S.WAITING or hand_off.notice != Notice.DOCUMENT:
        raise MayNot(Why.NOTHING_TO_SEND)
    hand_off.state, hand_off.reason = _S.HELD, "staff"
    note(session, office, hand_off, "hand_off_held", by.id)


def let_go(session: Session, office: Office, hand_off: HandOff, by: Staff) -> None:
    """Let go what was held back or stopped, if it may go by now."""
    _lock(session, hand_off)
    if hand_off.state not in (_S.HELD, _S.STOPPED):
        raise MayNot(Why.NOTHING_TO_SEND)
    _let(session, office, hand_off, by, "hand_off_let_go")


def resend(session: Session, office: Office, hand_off: HandOff, by: Staff) -> None:
    """Send once more what failed, or was sent and got lost there, under the key that it had."""
    _lock(session, hand_off)
    if hand_off.state not in (_S.FAILED, _S.SENT):
        raise MayNot(Why.NOTHING_TO_SEND)
    # That it was tried before is not forgotten: they may have it.
    hand_off.attempts = min(hand_off.attempts, 1)
    _let(session, office, hand_off, by, "hand_off_resent")


def correct(session: Session, office: Office, hand_off: HandOff, by: Staff) -> HandOff:
    """Hand on what holds now in the place of ``hand_off``, as the next version."""
    referral, where = _lock(session, hand_off), _place(session, office, hand_off)
    if hand_off.state not in (_S.SENT, _S.FAILED, _S.WAITING, _S.STOPPED):
        raise MayNot(Why.NOTHING_TO_SEND)
    _check(session, referral, hand_off, where)
    made = add(session, office, referral, where.key, by.id, _S.WAITING)
    note(session, office, made, "hand_off_corrected", by.id)
    go(session, office, referral, made, where)
    return made


def recall(session: Session, office: Office, hand_off: HandOff, by: Staff) -> HandOff:
    """Take back what was handed on there; what waits for there is stopped."""
    referral = _lock(session, hand_off)
    notice = take_back(session, office, referral, hand_off.destination, by.id, "recalled")
    if notice is None:
        raise MayNot(Why.NOT_THERE)
    return notice


def differs(session: Session, office: Office, hand_off: HandOff) -> bool:
    """Whether what would leave now is not what ``hand_off`` told."""
    where = place(session, office, hand_off.destination)
    referral = session.get_one(Referral, hand_off.referral_id)
    if where is None or hand_off.digest is None or hand_off.notice != Notice.DOCUMENT:
        return False
    if why_not(referral, where, agreed_to(session, referral.id)) is not None:
        return False
    told = compose(session, office, referral, hand_off, where)
    return document.digest(told) != hand_off.digest


def _let(session: Session, office: Office, hand_off: HandOff, by: Staff, verb: str) -> None:
    referral, where = session.get_one(Referral, hand_off.referral_id), None
    if hand_off.notice == Notice.DOCUMENT:
        where = _place(session, office, hand_off)
        _check(session, referral, hand_off, where)
        go(session, office, referral, hand_off, where)
    elif hand_off.state == _S.FAILED or may_have_left(hand_off):
        hand_off.state, hand_off.reason, hand_off.due_at = _S.WAITING, "", office.now()
    else:
        raise MayNot(Why.NOTHING_TO_SEND)
    note(session, office, hand_off, verb, by.id)


def _check(session: Session, referral: Referral, hand_off: HandOff, where: Place) -> None:
    """Raise MayNot unless ``hand_off`` is the last word there and may leave."""
    if newest(versions(session, referral.id, where.key)) is not hand_off:
        raise MayNot(Why.NOTHING_TO_SEND)
    why = why_not(referral, where, agreed_to(session, referral.id))
    if why is not None:
        raise MayNot(why)


def _lock(session: Session, hand_off: HandOff) -> Referral:
    """The referral of ``hand_off``, with nobody else changing either."""
    referral = session.get_one(Referral, hand_off.referral_id)
    session.refresh(referral, with_for_update=True)
    session.refresh(hand_off, with_for_update=True)
    return referral


def _place(session: Session, office: Office, hand_off: HandOff) -> Place:
    where = place(session, office, hand_off.destination)
    if where is None:
        raise MayNot(Why.GONE)
    return where
