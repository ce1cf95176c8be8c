"""After sending: the receipt, with what happens next and what to hand to the person; and a copy."""

from datetime import date, datetime
from uuid import UUID

from flask import Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.documents.agency_copy import agency_copy
from portal.documents.paper import Document
from portal.partner import partner, walled, walled_look
from portal.referral import handing_over
from portal.referral.history import record
from portal.referral.lifecycle import FOR_PARTNER, Progress
from portal.referral.origins import Origin
from portal.referral.permissions import Act
from portal.referral.priority import FIRST_ATTEMPT, Priority, due, first_attempt_due
from portal.referral.records import Handover, Referring
from portal.referral.referring import Told, told
from portal.referral.words import say
from portal.storage.walls import hub_at_work
from portal.web.desk import desk
from portal.web.files import NOT_MADE, as_file
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t

from .looking import load
from .seat import own_organisation
from .showing import show


@partner.get("/referrals/<reference>/receipt")
@may(Act.FOLLOW)
def receipt(reference: str) -> Response:
    """The receipt: what was sent, what happens next and by when, and what the person gets."""
    office, speak = desk().office, current_language().speaker
    with walled_look() as session:
        mine = load(session, reference)
        if mine.data_key is None:
            return _erased()
        handover = _handover(session, mine.id)
        last = told(session, office, mine)[-1]
    waits = handover is not None and handing_over.waits(office, handover)
    look_by = due(Priority.P3, mine.created_at, office.zone)
    reach_by = first_attempt_due(mine.created_at, office.zone)
    return show(
        "partner/receipt.html",
        title=t(say("Sent")),
        back="/partner/",
        mine=mine,
        own_reference=last.answers.get("agency_reference") or "",
        look_by=speak.moment(look_by),
        reach_by=speak.moment(reach_by),
        days=FIRST_ATTEMPT,
        code=handing_over.code_of(office, handover) if handover and waits else "",
        has_word=bool(handover and handover.word_hash),
        until=speak.day(_day(handover.expires_at)) if handover else "",
        agreed=last.answers.get("agency_basis") == "consent",
        shows=last.answers.get("safe_to_show") == "yes",
    )


@partner.get("/referrals/<reference>/copy")
@may(Act.FOLLOW)
def copy(reference: str) -> Response:
    """What the organisation told, and how far it has come, as a file. It is written down."""
    office = desk().office
    with walled() as session:
        mine = load(session, reference)
        if mine.data_key is None:
            return _erased()
        document = _document(own_organisation(session).name, mine, told(session, office, mine)[-1])
        with hub_at_work(session):
            record(session, office, mine.referral_id, "printed", current_staff().id)
    return as_file(document, door="partner", person=current_staff().name)


def _document(organisation: str, mine: Referring, last: Told) -> Document:
    office = desk().office
    return agency_copy(
        office.hub,
        current_language().speaker,
        questions=office.journeys[Origin.PARTNER],
        answers=last.answers,
        organisation=organisation,
        reference=mine.reference,
        told_at=last.at,
        steps=[
            (datetime.fromisoformat(each["at"]), t(FOR_PARTNER[Progress(each["word"])]))
            for each in mine.steps
        ],
        printed=office.now(),
    )


def _handover(session: Session, referring_id: UUID) -> Handover | None:
    found = select(Handover).where(Handover.referring_id == referring_id)
    return session.scalar(found.order_by(Handover.id.desc()).limit(1))


def _day(moment: datetime) -> date:
    return moment.astimezone(desk().office.zone).date()


def _erased() -> Response:
    return show(
        "error.html",
        title=t(NOT_MADE),
        status=404,
        staff=True,
        lines=[t(say("Everything about this person was erased."))],
    )
