"""What comes back: a destination says how it stands with what it was handed.

Each piece of news is kept once, however often it comes and in whatever order. It never moves the
referral along: its owner reads it and decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.referral.checking_back import bring_up
from portal.referral.clock import RETURNED, wind
from portal.referral.filing import key_of
from portal.referral.history import SYSTEM, record
from portal.referral.joined_news import tell_case
from portal.referral.office import Office
from portal.referral.records import HandOff, Referral, ReturnedStatus
from portal.referral.records.hand_off import HandOffState, Notice
from portal.storage.ids import new_id
from portal.storage.sealing import SealedBytes

from .returning_news import News, Word
from .versions import may_have_left

NEWS_TO_SEE = frozenset({Word.DECLINED, Word.CLOSED})
"""After these, somebody at the hub has to do something."""

_RANK = {Word.ACCEPTED: 0, Word.WORKING: 1, Word.DECLINED: 1, Word.CLOSED: 2}
"""Of two that are said of the same moment, the higher counts."""


class Way(StrEnum):
    """How news comes."""

    WEBHOOK = "webhook"
    FILE = "file"
    PORTAL = "portal"
    """From somebody with an account here."""


class Came(StrEnum):
    """What became of a piece of news."""

    APPLIED = "applied"
    """It is the latest word."""

    REPEATED = "repeated"
    """It had come before."""

    OLDER = "older"
    """Something that was said later had come before. It is kept, and changes nothing."""

    RECALLED = "recalled"
    """What it is about was taken back. It is kept, and changes nothing."""

    ERASED = "erased"
    """What it is about was erased. That it came is kept, without what it says."""


class UsedBefore(ValueError):
    """The destination gave the same name to another piece of news before."""


@dataclass(frozen=True)
class Said:
    """What goes with a piece of news, opened."""

    reason: str = ""
    actions: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    words: str = ""


def find(session: Session, destination: str, hand_off_id: UUID) -> HandOff | None:
    """The hand-off that ``destination`` may speak of. None, alike, for one of another destination,
    one that never left, and one that does not exist."""
    found = session.get(HandOff, hand_off_id)
    if found is None or found.destination != destination:
        return None
    return found if may_have_left(found) else None


def take(session: Session, office: Office, hand_off: HandOff, news: News, way: Way | str) -> Came:
    """Keep ``news`` of ``hand_off``, in one transaction with the event that says so.

    Gives what became of it; of what is repeated, nothing is written. Raises UsedBefore.
    """
    whole = select(Referral).where(Referral.id == hand_off.referral_id)
    # Two pieces of news of one referral come one after the other from here on.
    whole = whole.with_for_update(key_share=True).execution_options(populate_existing=True)
    referral = session.scalars(whole).one()
    came = _where_it_fits(session, referral, hand_off, news)
    if not _keep(session, office, referral, hand_off, news, way, came):
        return Came.REPEATED
    record(
        session,
        office,
        referral.id,
        RETURNED,
        SYSTEM,
        hand_off=str(hand_off.id),
        place=hand_off.destination,
        number=hand_off.number,
        word=str(news.word),
        way=str(way),
        came=str(came),
    )
    if came is Came.APPLIED and news.word in NEWS_TO_SEE:
        session.flush()
        wind(session, office, referral)
        bring_up(office, referral)
        tell_case(session, office, referral, SYSTEM)
    return came


def latest(session: Session, hand_offs: Iterable[HandOff]) -> Mapping[UUID, ReturnedStatus]:
    """The latest word on each of ``hand_offs``, by its id; none for one that nobody spoke of."""
    found: dict[UUID, ReturnedStatus] = {}
    for each in returned(session, hand_offs):
        if not each.applied:
            found[each.hand_off_id] = each
    return found


def latest_of(session: Session, hand_offs: Iterable[HandOff]) -> Mapping[str, ReturnedStatus]:
    """The latest word of each destination on any of ``hand_offs``, by the destination."""
    return {each.destination: each for each in returned(session, hand_offs) if not each.applied}


def returned(session: Session, hand_offs: Iterable[HandOff]) -> list[ReturnedStatus]:
    """All that was said of ``hand_offs``, in the order in which it was so, also what changed
    nothing."""
    wanted = select(ReturnedStatus).where(
        ReturnedStatus.hand_off_id.in_([each.id for each in hand_offs])
    )
    return sorted(session.scalars(wanted), key=_place_in_time)


def said(office: Office, referral: Referral, status: ReturnedStatus) -> Said:
    """What goes with ``status``; nothing once it was erased."""
    if referral.data_key is None or status.body is None:
        return Said()
    found = key_of(office, referral).open(status.body, _place(status.id))
    return Said(found["reason"], tuple(found["actions"]), tuple(found["outcomes"]), found["words"])


def _where_it_fits(session: Session, referral: Referral, hand_off: HandOff, news: News) -> Came:
    if referral.data_key is None:
        return Came.ERASED
    versions = session.scalars(
        select(HandOff).where(
            HandOff.referral_id == hand_off.referral_id,
            HandOff.destination == hand_off.destination,
        )
    ).all()
    if any(_takes_back(each, hand_off) for each in versions):
        return Came.RECALLED
    now = (news.said_at, _RANK[news.word])
    later = any(
        (each.said_at, _RANK[Word(each.word)]) > now for each in latest(session, versions).values()
    )
    return Came.OLDER if later else Came.APPLIED


def _takes_back(other: HandOff, hand_off: HandOff) -> bool:
    """Whether ``other`` is a notice by which ``hand_off`` is taken back."""
    return (
        other.notice == Notice.WITHDRAWAL
        and other.state != HandOffState.SUPERSEDED
        and other.number >= hand_off.number
    )


def _keep(
    session: Session,
    office: Office,
    referral: Referral,
    hand_off: HandOff,
    news: News,
    way: Way | str,
    came: Came,
) -> bool:
    """Keep it, unless it is there already: then False."""
    new = new_id(office.now())
    name = _name(office, hand_off.destination, news.event_id)
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    kept = (
        dialect.insert(ReturnedStatus)
        .values(
            id=new,
            hand_off_id=hand_off.id,
            destination=hand_off.destination,
            event_id=name,
            word=news.word,
            said_at=news.said_at,
            received_at=office.now(),
            way=way,
            body=_seal(office, referral, new, news),
            applied="" if came is Came.APPLIED else came,
        )
        .on_conflict_do_nothing(index_elements=["destination", "event_id"])
        .returning(ReturnedStatus.id)
    )
    if session.execute(kept).one_or_none() is not None:
        return True
    before = session.scalars(
        select(ReturnedStatus).where(
            ReturnedStatus.destination == hand_off.destination, ReturnedStatus.event_id == name
        )
    ).one()
    if not _same(office, referral, before, hand_off, news):
        raise UsedBefore
    return False


def _seal(office: Office, referral: Referral, status_id: UUID, news: News) -> SealedBytes | None:
    if referral.data_key is None:
        return None
    return key_of(office, referral).seal(_body(news), _place(status_id))


def _same(
    office: Office, referral: Referral, before: ReturnedStatus, hand_off: HandOff, news: News
) -> bool:
    """Whether it is the same news. Who sends it once more may say a later moment with it."""
    if (before.hand_off_id, before.word) != (hand_off.id, news.word):
        return False
    if before.body is None or referral.data_key is None:
        return True  # what it said is erased, so nobody can tell any more
    return said(office, referral, before) == Said(
        news.reason, news.actions, news.outcomes, news.words
    )


def _body(news: News) -> dict[str, Any]:
    return {
        "reason": news.reason,
        "actions": list(news.actions),
        "outcomes": list(news.outcomes),
        "words": news.words,
    }


def _name(office: Office, destination: str, event_id: str) -> str:
    """What a piece of news is kept under. What others call something may say who it is about, so
    it is kept as a keyed hash."""
    return office.vault.blinder.token("returned_status", f"{destination}\n{event_id}").hex()


def _place(status_id: UUID) -> str:
    return f"returned_status.body:{status_id}"


def _place_in_time(status: ReturnedStatus) -> tuple[datetime, int, UUID]:
    return status.said_at, _RANK[Word(status.word)], status.id
