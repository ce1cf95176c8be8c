"""What the hub handed on to the organisation: the list, and one with all that may be known of it.

Nothing has to be filled in again. All of it comes from the organisation's own row: nothing else is
behind the wall.
"""

from typing import Any
from uuid import UUID

from flask import Response, abort, get_flashed_messages, request, url_for

from portal.documents.handed_on import hand_off_document
from portal.partner import partner, walled, walled_look
from portal.referral.closing_codes import ACTIONS, OUTCOMES
from portal.referral.handing_on.crossing import Standing, document_of, ended_as, name_of_cross
from portal.referral.handing_on.crossing_list import Place, received_list
from portal.referral.handing_on.crossing_questions import Asked, questions_on
from portal.referral.handing_on.crossing_reasons import DECLINED
from portal.referral.history import record
from portal.referral.permissions import Act
from portal.referral.records import CrossReferral
from portal.referral.words import Speaker, say
from portal.storage.walls import hub_at_work
from portal.web.desk import desk
from portal.web.files import as_file
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t

from . import received_document
from .colleagues import colleagues
from .received_looking import load
from .received_words import COLOURS, STANDINGS, due, rows, steps
from .rows import KINDS
from .showing import show


@partner.get("/received", endpoint="received_list")
@may(Act.RECEIVE)
def received() -> Response:
    """One screen of what was handed on, what waits for an answer first."""
    finished, after = request.args.get("view") == "finished", _after()
    with walled_look() as session:
        found = received_list(session, desk().office, finished=finished, after=after)
        shown = rows(found.entries)
    return show(
        "partner/received_list.html",
        title=t(say("Handed on to you")),
        finished=finished,
        tabs=[
            {"title": t(title), "href": _address(finished=each), "current": finished is each}
            for each, title in ((False, say("Open")), (True, say("Finished")))
        ],
        rows=shown,
        first=_address(finished=finished) if after else None,
        next=_address(finished=finished, after=found.after) if found.after else None,
        done=[t(str(each)) for each in get_flashed_messages()],
    )


@partner.get("/received/<received>", endpoint="received")
@may(Act.RECEIVE)
def one(received: str) -> Response:
    """How it is safe to reach the person, what was told, and what can be done."""
    office, speak = desk().office, current_language().speaker
    with walled_look() as session:
        cross = load(session, received)
        people = colleagues(session, office)
        asked = questions_on(session, office, [cross])
    told: dict[str, Any] = {}
    if cross.data_key is not None:
        document = document_of(office, cross)
        told = {
            "contact": received_document.contact(document, speak),
            "basis": received_document.basis(document, speak),
            "parts": received_document.parts(
                office.questions, document["answers"], speak, document["told_first"]
            ),
            "also": received_document.also(office.questions, document, speak),
            "left_out": document["also_told_left_out"],
            "first": document["told_first"]["in_words"],
            "unsure": not document["safety"]["shared"],
        }
    by = people.get(cross.decided_by, "") if cross.decided_by else ""
    return show(
        "partner/received.html",
        title=t(say("Referral %(reference)s"), reference=cross.reference),
        back=url_for("partner.received_list", view=None if cross.is_open else "finished"),
        reference=cross.reference,
        version=cross.version,
        name=name_of_cross(office, cross),
        gone=cross.data_key is None,
        kind=t(KINDS.get(cross.kind, cross.kind)),
        state=cross.state,
        word=t(STANDINGS[cross.state]),
        colour=COLOURS[cross.state],
        due=due(cross, speak),
        steps=steps(cross, speak),
        ended=_ended(cross, by, speak),
        asked=[_asked(each, people) for each in asked],
        can_ask=cross.state in (Standing.WAITING, Standing.ACCEPTED),
        done=[t(str(each)) for each in get_flashed_messages()],
        **told,
    )


@partner.get("/received/<received>/copy")
@may(Act.RECEIVE)
def received_copy(received: str) -> Response:
    """What was told, as a file. That it was made is written down."""
    office = desk().office
    with walled() as session:
        cross = load(session, received)
        if cross.data_key is None:
            abort(404)
        document = hand_off_document(office, document_of(office, cross))
        with hub_at_work(session):
            record(session, office, cross.referral_id, "printed", current_staff().id)
    return as_file(document, door="partner", person=current_staff().name)


def _ended(cross: CrossReferral, by: str, speak: Speaker) -> dict[str, Any]:
    """What they said when they declined or finished; empty before."""
    found = ended_as(desk().office, cross)
    if cross.state not in (Standing.DECLINED, Standing.FINISHED):
        return {"by": by}
    return {
        "by": by,
        "why": t(DECLINED[found.why]) if found.why else "",
        "actions": [t(ACTIONS[each]) for each in found.actions],
        "outcomes": [t(OUTCOMES[each]) for each in found.outcomes],
        "words": found.words.split("\n") if found.words else [],
    }


def _asked(each: Asked, people: dict[UUID, str]) -> dict[str, Any]:
    speak = current_language().speaker
    return {
        "by": people.get(each.asked_by, ""),
        "at": speak.moment(each.asked_at),
        "question": each.question.split("\n"),
        "answered": speak.moment(each.answered_at) if each.answered_at else "",
        "answer": each.answer.split("\n") if each.answered_at else [],
    }


def _address(*, finished: bool, after: Place | None = None) -> str:
    return url_for(
        "partner.received_list",
        view="finished" if finished else None,
        after=f"{after.state}.{after.id}" if after else None,
    )


def _after() -> Place | None:
    """Where the address says that the screen begins; what can't be read begins at the first."""
    state, _, row = request.args.get("after", "").partition(".")
    try:
        return Place(Standing(state), UUID(row))
    except ValueError:
        return None
