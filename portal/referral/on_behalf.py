"""Referring somebody else: what a referrer tells becomes a referral, with their own view of it.

Beside the referral stand what they told, under a key of its own, and a way for the person to take
it over. All of it is written in the caller's transaction, once for each submission.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from . import handing_over, referring
from .answers import Problem, read_whole
from .conditions import Answers
from .intake import NotReceived, Receipt, Source, receive_answers
from .kinds import Raw
from .narrowing import narrowed
from .office import Office
from .partner_kinds import MATTERS, Basis
from .questions.question import QuestionSet
from .records import Handover, Organisation, Referral, Referring
from .words import say

_REFERRER = "referrer"
_CLOSED = say("Your organisation can't refer here any more. Ring us and we will help you")


@dataclass(frozen=True)
class Made:
    """What was made, or found to have been made already: see ``receipt.fresh``.

    ``code`` is what the person takes it over with, in words.
    """

    receipt: Receipt
    referring: Referring
    handover: Handover
    code: str = field(repr=False)


def questions_for(
    office: Office, origin: str, organisation: Organisation | None = None
) -> QuestionSet:
    """The questions that a referrer is asked; those of an ``organisation`` offer only what it may
    send. Without one, nobody shares by law."""
    questions = office.journeys[origin]
    if organisation is None:
        return narrowed(questions, MATTERS, Basis.CONSENT)
    return narrowed(questions, organisation.sends, organisation.basis)


def receive_on_behalf(
    session: Session,
    office: Office,
    raw: Raw,
    source: Source,
    *,
    organisation_id: UUID | None = None,
    account_id: UUID | None = None,
    set_aside: Mapping[str, Any] | None = None,
) -> Made:
    """Read ``raw`` whole, and make of it a referral, the referrer's view of it and a handover.

    Once per ``source.submission``: sending again gives the same. A community group has neither
    id. Raises NotReceived, also for what the organisation may not send.
    """
    already = session.scalar(select(Referral).where(Referral.submission == source.submission))
    if already:
        return _found(session, office, already)
    organisation = _organisation(session, organisation_id)
    questions = questions_for(office, source.origin, organisation)
    reading = read_whole(questions, raw, office.today())
    if reading.problems:
        raise NotReceived(reading.problems)
    answers = about_the_person(office, reading.answers)
    receipt = receive_answers(session, office, answers, source, set_aside or {})
    referral = session.get_one(Referral, receipt.referral_id)
    if not receipt.fresh:
        return _found(session, office, referral)
    begun = referring.begin(
        session,
        office,
        referral,
        reading.answers,
        organisation_id=organisation_id,
        account_id=account_id,
    )
    handover, code = handing_over.make(
        session,
        office,
        referral,
        word=str(reading.answers.get(referring.AGREED_WORD) or ""),
        made_by=account_id,
        referring=begun,
    )
    return Made(receipt, begun, handover, code)


def about_the_person(office: Office, answers: Answers) -> dict[str, Any]:
    """``answers`` without what says who the referrer is: that is kept apart from the referral."""
    known = office.questions.questions
    return {
        name: value
        for name, value in answers.items()
        if name not in known or known[name].section.value != _REFERRER
    }


def _organisation(session: Session, organisation_id: UUID | None) -> Organisation | None:
    if organisation_id is None:
        return None
    found = session.get(Organisation, organisation_id)
    if found is None or found.closed_at is not None:
        raise NotReceived((Problem("", _CLOSED, ""),))
    return found


def _found(session: Session, office: Office, referral: Referral) -> Made:
    """What an earlier try of the same submission made."""
    begun = session.scalars(
        select(Referring).where(Referring.referral_id == referral.id).order_by(Referring.id)
    ).first()
    handover = handing_over.latest(session, referral.id)
    if begun is None or handover is None:
        raise handing_over.NoHandover
    receipt = Receipt(referral.id, referral.reference, fresh=False)
    return Made(receipt, begun, handover, handing_over.code_of(office, handover))
