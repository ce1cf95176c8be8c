"""What an organisation sees of its referrals: a list, newest first, and what waits for it.

Everything here is asked behind the wall, so that only the organisation's own rows are there.
"""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from .findable import normal_reference
from .lifecycle import Progress
from .office import Office
from .records import Draft, Enquiry, Handover, Referring
from .reference import MistypedReference, read
from .referring import label_of, own_reference_token

SCREEN = 30
"""Referrals on one screen."""

MOST = 50
"""Questions and results shown at once."""


@dataclass(frozen=True)
class Asked:
    """Which referrals to list: open or finished, at one ``word``, sent by one ``account``, or
    only those of which something ``waits``."""

    finished: bool = False
    word: Progress | None = None
    account: UUID | None = None
    waits: bool = False

    @property
    def narrowed(self) -> bool:
        return self.word is not None or self.account is not None or self.waits


@dataclass(frozen=True)
class Entry:
    """One referral in a list. ``questions`` wait for an answer, ``card`` says that nobody has used
    the person's way to take it over."""

    referring: Referring
    name: str
    own_reference: str
    questions: int
    card: bool


@dataclass(frozen=True)
class Listing:
    """One screen; ``after`` is where the next begins, if there is more."""

    entries: list[Entry]
    after: UUID | None


@dataclass(frozen=True)
class Question:
    """A question from the hub that waits for an answer."""

    enquiry_id: UUID
    reference: str
    asked_at: datetime


@dataclass(frozen=True)
class Waiting:
    """What waits for the organisation. ``more`` says that there are more questions than listed."""

    drafts: int
    cards: int
    questions: list[Question]
    more: bool

    def __bool__(self) -> bool:
        return bool(self.drafts or self.cards or self.questions)


def own_list(session: Session, office: Office, asked: Asked, after: UUID | None = None) -> Listing:
    """One screen of the referrals that are ``asked`` for, beginning ``after`` another."""
    wanted = select(Referring).where(Referring.is_open.is_(not asked.finished))
    if asked.word is not None:
        wanted = wanted.where(Referring.word == asked.word)
    if asked.account is not None:
        wanted = wanted.where(Referring.account_id == asked.account)
    if asked.waits:
        wanted = wanted.where(_something_waits(office))
    if after is not None:
        wanted = wanted.where(Referring.id < after)
    found = list(session.scalars(wanted.order_by(Referring.id.desc()).limit(SCREEN + 1)))
    entries = _entries(session, office, found[:SCREEN])
    return Listing(entries, entries[-1].referring.id if len(found) > SCREEN else None)


def find_own(session: Session, office: Office, typed: str) -> list[Entry]:
    """The referrals that a reference is of, theirs or ours, however it is typed; newest first."""
    ways: list[ColumnElement[bool]] = []
    with suppress(MistypedReference):
        ways.append(Referring.reference == read(typed))
    if normal_reference(typed):
        ways.append(Referring.own_reference == own_reference_token(office, typed))
    if not ways:
        return []
    wanted = select(Referring).where(or_(*ways)).order_by(Referring.id.desc()).limit(MOST)
    return _entries(session, office, list(session.scalars(wanted)))


def what_waits(session: Session, office: Office) -> Waiting:
    """Drafts that were not sent, cards that nobody used, and questions without an answer."""
    drafts = session.scalar(
        select(func.count(Draft.id)).where(Draft.referral_id.is_(None), Draft.body.is_not(None))
    )
    cards = session.scalar(
        select(func.count(Referring.id)).where(Referring.is_open.is_(True), card_waits(office))
    )
    found = session.execute(
        select(Enquiry.id, Referring.reference, Enquiry.asked_at)
        .join(Referring, Referring.id == Enquiry.referring_id)
        .where(
            Enquiry.answered_at.is_(None),
            Referring.data_key.is_not(None),
            Referring.withdrawn_at.is_(None),
        )
        .order_by(Enquiry.id)
        .limit(MOST + 1)
    ).all()
    questions = [Question(*each) for each in found]
    return Waiting(drafts or 0, cards or 0, questions[:MOST], len(questions) > MOST)


def _entries(session: Session, office: Office, found: list[Referring]) -> list[Entry]:
    ids = [each.id for each in found]
    questions = _questions(session, ids)
    cards = set(
        session.scalars(
            select(Referring.id).where(
                Referring.id.in_(ids), Referring.is_open.is_(True), card_waits(office)
            )
        )
    )
    entries = []
    for each in found:
        label = label_of(office, each)
        name, own = label["name"], label["own_reference"]
        asked = questions[each.id] if each.withdrawn_at is None else 0
        entries.append(Entry(each, name, own, asked, each.id in cards))
    return entries


def _questions(session: Session, ids: Iterable[UUID]) -> Counter[UUID]:
    waiting = select(Enquiry.referring_id).where(
        Enquiry.referring_id.in_(ids), Enquiry.answered_at.is_(None)
    )
    return Counter(session.scalars(waiting))


def _something_waits(office: Office) -> ColumnElement[bool]:
    asked = exists().where(Enquiry.referring_id == Referring.id, Enquiry.answered_at.is_(None))
    return and_(Referring.withdrawn_at.is_(None), or_(asked, card_waits(office)))


def has_card(session: Session, office: Office, referring: Referring) -> bool:
    """Whether the person could still take over what ``referring`` is about, and has not."""
    asked = select(Referring.id).where(Referring.id == referring.id, card_waits(office))
    return session.scalar(asked) is not None


def card_waits(office: Office) -> ColumnElement[bool]:
    """Whether the person could still take it over and has not."""
    there = exists().where(
        Handover.referring_id == Referring.id,
        Handover.taken_at.is_(None),
        Handover.ended_at.is_(None),
        Handover.expires_at > office.now(),
    )
    return and_(Referring.withdrawn_at.is_(None), there)
