"""Where a referrer sits: a draft of their organisation, with the questions that it is asked."""

from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.referral import journey, shared_drafts
from portal.referral.draft_body import Held
from portal.referral.journey import Step
from portal.referral.on_behalf import questions_for
from portal.referral.origins import Origin
from portal.referral.questions.question import QuestionSet
from portal.referral.records import Organisation, Referring
from portal.referral.told_before import is_confirmed_at_once, open_before_confirming
from portal.web.desk import desk


@dataclass(frozen=True)
class Seat:
    """A draft that somebody goes on with. ``reference`` is what it became; "" until it is sent."""

    draft: Held
    questions: QuestionSet
    reference: str

    def step(self, page: str, number: int | None) -> Step | None:
        """One page, if it is asked as the draft stands."""
        if self.reference:
            return None
        step = journey.find(self.questions, self.draft.said, page, number)
        if step is not None and self.draft.waits and not is_confirmed_at_once(step.page):
            return None
        return step

    @property
    def base(self) -> str:
        """The address that the draft's own pages begin with."""
        return url_for("partner.draft", draft=self.draft.id)

    @property
    def next(self) -> str:
        """The address of the first page still open; then checking the answers; then the receipt.

        What was told before about the person is confirmed before all else.
        """
        if self.reference:
            return url_for("partner.receipt", reference=self.reference)
        if self.draft.waits:
            opened = open_before_confirming(self.questions, self.draft.said)
            return f"{self.base}/{opened.slug if opened else 'again'}"
        step = journey.first_open(self.questions, self.draft.answers)
        return f"{self.base}/{step.slug if step else 'check'}"


def own_organisation(session: Session) -> Organisation:
    """The organisation of whoever is signed in: behind its wall it is the only one."""
    return session.scalars(select(Organisation)).one()


def sit(session: Session, draft_id: UUID, *, lock: bool = False) -> Seat | None:
    """The seat at one draft; None when the organisation has no such draft, or no longer."""
    office = desk().office
    held = shared_drafts.look(session, office, draft_id, lock=lock)
    if held is None:
        return None
    questions = questions_for(office, Origin.PARTNER, own_organisation(session))
    reference = ""
    if held.referral_id is not None:
        found = select(Referring.reference).where(Referring.referral_id == held.referral_id)
        reference = session.scalar(found.limit(1)) or ""
    return Seat(held, questions, reference)
