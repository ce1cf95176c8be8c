"""A referrer tells something anew, or withdraws: every version is kept, and the person goes first.

What the person has said themselves stays in force, whatever a referrer changes. Nothing here
closes a referral: staff see that there is news, and one working day later it is overdue.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.storage.sealing import DataKey

from .answers import beside, fit
from .checking_back import bring_up
from .clock import HEARD, NEWS, wind
from .conditions import Answers
from .filing import SET_ASIDE, file_answers, keep_document, key_of, read_answers, read_document
from .handing_on.agreeing import consent_changed
from .history import record
from .intake import decide_sharing
from .joined_news import tell_case
from .lanes import add_lanes, lanes_in
from .moving import ChangedMeanwhile, change
from .office import Office
from .on_behalf import about_the_person
from .own_words import own_words
from .prioritising import raise_priority
from .provenance import changed, put_in_force
from .questions.question import Section
from .recognising import recognise
from .records import Event, Referral, Referring
from .referring import AGREED_WORD, key_of_referring, tell, told
from .staff import Staff
from .training import lanes_of


class Why(StrEnum):
    """Why a referrer can't tell anything more, or withdraw."""

    ERASED = "erased"
    WITHDRAWN = "withdrawn"
    FINISHED = "finished"


class NotAmendable(ValueError):
    """A referral of which its referrer can't tell anything more; ``why`` says why."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def why_not(referring: Referring) -> Why | None:
    """Why its referrer can't tell more of it or withdraw it; None when they can.

    It goes by what they may see: whoever the person lets see no end isn't told of one here.
    """
    if referring.data_key is None:
        return Why.ERASED
    if referring.withdrawn_at is not None:
        return Why.WITHDRAWN
    return None if referring.is_open else Why.FINISHED


def amend(
    session: Session,
    office: Office,
    referring: Referring,
    answers: Answers,
    *,
    by: UUID,
    reason: str,
    after: int,
) -> int:
    """The referrer tells ``answers`` in place of version ``after``; gives the new one's number.

    Telling the same again gives the number that was there. The hub does this, not whoever stands
    behind a wall. Raises NotAmendable, or ChangedMeanwhile when a colleague told more since.
    """
    referral = _claim(session, referring)
    latest = told(session, office, referring)[-1]
    if latest.number != after:
        raise ChangedMeanwhile
    before = fit(office.questions, latest.answers).answers
    answers = {name: value for name, value in answers.items() if name != AGREED_WORD}
    different = changed(before, answers)
    if not different:
        return latest.number
    number = tell(session, office, referring, answers, account_id=by, reason=reason)
    _put_in_force(session, office, referral, before, answers, by)
    details = {"questions": different, "version": number}
    record(session, office, referral.id, "referrer_amended", by, **details)
    _touch(session, office, referral, referring, by)
    return number


def withdraw(
    session: Session, office: Office, referring: Referring, *, by: UUID, reason: str
) -> None:
    """The referrer withdraws. The referral stays open: it is the person's and the hub's now.

    The way for the person to take it over goes on working. Raises NotAmendable.
    """
    referral = _claim(session, referring)
    key = key_of_referring(office, referring)
    referring.withdrawal = key.seal(reason, _place(referring))
    referring.withdrawn_at = office.now()
    referring.is_open = False
    record(session, office, referral.id, "referrer_withdrew", by)
    _touch(session, office, referral, referring, by)


def why_withdrawn(office: Office, referring: Referring) -> str:
    """The reason that a referrer gave for withdrawing; empty when they did not, or it is erased."""
    if referring.data_key is None or referring.withdrawal is None:
        return ""
    reason: str = key_of_referring(office, referring).open(referring.withdrawal, _place(referring))
    return reason


def hear(session: Session, office: Office, referral: Referral, by: Staff, *, version: int) -> None:
    """Somebody at the hub has looked at what a referrer did. Raises ChangedMeanwhile."""
    change(session, office, referral, version)
    record(session, office, referral.id, HEARD, by.id)
    wind(session, office, referral)


def unheard_since(events: Iterable[Event]) -> datetime | None:
    """Since when something that a referrer did waits to be looked at; ``events`` oldest first."""
    since = None
    for event in events:
        if event.verb in NEWS:
            since = since or event.at
        elif event.verb == HEARD:
            since = None
    return since


def _claim(session: Session, referring: Referring) -> Referral:
    """The referral, with nobody else changing it or what is told of it; if that can go on."""
    wanted = select(Referral).where(Referral.id == referring.referral_id).with_for_update()
    referral = session.scalars(wanted.execution_options(populate_existing=True)).one()
    session.refresh(referring, with_for_update=True)
    why = Why.ERASED if referral.erased_at is not None else why_not(referring)
    if why is not None:
        raise NotAmendable(why)
    return referral


def _put_in_force(
    session: Session,
    office: Office,
    referral: Referral,
    earlier: Answers,
    later: Answers,
    by: UUID,
) -> None:
    key = key_of(office, referral)
    before = _fitted(session, office, key, referral)
    after = put_in_force(
        before,
        own_words(session, key, referral),
        about_the_person(office, earlier),
        about_the_person(office, later),
        # How to reach somebody is one answer: half of theirs and half of another's is not safe.
        whole=[_of_section(office, Section.CONTACT)],
    )
    if after == before:
        return
    file_answers(session, office, referral, key, after, lanes_in(office, referral))
    recognise(session, office, referral, after)
    if before.get("share_with") != after.get("share_with"):
        decide_sharing(session, office, referral, after)
        consent_changed(session, office, referral)
    add_lanes(session, office, referral, lanes_of(after) - lanes_of(before), by)
    raise_priority(session, office, referral, before, after, by)


def _fitted(session: Session, office: Office, key: DataKey, referral: Referral) -> dict[str, Any]:
    """The answers in force, fitted to today's questions; what no longer fits is set aside."""
    stored = read_answers(session, office, referral)
    if referral.fingerprint == office.questions.fingerprint:
        return stored
    fitted = fit(office.questions, stored)
    if fitted.set_aside:
        aside = read_document(session, key, referral.id, SET_ASIDE) or {}
        keep_document(session, key, referral.id, SET_ASIDE, beside(aside, fitted.set_aside))
    referral.fingerprint = office.questions.fingerprint
    return fitted.answers


def _of_section(office: Office, section: Section) -> list[str]:
    found = office.questions.questions.values()
    return [question.id for question in found if question.section is section]


def _touch(
    session: Session, office: Office, referral: Referral, referring: Referring, by: UUID
) -> None:
    referring.version += 1
    referral.version += 1
    referral.updated_at = office.now()
    bring_up(office, referral)
    session.flush()
    wind(session, office, referral)
    tell_case(session, office, referral, by)


def _place(referring: Referring) -> str:
    return f"referring.withdrawal:{referring.id}"
