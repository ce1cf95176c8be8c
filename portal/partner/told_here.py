"""What the signed-in organisation told of one referral: every version, and if more can come."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property, lru_cache
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from portal.referral import journey
from portal.referral.accounts import names
from portal.referral.amending import Why, why_not, why_withdrawn
from portal.referral.answers import fit
from portal.referral.journey import Step
from portal.referral.on_behalf import questions_for
from portal.referral.origins import Origin
from portal.referral.questions.question import QuestionSet
from portal.referral.records import Referring
from portal.referral.referring import AGREED_WORD, Told, told
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.guard import current_staff
from portal.web.language import current_language, t

from .looking import load
from .seat import own_organisation

_SAME_VISIT = timedelta(hours=1)
"""For so long, the next page that somebody changes is likely changed for the same reason."""


@dataclass(frozen=True)
class ToldHere:
    """One organisation's part in a referral, with all that it told. Empty once it was erased."""

    referring: Referring
    versions: list[Told]
    questions: QuestionSet

    @property
    def why_not(self) -> Why | None:
        """Why nothing more can be told; None when it can."""
        return why_not(self.referring)

    @property
    def latest(self) -> Told:
        """What it tells now."""
        return self.versions[-1]

    @cached_property
    def answers(self) -> dict[str, Any]:
        """What it tells now, fitted to today's questions. What may be skipped here stays so, even
        where the person themselves has to answer it."""
        said, asked = self.latest.answers, self.questions.questions
        may_skip = {each for each in said if each in asked and not asked[each].required}
        skipped: dict[str, Any] = {each: None for each in may_skip if said[each] is None}
        return skipped | fit(desk().office.questions, said).answers

    def step(self, page: str, number: int | None) -> Step | None:
        """One page, if it is asked as things stand."""
        return journey.find(self.questions, self.answers, page, number)

    @property
    def last_reason(self) -> str:
        """Why they changed the page before this one, if that was them, and just now."""
        recent = desk().office.now() - self.latest.at < _SAME_VISIT
        mine = self.latest.account_id == current_staff().id
        return self.latest.reason if recent and mine else ""


@dataclass(frozen=True)
class Version:
    """One version in words."""

    number: int
    when: str
    by: str
    reason: str
    href: str


@dataclass(frozen=True)
class Versions:
    """What an organisation told of a referral, for its page: ``rows`` has the newest first."""

    rows: list[Version]
    can_amend: bool
    withdrawn: str
    """When they withdrew, in words; empty when they did not."""

    why_withdrawn: str


def told_here(session: Session, reference: str) -> ToldHere:
    """What the organisation told of the referral with ``reference``; else "not found"."""
    office, referring = desk().office, load(session, reference)
    versions = told(session, office, referring) if referring.data_key is not None else []
    questions = questions_for(office, Origin.PARTNER, own_organisation(session))
    return ToldHere(referring, versions, _without_word(questions))


def versions_of(session: Session, referring: Referring) -> Versions:
    """What the organisation told of a referral, and whether it can tell more."""
    office, speak = desk().office, current_language().speaker
    versions = told(session, office, referring) if referring.data_key is not None else []
    known = names(session, office, {each.account_id for each in versions if each.account_id})
    rows = [
        Version(
            each.number,
            speak.moment(each.at),
            known.get(each.account_id, "") if each.account_id else "",
            each.reason or t(say("First told")),
            url_for("partner.version", reference=referring.reference, number=each.number),
        )
        for each in reversed(versions)
    ]
    withdrawn = referring.withdrawn_at
    return Versions(
        rows,
        why_not(referring) is None,
        speak.moment(withdrawn) if withdrawn else "",
        why_withdrawn(office, referring),
    )


@lru_cache(maxsize=64)
def _without_word(questions: QuestionSet) -> QuestionSet:
    """The word that they agreed with the person is never told again: nobody keeps it."""
    pages = []
    for page in questions.pages:
        asked = tuple(each for each in page.questions if each.id != AGREED_WORD)
        if asked == page.questions:
            pages.append(page)
        elif asked:
            pages.append(replace(page, questions=asked))
    return replace(questions, pages=tuple(pages))
