"""Keeping what an organisation tells anew, or saying why it can't."""

from collections.abc import Mapping

from flask import Response, request, url_for
from sqlalchemy.orm import Session

from portal.referral.amending import NotAmendable, Why, amend
from portal.referral.conditions import Answers
from portal.referral.moving import ChangedMeanwhile
from portal.referral.words import say
from portal.storage.walls import hub_at_work
from portal.web.desk import desk
from portal.web.guard import current_staff
from portal.web.language import t

from .showing import show
from .told_here import ToldHere

WHY_NOT: Mapping[Why, str] = {
    Why.ERASED: say("Everything about this person was erased. Nothing is kept any more."),
    Why.WITHDRAWN: say("You withdrew this referral. Nothing more can be changed."),
    Why.FINISHED: say("This referral is finished. Nothing more can be changed."),
}

FASTER = say(
    "A colleague changed something meanwhile, and this was not saved. What you wrote is below. "
    "Press the button again to keep it."
)


def keep(session: Session, here: ToldHere, answers: Answers, reason: str) -> tuple[str, int]:
    """Tell ``answers``; gives why that could not be and the status that says so, or nothing."""
    try:
        with hub_at_work(session):
            amend(
                session,
                desk().office,
                here.referring,
                answers,
                by=current_staff().id,
                reason=reason,
                after=here.latest.number,
            )
    except ChangedMeanwhile:
        return t(FASTER), 409
    except NotAmendable as refused:
        return t(WHY_NOT[refused.why]), 409
    return "", 0


def cannot(here: ToldHere) -> Response:
    """Say why nothing more can be told here, and how to tell the hub all the same."""
    why = here.why_not or Why.FINISHED
    return show(
        "partner/cannot.html",
        title=t(say("This can’t be changed any more")),
        back=referral_of(here),
        status=409 if request.method == "POST" else 200,
        why=t(WHY_NOT[why]),
        hub=desk().office.hub if why is not Why.ERASED else None,
        reference=here.referring.reference,
    )


def base_of(here: ToldHere) -> str:
    return url_for("partner.amendment", reference=here.referring.reference)


def referral_of(here: ToldHere) -> str:
    return url_for("partner.referral", reference=here.referring.reference)
