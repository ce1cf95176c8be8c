"""The queue of what is handed on to other systems, as a worker sees it.

Like the outbox, but by destination: see ``health``. What leaves is decided, composed and sealed
just before the first attempt. At each later one it must still be what would leave then; where
anything changed, a newer version goes in its place.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, update
from sqlalchemy.orm import Session, aliased

from portal.referral.filing import key_of
from portal.referral.office import Office
from portal.referral.records import HandOff, Referral
from portal.referral.records.hand_off import HandOffState, Notice
from portal.referral.waiting import Later, Stop, claim_due, still_ours, wait, write_down
from portal.referral.waiting import put_off as leave_for_later

from . import document, health
from .composing import compose
from .document_answers import moment
from .places import place
from .versions import Why, add, agreed_to, note, why_not

ATTEMPTS = 12
"""Tries before giving up visibly, of those that failed while the destination took other things:
about two days. That it takes nothing at all is never a hand-off's own fault."""

ROUTE = "to:"
"""What the way to a destination is called: this, and its key."""

UNEXPECTED = "unexpected"
"""Why something did not leave that went wrong here, and not there."""

_S = HandOffState
_NEWER = "superseded"


@dataclass(frozen=True)
class Claimed:
    """One hand-off to send, claimed by a worker until its lease ends."""

    id: UUID
    referral_id: UUID
    destination: str
    purpose: str
    attempts: int
    fence: int

    @property
    def channel(self) -> str:
        """The way that it goes."""
        return ROUTE + self.destination


@dataclass(frozen=True)
class Leaving:
    """What is handed over. ``key`` is the same at every attempt."""

    key: UUID
    destination: str
    reference: str
    number: int
    notice: str
    document: dict[str, Any]


def claim(session: Session, office: Office, limit: int = 1) -> list[Claimed]:
    """Claim what is due for the destination that was left in peace longest; one at most.

    Nothing is claimed while an earlier version of the same waits, or is on its way.
    """
    for destination in health.ready(session, office):
        found = claim_due(
            session,
            office,
            HandOff,
            min(limit, 1),
            HandOff.destination == destination.destination,
            ~_after_another(office.now()),
        )
        if found:
            health.knock(office, destination)
            session.flush()
            return [_claimed(each) for each in found]
    return []


def decide(session: Session, office: Office, claimed: Claimed) -> Leaving | Stop | Later:
    """What may leave by the rules in force at this moment; it is sealed before it does."""
    referral = session.get_one(Referral, claimed.referral_id)
    hand_off = session.get_one(HandOff, claimed.id, with_for_update=True)
    if not still_ours(hand_off, claimed):
        return Stop("no_longer_ours")
    where = place(session, office, claimed.destination)
    if where is None:
        return Stop(Why.GONE)
    if hand_off.notice == Notice.WITHDRAWAL:
        told = compose(session, office, referral, hand_off, where)
        return _leaving(referral, hand_off, told | {"made_at": moment(hand_off.created_at)})
    why = why_not(referral, where, agreed_to(session, referral.id))
    if why is not None:
        return Stop(why)
    try:
        told = compose(session, office, referral, hand_off, where)
    except document.MayNotTravel:
        return Stop(Why.NO_CONSENT)
    digest = document.digest(told)
    key, its_place = key_of(office, referral), f"hand_off.body:{hand_off.id}"
    if hand_off.body is None:
        hand_off.body, hand_off.digest = key.seal(told, its_place), digest
    elif hand_off.digest != digest:
        return Stop(_NEWER)
    else:
        told = key.open(hand_off.body, its_place)
    return _leaving(referral, hand_off, told)


def was_sent(session: Session, office: Office, claimed: Claimed) -> bool:
    """Record that it was sent, even if it was stopped at that very moment.

    False when another worker has taken it over meanwhile.
    """
    # Why something was taken back stays with the word of it.
    reason = None if claimed.purpose == Notice.WITHDRAWAL else ""
    sent = _finish(session, office, claimed, _S.SENT, reason, "hand_off_sent", even_if_stopped=True)
    health.well(session, office, claimed.destination)
    return sent


def was_stopped(session: Session, office: Office, claimed: Claimed, reason: str) -> bool:
    """Record that it must not leave, or that a newer version goes in its place."""
    referral = session.get_one(Referral, claimed.referral_id, with_for_update={"key_share": True})
    if reason == _NEWER:
        stopped = _take_back_try(session, claimed)
        if stopped:
            made = add(session, office, referral, claimed.destination, None, _S.WAITING)
            note(session, office, made, "hand_off_renewed")
    else:
        stopped = _take_back_try(session, claimed) and _finish(
            session, office, claimed, _S.STOPPED, reason, "hand_off_stopped"
        )
    health.not_tried(session, office, claimed.destination)
    return stopped


def put_off(session: Session, office: Office, claimed: Claimed, at: datetime) -> bool:
    """Leave it for later without counting an attempt; False when another worker has it."""
    health.not_tried(session, office, claimed.destination)
    return leave_for_later(session, HandOff, claimed, at)


def was_not_sent(
    session: Session, office: Office, claimed: Claimed, reason: str, jitter: float
) -> str | None:
    """Record a failed try; gives where that leaves it, or None when another worker has it.

    The destination rests. A try counts for this hand-off only if the destination was well before;
    or if it never got as far as knocking there.
    """
    if reason == UNEXPECTED:
        health.not_tried(session, office, claimed.destination)
        counts, rested = True, office.now()
    else:
        counts, rested = health.failed(session, office, claimed.destination, reason, jitter)
    if counts and claimed.attempts >= ATTEMPTS:
        failed = _finish(session, office, claimed, _S.FAILED, reason, "hand_off_failed")
        return _S.FAILED if failed else None
    attempts, due = claimed.attempts, rested
    if counts:
        due = max(due, office.now() + wait(attempts) * (0.5 + jitter))
    elif attempts > 1:  # that it was tried at all is not forgotten: they may have it
        attempts -= 1
    told = {} if claimed.purpose == Notice.WITHDRAWAL else {"reason": reason}
    again = {"due_at": due, "leased_until": None, "attempts": attempts}
    waits = write_down(session, HandOff, claimed, **again, **told)
    if not waits:
        _let_be(session, claimed)
    return _S.WAITING if waits else None


def gave_up(session: Session, office: Office, claimed: Claimed, reason: str) -> bool:
    """Record that trying again can't help; False when another worker has taken it over."""
    failed = _finish(session, office, claimed, _S.FAILED, reason, "hand_off_failed")
    if claimed.attempts > ATTEMPTS:
        health.not_tried(session, office, claimed.destination)
    else:
        health.well(session, office, claimed.destination)  # it answered: it wants none of this
    return failed


def _take_back_try(session: Session, claimed: Claimed) -> bool:
    """What was claimed never left, so that is no try."""
    return write_down(session, HandOff, claimed, attempts=HandOff.attempts - 1, leased_until=None)


def _finish(
    session: Session,
    office: Office,
    claimed: Claimed,
    state: HandOffState,
    reason: str | None,
    verb: str,
    *,
    even_if_stopped: bool = False,
) -> bool:
    stopped = (_S.STOPPED, _S.HELD, _S.SUPERSEDED) if even_if_stopped else ()
    changed = session.execute(
        update(HandOff)
        .where(
            HandOff.id == claimed.id,
            HandOff.fence == claimed.fence,
            HandOff.state.in_((_S.WAITING, *stopped)),
        )
        .values(
            state=state,
            reason=HandOff.reason if reason is None else reason,
            finished_at=office.now(),
            leased_until=None,
        )
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        return False
    note(session, office, session.get_one(HandOff, claimed.id, populate_existing=True), verb)
    return True


def _let_be(session: Session, claimed: Claimed) -> None:
    """It was stopped during a try that failed. That try is over: a newer version may leave."""
    session.execute(
        update(HandOff)
        .where(HandOff.id == claimed.id, HandOff.fence == claimed.fence)
        .values(leased_until=None)
    )


def _after_another(now: datetime) -> ColumnElement[bool]:
    """Whether an earlier version for the same destination waits, or is on its way just now."""
    earlier = aliased(HandOff)
    return exists().where(
        earlier.referral_id == HandOff.referral_id,
        earlier.destination == HandOff.destination,
        earlier.number < HandOff.number,
        or_(earlier.state == _S.WAITING, earlier.leased_until >= now),
    )


def _claimed(row: HandOff) -> Claimed:
    return Claimed(row.id, row.referral_id, row.destination, row.notice, row.attempts, row.fence)


def _leaving(referral: Referral, hand_off: HandOff, told: dict[str, Any]) -> Leaving:
    return Leaving(
        hand_off.id,
        hand_off.destination,
        referral.reference,
        hand_off.number,
        hand_off.notice,
        told,
    )
