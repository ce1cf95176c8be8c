"""Leading to the page that compares a referral with another that staff name."""

from flask import url_for
from sqlalchemy.orm import Session

from portal.hub.action import Action, Said, Unfit
from portal.referral.answers import Problem
from portal.referral.inbox import find
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.questions.staff_matching import COMPARISON
from portal.referral.records import Referral
from portal.referral.staff import Staff
from portal.referral.words import say

NO_SUCH = say("There is no other referral with this reference that you can open. Check it")


def _compare(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> str:
    other = find(session, office, by, said["same_as"])
    if other is None or other.id == found.id or other.erased_at is not None:
        raise Unfit(Problem("same_as", NO_SUCH, "same_as"))
    return url_for("hub.match", reference=found.reference, other=other.reference)


ACTIONS = (
    Action(
        "comparison",
        Act.DECIDE_MATCH,
        link=say("Compare with another referral"),
        title=COMPARISON.title,
        button=say("Compare"),
        done="",
        lead=say(
            "You see both side by side, and can say what they are to each other. Nothing is "
            "changed by looking."
        ),
        do=_compare,
        page=COMPARISON,
        when=lambda referral, staff: referral.data_key is not None,
    ),
)
