"""What is known of one referral for its document: who said what, when, and what may travel."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.referral.answers import fit
from portal.referral.filing import EARLIER, key_of, read_answers, read_document
from portal.referral.journey import Step
from portal.referral.office import Office
from portal.referral.own_words import provenance_of, referrers_of
from portal.referral.partner_kinds import Kind
from portal.referral.provenance import Provenance, kept_as
from portal.referral.questions.question import Question
from portal.referral.records import Consent, Organisation, Referral, Referring
from portal.referral.referring import Told as Telling
from portal.referral.referring import told as tellings

from .document_answers import PERSON, REFERRER, WORKER, Teller


@dataclass(frozen=True)
class Referrer:
    """One referrer's part: what kind they are, and every version of what they told."""

    row: Referring
    kind: str
    versions: tuple[Telling, ...]


@dataclass(frozen=True)
class Known:
    """One referral as it stands: its answers that still fit today's questions, and who said them.

    ``corrected`` says when the person last changed an answer, by its name.
    """

    referral: Referral
    answers: dict[str, Any]
    provenance: Provenance
    referrers: tuple[Referrer, ...]
    corrected: dict[str, datetime]

    @property
    def first(self) -> Teller:
        """Who told it first."""
        if self.referrers:
            each = self.referrers[0]
            return Teller(REFERRER, each.row.created_at, each.kind)
        return Teller(PERSON, self.referral.received_at)

    def told(self, question: Question, step: Step) -> Teller:
        """Who said what stands at ``question`` and ``step``, and when."""
        own = self.provenance.own_since(question, step)
        if own is not None:
            return Teller(PERSON, own)
        who = self.provenance.told_by(question, step)
        if who is not None:
            each = next(each for each in self.referrers if each.row.id == who)
            return Teller(REFERRER, _since(each, question, step), each.kind)
        at = self.corrected.get(kept_as(question, step), self.referral.received_at)
        return Teller(WORKER if self.provenance.voices else PERSON, at)


def known(session: Session, office: Office, referral: Referral) -> Known:
    """What is known of ``referral``. Raises Erased."""
    fitted = fit(office.questions, read_answers(session, office, referral))
    provenance = provenance_of(session, office, referral)
    referrers = [
        Referrer(each, _kind(session, each), tuple(tellings(session, office, each)))
        for each in (referrers_of(session, referral) if provenance.voices else ())
        if each.data_key is not None
    ]
    earlier = read_document(session, key_of(office, referral), referral.id, EARLIER) or []
    corrected = {
        name: datetime.fromisoformat(each["at"]) for each in earlier for name in each["answers"]
    }
    return Known(referral, fitted.answers, provenance, tuple(referrers), corrected)


def decision(session: Session, referral: Referral, service: str) -> Consent | None:
    """The decision in force about ``service``: the first of those that say the same last.

    None where the person never decided about it.
    """
    rows = select(Consent).filter_by(referral_id=referral.id, service=service).order_by(Consent.id)
    found: Consent | None = None
    for each in session.scalars(rows):
        if found is None or found.agreed is not each.agreed:
            found = each
    return found


def _kind(session: Session, referring: Referring) -> str:
    """What kind of organisation referred; a group without an account is a community group."""
    organisation = (
        session.get(Organisation, referring.organisation_id) if referring.organisation_id else None
    )
    return organisation.kind if organisation else Kind.COMMUNITY_GROUP


def _since(referrer: Referrer, question: Question, step: Step) -> datetime:
    """Since which version a referrer has told what they tell of a question now."""
    latest = referrer.versions[-1]
    value, at = step.given(latest.answers).get(question.id), latest.at
    for each in reversed(referrer.versions[:-1]):
        if step.given(each.answers).get(question.id) != value:
            break
        at = each.at
    return at
