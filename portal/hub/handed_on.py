"""What of one referral went where: each place with its story, and what exactly went or would go."""

from typing import Any
from uuid import UUID

from flask import Response, abort, get_flashed_messages, url_for
from sqlalchemy.orm import Session

from portal.hub import hub
from portal.referral.handing_on.composing import compose
from portal.referral.handing_on.document import MayNotTravel
from portal.referral.handing_on.places import place as find_place
from portal.referral.handing_on.sent import document_sent
from portal.referral.handing_on.versions import Why
from portal.referral.permissions import Act
from portal.referral.records import HandOff, Referral
from portal.referral.records.hand_off import Notice
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
    document_shown: Shown | None = in_words(told, office, staff.reader, speak) if told else None
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
