"""Partner organisations of the demonstration: who is there, and what they do, by the real verbs."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.referral import amending, enquiries, handing_over, inviting, shared_drafts
from portal.referral.answers import write_whole
from portal.referral.history import GROUP
from portal.referral.intake import Source
from portal.referral.office import Office
from portal.referral.on_behalf import questions_for, receive_on_behalf
from portal.referral.organisations import add_organisation
from portal.referral.origins import Origin
from portal.referral.records import Enquiry, Organisation, Referral, Referring
from portal.referral.referring import referred, told
from portal.referral.staff import Staff
from portal.storage.ids import new_id

from .case import Case
from .people import PARTNERS, WORD, Partner, Person
from .scene import Scene

Employ = Callable[[Session, Office, Person, UUID | None], Staff]


def establish(
    session: Session, office: Office, employ: Employ, administrator: Staff
) -> dict[str, Staff]:
    """Add every partner and its people, and invite one more to each. Gives people by their key."""
    found: dict[str, Staff] = {}
    for partner in PARTNERS:
        organisation = add_organisation(session, office, partner.facts, administrator.id)
        for person in partner.people:
            found[person.key] = employ(session, office, person, organisation.id)
    return found


def invite(scene: Scene, partner: Partner) -> None:
    """An administrator of a partner invites somebody, who has not come so far."""
    by = scene.staff[f"{partner.key}_lead"]
    name, email = partner.invited
    with scene.sessions.begin() as session:
        inviting.invite(
            session,
            scene.office,
            by,
            email=email,
            name=name,
            roles=("referrer",),
            organisation_id=by.organisation,
        )


def refer_for(scene: Scene, by: Staff | None, answers: Mapping[str, Any]) -> Case:
    """Somebody at a partner refers a person, or a group without an account does."""
    office, origin = scene.office, Origin.PARTNER if by else Origin.COMMUNITY
    with scene.sessions.begin() as session:
        organisation = session.get(Organisation, by.organisation) if by else None
        questions = questions_for(office, origin, organisation)
        made = receive_on_behalf(
            session,
            office,
            write_whole(questions, answers),
            Source(origin, new_id(office.now()), by=by.id if by else GROUP),
            organisation_id=by.organisation if by else None,
            account_id=by.id if by else None,
        )
    nobody = scene.staff["coordinator"]
    receipt = made.receipt
    return Case(scene, receipt.referral_id, receipt.reference, nobody, by, made.code)


def keep_draft(scene: Scene, by: Staff, answers: Mapping[str, Any]) -> None:
    """Somebody at a partner begins to tell, and leaves the rest to a colleague."""
    office = scene.office
    if by.organisation is None:
        raise ValueError("a draft that is shared needs an organisation")
    with scene.sessions.begin() as session:
        draft_id = shared_drafts.begin(session, office, by.organisation, by.id, "en_GB")
        held = shared_drafts.look(session, office, draft_id)
        if held is not None:
            shared_drafts.save(session, office, held, answers)


def ask(case: Case, question: str) -> UUID:
    """The hub asks whoever referred it; gives the id of the enquiry."""
    with case.opened() as (session, referral):
        asked = enquiries.ask_referrer(
            session,
            case.scene.office,
            referral,
            case.owner.id,
            version=referral.version,
            question=question,
        )
        return asked.id


def may_ask(case: Case) -> bool:
    """Whether the hub can ask whoever referred it just now."""
    with case.opened() as (session, referral):
        return bool(enquiries.may_be_asked(referral) and enquiries.askable(session, referral))


def answer(case: Case, text: str) -> None:
    """Whoever referred it answers what was asked last."""
    with case.opened() as (session, referral):
        part = _part(session, referral)
        if part is None or case.referrer is None:
            return
        found = select(Enquiry.id).where(Enquiry.referring_id == part.id, Enquiry.answer.is_(None))
        enquiry = session.scalar(found.order_by(Enquiry.id.desc()).limit(1))
        if enquiry is not None:
            enquiries.answer_hub(session, case.scene.office, enquiry, case.referrer.id, text)


def amend(case: Case, reason: str, **changes: Any) -> None:
    """Whoever referred it tells something anew, unless they can't any more."""
    office = case.scene.office
    with case.opened() as (session, referral):
        part = _part(session, referral)
        if part is None or case.referrer is None or amending.why_not(part):
            return
        last = told(session, office, part)[-1]
        answers = {**last.answers, **changes}
        by, after = case.referrer.id, last.number
        amending.amend(session, office, part, answers, by=by, reason=reason, after=after)


def withdraw(case: Case, reason: str) -> None:
    """Whoever referred it withdraws, unless they can't any more."""
    with case.opened() as (session, referral):
        part = _part(session, referral)
        if part is not None and case.referrer is not None and not amending.why_not(part):
            amending.withdraw(session, case.scene.office, part, by=case.referrer.id, reason=reason)


def take_over(case: Case) -> None:
    """The person takes it over, with the code on their card and the word that was agreed."""
    office = case.scene.office
    with case.scene.sessions.begin() as session:
        opened = handing_over.look(session, office, case.code, WORD)
        handing_over.take(session, office, opened, f"my own {WORD}", "en_GB")


def _part(session: Session, referral: Referral) -> Referring | None:
    """The part in ``referral`` of whoever referred it, if they have an account."""
    found = referred(session, referral)
    return next((each for each in found if each.organisation_id is not None), None)
