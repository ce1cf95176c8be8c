"""Asking whoever referred somebody: the hub asks, and anybody of that organisation answers.

What is asked goes out to another organisation. So nothing is asked while a hold stops what goes
out, or once the person lets their referrer see nothing more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .asking import CAN_ASK
from .checking_back import bring_up
from .clock import wind
from .history import record
from .joined import goes_on_in
from .joined_news import tell_case
from .lifecycle import Move, MoveRefused, Stage
from .moving import change
from .office import Office
from .origins import Origin
from .records import Enquiry, Referral, Referring
from .referring import Sees, key_of_referring, referred

ASKED, ANSWERED = "referrer_asked", "referrer_answered"
"""The events of a question and of its answer. What they say is sealed elsewhere."""


class NobodyToAsk(ValueError):
    """Nobody may be asked: no organisation referred it, or the person lets it see nothing more."""


class AnsweredBefore(ValueError):
    """Somebody of the organisation answered before."""


class NoEnquiry(LookupError):
    """There is no such question any more."""


@dataclass(frozen=True)
class Told:
    """One question with its answer, which is empty while there is none."""

    id: UUID
    referring_id: UUID
    question: str
    asked_by: UUID
    asked_at: datetime
    answer: str
    answered_by: UUID | None
    answered_at: datetime | None


def may_be_asked(referral: Referral) -> bool:
    """Whether a question about ``referral`` could go to an organisation as it stands."""
    at = CAN_ASK | {Stage.JOINED}
    return referral.origin == Origin.PARTNER and Stage(referral.stage) in at


def askable(session: Session, referral: Referral) -> list[Referring]:
    """The organisations' parts in ``referral`` that may be asked, the newest first."""
    return [
        each
        for each in reversed(referred(session, referral))
        if each.organisation_id is not None
        and each.withdrawn_at is None
        and each.data_key is not None
        and each.sees != Sees.NOTHING
    ]


def ask_referrer(
    session: Session,
    office: Office,
    referral: Referral,
    by: UUID,
    *,
    version: int,
    question: str,
) -> Enquiry:
    """Ask whoever referred it. Raises ChangedMeanwhile, MoveRefused or NobodyToAsk."""
    change(session, office, referral, version)
    case = goes_on_in(session, referral)
    open_now = Stage(case.stage) in CAN_ASK and may_be_asked(referral)
    if referral.erased_at is not None or not open_now:
        raise MoveRefused(Move.ASK, Stage(referral.stage))
    to = next(iter(askable(session, referral)), None)
    if to is None:
        raise NobodyToAsk
    enquiry_id = new_id(office.now())
    enquiry = Enquiry(
        id=enquiry_id,
        referring_id=to.id,
        organisation_id=to.organisation_id,
        question=key_of_referring(office, to).seal(question, _question(enquiry_id)),
        asked_by=by,
        asked_at=office.now(),
    )
    session.add(enquiry)
    session.flush()
    record(session, office, referral.id, ASKED, by, enquiry=str(enquiry_id))
    wind(session, office, referral)
    return enquiry


def answer_hub(session: Session, office: Office, enquiry_id: UUID, by: UUID, text: str) -> None:
    """Somebody of the organisation answers. Staff see it, also when the referral has ended.

    The enquiry is known to be of their organisation. Raises AnsweredBefore, or NoEnquiry when it
    was erased meanwhile.
    """
    part = session.scalar(
        select(Referring)
        .join(Enquiry, Enquiry.referring_id == Referring.id)
        .where(Enquiry.id == enquiry_id)
    )
    if part is None:
        raise NoEnquiry
    referral = session.get_one(Referral, part.referral_id, with_for_update=True)
    enquiry = session.get(Enquiry, enquiry_id, with_for_update=True, populate_existing=True)
    if enquiry is None:
        raise NoEnquiry
    if enquiry.answered_at is not None:
        raise AnsweredBefore
    enquiry.answer = key_of_referring(office, part).seal(text, _answer(enquiry_id))
    enquiry.answered_by, enquiry.answered_at = by, office.now()
    session.flush()
    record(session, office, referral.id, ANSWERED, by, enquiry=str(enquiry_id))
    wind(session, office, referral)
    bring_up(office, referral)
    tell_case(session, office, referral, by)
    referral.version += 1
    referral.updated_at = office.now()


def enquiries(
    session: Session, office: Office, parts: Sequence[Referring], only: UUID | None = None
) -> list[Told]:
    """What was asked of ``parts`` and answered, the newest first; or ``only`` one of it."""
    keys = {each.id: key_of_referring(office, each) for each in parts if each.data_key is not None}
    wanted = select(Enquiry).where(Enquiry.referring_id.in_(keys)).order_by(Enquiry.id.desc())
    if only is not None:
        wanted = wanted.where(Enquiry.id == only)
    return [
        Told(
            id=each.id,
            referring_id=each.referring_id,
            question=keys[each.referring_id].open(each.question, _question(each.id)),
            asked_by=each.asked_by,
            asked_at=each.asked_at,
            answer=keys[each.referring_id].open(each.answer, _answer(each.id))
            if each.answer is not None
            else "",
            answered_by=each.answered_by,
            answered_at=each.answered_at,
        )
        for each in session.scalars(wanted)
    ]


def _question(enquiry_id: UUID) -> str:
    return f"enquiry.question:{enquiry_id}"


def _answer(enquiry_id: UUID) -> str:
    return f"enquiry.answer:{enquiry_id}"
