"""The digest of a referrer: what waits for them and what moved on, as counts and references alone.

It is about what they referred themselves, and what somebody did whose account is closed: nobody
else would be told of that. What was handed on to their organisation is for everybody there.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from .digest import NAMED, Digest, Line
from .lifecycle import Progress
from .office import Office
from .origins import Origin
from .own_list import card_waits
from .records import (
    Account,
    CrossQuestion,
    CrossReferral,
    Draft,
    Enquiry,
    Notice,
    Referring,
)
from .records.waits import State
from .staff import Staff
from .words import say


def make_partner_digest(session: Session, office: Office, staff: Staff) -> Digest:
    """What ``staff`` of an organisation has before them at this moment.

    Worth sending is what is new since the last digest: a question, a step that they may see, or
    something that they must not use any more.
    """
    since = last_told(session, staff.id)
    theirs = _theirs(staff)
    open_question = (
        Enquiry.referring_id == Referring.id,
        Enquiry.answered_at.is_(None),
        Referring.data_key.is_not(None),
    )
    asked = select(Referring).where(*theirs, select(Enquiry.id).where(*open_question).exists())
    new = select(Referring).where(
        *theirs, select(Enquiry.id).where(*open_question, _after(Enquiry.asked_at, since)).exists()
    )
    moved = select(Referring).where(
        *theirs, Referring.word != Progress.RECEIVED, _after(Referring.since, since)
    )
    questions = _line(session, say("With a question from us that waits for your answer"), asked)
    steps = _line(session, say("Moved on since we last wrote to you"), moved)
    cards = _line(
        session,
        say("Not taken over by the person so far"),
        select(Referring).where(*theirs, Referring.is_open.is_(True), card_waits(office)),
    )
    received = _received(staff)
    handed = select(CrossReferral).where(*received, CrossReferral.state == "waiting")
    waiting = _line(session, say("Handed on to you, and waiting for your answer"), handed)
    told = select(CrossReferral).where(
        *received,
        select(CrossQuestion.id)
        .where(
            CrossQuestion.cross_referral_id == CrossReferral.id,
            CrossQuestion.asked_by == staff.id,
            _after(CrossQuestion.answered_at, since),
        )
        .exists(),
    )
    answered = _line(session, say("With an answer from us since we last wrote to you"), told)
    back = select(CrossReferral).where(
        CrossReferral.organisation_id == staff.organisation,
        CrossReferral.state == "recalled",
        _after(CrossReferral.since, since),
    )
    taken_back = _line(
        session,
        say("Taken back by us since we last wrote to you: please do not contact them about it"),
        back,
    )
    arrived = handed.where(_after(CrossReferral.since, since))
    drafts = Line(say("Drafts of yours that are not sent yet"), _drafts(session, staff))
    return Digest(
        own=(taken_back, questions, waiting, answered, steps, cards, drafts),
        hub=(),
        worth_sending=bool(
            taken_back.count
            or steps.count
            or answered.count
            or _count(session, new)
            or _count(session, arrived)
        ),
    )


def last_told(session: Session, account_id: UUID) -> datetime | None:
    """When the last digest that reached this account was put out."""
    return session.scalar(
        select(func.max(Notice.created_at)).where(
            Notice.account_id == account_id, Notice.kind == "digest", Notice.state == State.SENT
        )
    )


def _theirs(staff: Staff) -> tuple[ColumnElement[bool], ...]:
    """Of their organisation, said here too: the worker that sends stands behind no wall."""
    gone = select(Account.id).where(
        Account.organisation_id == staff.organisation, Account.closed_at.is_not(None)
    )
    return (
        Referring.organisation_id == staff.organisation,
        Referring.withdrawn_at.is_(None),
        or_(Referring.account_id == staff.id, Referring.account_id.in_(gone)),
    )


def _received(staff: Staff) -> tuple[ColumnElement[bool], ...]:
    """What was handed on to their organisation: anybody there may answer."""
    return CrossReferral.organisation_id == staff.organisation, CrossReferral.is_open.is_(True)


def _after(
    moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
    since: datetime | None,
) -> ColumnElement[bool]:
    return moment.is_not(None) if since is None else moment > since


def _line(session: Session, words: str, wanted: Select[Any]) -> Line:
    (table,) = (each["entity"] for each in wanted.column_descriptions)
    newest = wanted.order_by(table.id.desc()).limit(NAMED)
    named = tuple(each.reference for each in session.scalars(newest))
    return Line(words, _count(session, wanted), named)


def _count(session: Session, wanted: Select[Any]) -> int:
    (table,) = (each["entity"] for each in wanted.column_descriptions)
    ids = wanted.with_only_columns(table.id).subquery()
    return session.scalar(select(func.count()).select_from(ids)) or 0


def _drafts(session: Session, staff: Staff) -> int:
    unsent = select(func.count(Draft.id)).where(
        Draft.organisation_id == staff.organisation,
        Draft.account_id == staff.id,
        Draft.journey == Origin.PARTNER,
        Draft.referral_id.is_(None),
    )
    return session.scalar(unsent) or 0
