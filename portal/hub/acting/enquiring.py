"""Asking whoever referred somebody, where that is an organisation with accounts."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from portal.hub.action import Action, Said, Unfit
from portal.referral.answers import Problem
from portal.referral.enquiries import NobodyToAsk, ask_referrer, askable, may_be_asked
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.questions import partner_following as asked
from portal.referral.records import Organisation, Referral
from portal.referral.staff import Staff
from portal.referral.words import say

_NOBODY = say("Nobody can be asked: the person lets whoever referred them see nothing more")


def _ask(session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said) -> None:
    try:
        ask_referrer(session, office, found, by.id, version=at, question=said["enquiry"])
    except NobodyToAsk:
        raise Unfit(Problem("enquiry", _NOBODY, "enquiry")) from None


def _who(session: Session, office: Office, found: Referral, by: Staff) -> Mapping[str, Any]:
    """Who would be asked; ``shut`` when nobody may be."""
    to = next(iter(askable(session, found)), None)
    if to is None or to.organisation_id is None:
        return {"shut": True}
    organisation = session.get_one(Organisation, to.organisation_id)
    return {"shut": False, "name": organisation.name, "closed": organisation.closed_at is not None}


ACTIONS = (
    Action(
        "enquiry",
        Act.WORK,
        link=say("Ask whoever referred them"),
        title=asked.ENQUIRY.title,
        button=say("Ask them"),
        done=say("Your question is waiting for whoever referred them."),
        do=_ask,
        page=asked.ENQUIRY,
        when=lambda referral, staff: may_be_asked(referral),
        above="hub/_before_enquiry.html",
        show=_who,
    ),
)
