"""What a provider asks the hub about a cross-referral, and what the hub answers.

Both stand under the key of the cross-referral, so they go with it when it is taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.referral.checking_back import bring_up
from portal.referral.clock import wind
from portal.referral.history import record
from portal.referral.joined import goes_on_in
from portal.referral.joined_news import tell_case
from portal.referral.lifecycle import Stage
from portal.referral.moving import ChangedMeanwhile, change
from portal.referral.office import Office
from portal.referral.records import CrossQuestion, CrossReferral, Referral
from portal.referral.staff import Staff
from portal.storage.ids import new_id

from .crossing import Standing, key_of_cross
from .crossing_verbs import claim

ASKED, ANSWERED = "cross_asked", "cross_answered"
"""The events of a provider's question and of its answer."""

MOST = 50
"""Questions about one cross-referral: more is a telephone call."""


class TooManyQuestions(ValueError):
    """A provider asked as much as it can about one cross-referral."""


class AnsweredBefore(ValueError):
    """Somebody at the hub answered before, or the question is gone."""


class StoppedByHold(ValueError):
    """Nothing goes out while the referral is on hold."""


@dataclass(frozen=True)
class Asked:
    """One question with its answer, which is empty while there is none."""

    id: UUID
    cross_id: UUID
    organisation_id: UUID | None
    question: str
    asked_by: UUID
    asked_at: datetime
    answer: str
    answered_by: UUID | None
    answered_at: datetime | None


def ask_hub(session: Session, office: Office, cross_id: UUID, by: UUID, question: str) -> UUID:
    """The provider asks the hub something; gives the question's id.

    Its own time to answer goes on. Raises ChangedMeanwhile when it was taken back or is over.
    """
    referral, cross = claim(session, cross_id, None, Standing.WAITING, Standing.ACCEPTED)
    asked = select(CrossQuestion.id).where(CrossQuestion.cross_referral_id == cross_id)
    if len(session.scalars(asked.limit(MOST)).all()) >= MOST:
        raise TooManyQuestions
    question_id = new_id(office.now())
    session.add(
        CrossQuestion(
            id=question_id,
            cross_referral_id=cross_id,
            organisation_id=cross.organisation_id,
            question=key_of_cross(office, cross).seal(question, _question(question_id)),
            asked_by=by,
            asked_at=office.now(),
        )
    )
    session.flush()
    record(session, office, referral.id, ASKED, by, organisation=str(cross.organisation_id))
    wind(session, office, referral)
    bring_up(office, referral)
    referral.version += 1
    referral.updated_at = office.now()
    tell_case(session, office, referral, by)
    return question_id


def answer_provider(
    session: Session,
    office: Office,
    referral: Referral,
    question_id: UUID,
    by: Staff,
    *,
    version: int,
    text: str,
) -> None:
    """The hub answers. What is said goes out to another organisation, so not while a hold stops it.

    Raises ChangedMeanwhile, AnsweredBefore or StoppedByHold.
    """
    change(session, office, referral, version)
    if referral.erased_at is not None:
        raise ChangedMeanwhile
    if goes_on_in(session, referral).stage == Stage.ON_HOLD:
        raise StoppedByHold
    question = session.get(CrossQuestion, question_id, with_for_update=True, populate_existing=True)
    if question is None or question.answered_at is not None:
        raise AnsweredBefore
    cross = session.get_one(CrossReferral, question.cross_referral_id)
    if cross.referral_id != referral.id:
        raise AnsweredBefore
    question.answer = key_of_cross(office, cross).seal(text, _answer(question_id))
    question.answered_by, question.answered_at = by.id, office.now()
    session.flush()
    record(session, office, referral.id, ANSWERED, by.id, organisation=str(cross.organisation_id))
    wind(session, office, referral)


def questions_on(session: Session, office: Office, parts: Sequence[CrossReferral]) -> list[Asked]:
    """What was asked about these cross-referrals and answered, the oldest first."""
    keys = {each.id: key_of_cross(office, each) for each in parts if each.data_key is not None}
    wanted = select(CrossQuestion).where(CrossQuestion.cross_referral_id.in_(keys))
    return [
        Asked(
            id=each.id,
            cross_id=each.cross_referral_id,
            organisation_id=each.organisation_id,
            question=keys[each.cross_referral_id].open(each.question, _question(each.id)),
            asked_by=each.asked_by,
            asked_at=each.asked_at,
            answer=keys[each.cross_referral_id].open(each.answer, _answer(each.id))
            if each.answer is not None
            else "",
            answered_by=each.answered_by,
            answered_at=each.answered_at,
        )
        for each in session.scalars(wanted.order_by(CrossQuestion.id))
    ]


def _question(question_id: UUID) -> str:
    return f"cross_question.question:{question_id}"


def _answer(question_id: UUID) -> str:
    return f"cross_question.answer:{question_id}"
