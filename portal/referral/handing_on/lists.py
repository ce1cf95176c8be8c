"""What was handed on and needs a look, across referrals: one list for each reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, func, literal, select, tuple_
from sqlalchemy.orm import Session, aliased

from portal.referral.filing import read_card
from portal.referral.lanes import may_open
from portal.referral.office import Office
from portal.referral.records import (
    CrossQuestion,
    CrossReferral,
    Event,
    HandOff,
    Referral,
    ReturnedStatus,
)
from portal.referral.records.hand_off import HandOffState
from portal.referral.staff import Staff

from .crossing_late import HEARD
from .returning_news import Word
from .silence import last_word, silent

SCREEN = 25
"""How many one screen lists."""

MOST = 99
"""The largest number that is counted out."""

TOO_LONG = timedelta(hours=1)
"""What waits longer than this to go waits too long."""

REACH = timedelta(days=60)
"""How far back refusals are looked for: what nobody did anything about since then belongs to a
case that has long gone another way. Its owner was told by the clock."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_S = HandOffState


class View(StrEnum):
    """Why something stands in a list."""

    FAILED = "failed"
    SILENT = "silent"
    DECLINED = "declined"
    QUESTIONS = "questions"
    """A provider asked us something."""

    WAITING = "waiting"
    ASKING = "asking"
    """The person is asked, and has not answered."""

    HELD = "held"


NEEDS_SOMEBODY = (View.FAILED, View.DECLINED, View.QUESTIONS)
"""Nothing goes on by itself here. Silence is looked for only where it is asked for: no index leads
to what was never said."""


@dataclass(frozen=True)
class Entry:
    """One hand-off of a list; ``name`` is None where its referral may not be opened."""

    hand_off: HandOff
    referral: Referral
    at: datetime
    name: str | None


@dataclass(frozen=True)
class Listing:
    """One screen; ``after`` leads to the next, None at the end."""

    entries: Sequence[Entry]
    after: str | None


def listing(
    session: Session, office: Office, staff: Staff, view: View, place: str = "", after: str = ""
) -> Listing:
    """One screen of ``view``, what is there longest first, for one ``place`` or for all.

    A mark that can't be read starts at the beginning.
    """
    wanted, at = _wanted(session, office, view, place)
    mark = _read_mark(after)
    if mark is not None:
        key = (at, HandOff.id)
        wanted = wanted.where(
            tuple_(*key) > tuple_(*(literal(m, k.type) for m, k in zip(mark, key, strict=True)))
        )
    rows = session.execute(wanted.add_columns(at).order_by(at, HandOff.id).limit(SCREEN + 1)).all()
    found = [_entry(session, office, staff, *row) for row in rows[:SCREEN]]
    last = found[-1] if len(rows) > SCREEN else None
    return Listing(found, _mark(last.at, last.hand_off.id) if last else None)


def count(session: Session, office: Office, view: View, place: str = "") -> int:
    """How many there are; more than MOST is MOST + 1."""
    wanted, _ = _wanted(session, office, view, place)
    some = wanted.with_only_columns(HandOff.id).limit(MOST + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def _entry(
    session: Session, office: Office, staff: Staff, hand_off: HandOff, at: datetime
) -> Entry:
    referral = session.get_one(Referral, hand_off.referral_id)
    if not may_open(office, staff, referral):
        return Entry(hand_off, referral, at, None)
    card = read_card(office, referral)
    return Entry(hand_off, referral, at, card.name if card else "")


Wanted = tuple[Select[Any], Any]


def _wanted(session: Session, office: Office, view: View, place: str) -> Wanted:
    """What stands in a list, and the moment that it is sorted by."""
    wanted, at = select(HandOff), HandOff.due_at
    if place:
        wanted = wanted.where(HandOff.destination == place)
    now = office.now()
    match view:
        case View.FAILED:
            return wanted.where(HandOff.state == _S.FAILED), at
        case View.HELD:
            return wanted.where(HandOff.state == _S.HELD), at
        case View.WAITING:
            late = HandOff.created_at < now - TOO_LONG
            return wanted.where(HandOff.state == _S.WAITING, late), HandOff.created_at
        case View.ASKING:
            return wanted.where(HandOff.state == _S.ASKING), HandOff.created_at
        case View.SILENT:
            found = silent(session, office, place)
            return select(HandOff).join(found, found.c.id == HandOff.id), at
        case View.DECLINED:
            return _declined(wanted.where(last_word(HandOff)), now), ReturnedStatus.received_at
        case View.QUESTIONS:
            return _asked(wanted), CrossQuestion.asked_at


def _declined(wanted: Select[Any], now: datetime) -> Select[Any]:
    """Where they said no, and nobody at the hub has looked since or handed it on elsewhere."""
    later, since = aliased(HandOff), aliased(ReturnedStatus)
    return wanted.join(ReturnedStatus, ReturnedStatus.hand_off_id == HandOff.id).where(
        ReturnedStatus.word == Word.DECLINED,
        ReturnedStatus.received_at > now - REACH,
        ReturnedStatus.applied == "",
        ~exists().where(
            since.hand_off_id == HandOff.id,
            since.applied == "",
            since.said_at > ReturnedStatus.said_at,
        ),
        ~exists().where(
            Event.referral_id == HandOff.referral_id,
            Event.verb == HEARD,
            Event.at > ReturnedStatus.received_at,
        ),
        ~exists().where(
            later.referral_id == HandOff.referral_id,
            later.created_at > ReturnedStatus.received_at,
        ),
    )


def _asked(wanted: Select[Any]) -> Select[Any]:
    return (
        wanted.join(CrossReferral, CrossReferral.hand_off_id == HandOff.id)
        .join(CrossQuestion, CrossQuestion.cross_referral_id == CrossReferral.id)
        .where(CrossQuestion.answered_at.is_(None), CrossReferral.is_open.is_(True))
    )


def _mark(at: datetime, last: UUID) -> str:
    return f"{(at - _EPOCH) // _MICROSECOND}.{last}"


def _read_mark(text: str) -> tuple[datetime, UUID] | None:
    try:
        at, last = text.split(".")
        return _EPOCH + int(at) * _MICROSECOND, UUID(last)
    except (ValueError, OverflowError):
        return None
