"""What of one referral went where: each place with its story, and what exactly went or would go."""

from typing import Any
from uuid import UUID

from flask import Response, abort, get_flashed_messages, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.hub import hub
from portal.referral.handing_on.composing import compose
from portal.referral.handing_on.document import MayNotTravel
from portal.referral.handing_on.places import place as find_place
from portal.referral.handing_on.sent import document_sent
from portal.referral.handing_on.versions import Why
from portal.referral.lanes import may_open
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.records import HandOff, Referral
from portal.referral.records.hand_off import Notice
from portal.referral.staff import Staff
from portal.referral.words import say
from portal.storage.ids import new_id
from portal.web.desk import desk
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from .handed_on_document import Shown, in_words
from .handed_on_shown import shown
from .handed_on_words import WHY
from .looking import about, load


@hub.get("/referrals/<reference>/handed-on", endpoint="handed_on")
@may(Act.OPEN_REFERRAL)
def all_places(reference: str) -> Response:
    """Every place that it went to or was to go to, and what can be done about each."""
    office, speak = desk().office, current_language().speaker
    with desk().looking() as session:
        referral = load(session, reference)
        places = shown(session, office, referral, speak)
        facts = about(session, referral, speak)
    return render(
        "hub/handed_on.html",
        title=t(say("What was handed on")),
        door="hub",
        person=current_staff().name,
        back=url_for("hub.referral", reference=referral.reference),
        referral=referral,
        facts=facts,
        places=places,
        may_act=current_staff().may(Act.HAND_ON),
        done=[t(str(each)) for each in get_flashed_messages()],
    )


@hub.get("/referrals/<reference>/handed-on/<uuid:hand_off>", endpoint="handed_on_version")
@may(Act.OPEN_REFERRAL)
def what_went(reference: str, hand_off: UUID) -> Response:
    """Exactly what one version told, as it left."""
    with desk().looking() as session:
        referral = load(session, reference)
        found = session.get(HandOff, hand_off)
        if found is None or found.referral_id != referral.id:
            abort(404)
        told = document_sent(desk().office, referral, found)
        return _page(session, referral, told, title=t(say("What went there")), gone=t(_NOT_KEPT))


@hub.get("/referrals/<reference>/handed-on/now/<place>", endpoint="handed_on_now")
@may(Act.OPEN_REFERRAL)
def what_would_go(reference: str, place: str) -> Response:
    """What one place would be told if it were handed on at this moment."""
    office = desk().office
    told, gone = None, t(WHY[Why.GONE])
    with desk().looking() as session:
        referral = load(session, reference)
        where = find_place(session, office, place)
        if where is not None and referral.data_key is not None:
            would_be = HandOff(id=new_id(office.now()), number=1, notice=Notice.DOCUMENT)
            try:
                told = compose(session, office, referral, would_be, where)
            except MayNotTravel as error:
                gone = t(error.words, name=where.name)
        return _page(session, referral, told, title=t(say("What would go there now")), gone=gone)


_NOT_KEPT = say("What it said is not kept any more, or it never left.")


def _page(
    session: Session, referral: Referral, told: dict[str, Any] | None, *, title: str, gone: str
) -> Response:
    office, staff, speak = desk().office, current_staff(), current_language().speaker
    document_shown: Shown | None = None
    if told:
        told = _without_closed(session, office, told, staff)
        document_shown = in_words(told, office, staff.reader, speak)
    return render(
        "hub/handed_on_document.html",
        title=title,
        door="hub",
        person=staff.name,
        back=url_for("hub.handed_on", reference=referral.reference),
        referral=referral,
        facts=about(session, referral, speak),
        shown=document_shown,
        gone=gone,
    )


def _without_closed(
    session: Session, office: Office, told: dict[str, Any], staff: Staff
) -> dict[str, Any]:
    """``told`` without the tellings that were joined in and that ``staff`` may not open, such as
    those that are for specialists; counted with what was left out."""
    also = told.get("also_told", [])
    wanted = select(Referral).where(Referral.reference.in_([each["reference"] for each in also]))
    opens = {each.reference for each in session.scalars(wanted) if may_open(office, staff, each)}
    left = [each for each in also if each["reference"] in opens]
    if len(left) == len(also):
        return told
    out = told.get("also_told_left_out", 0) + len(also) - len(left)
    return {**told, "also_told": left, "also_told_left_out": out}
