"""Who may see it: the specialist lanes a referral is in."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from portal.hub.action import Action, Said, Unfit
from portal.referral.answers import Problem
from portal.referral.lane_setting import set_lanes
from portal.referral.lanes import lanes_in
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.questions.question import Page
from portal.referral.questions.staff_lanes import ADDED, REMOVED, lanes_page
from portal.referral.records import Referral
from portal.referral.staff import Staff
from portal.referral.training import LANES
from portal.referral.words import say

_NOTHING_CHOSEN = say("Choose at least one lane to put it into or take it out of")


def _asked(session: Session, office: Office, found: Referral, staff: Staff) -> Page:
    return lanes_page(lanes_in(office, found))


def _shown(session: Session, office: Office, found: Referral, staff: Staff) -> Mapping[str, Any]:
    present = lanes_in(office, found)
    return {"lanes": [words for lane, words in LANES.items() if lane in present]}


def _change(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    added, removed = said.get(ADDED) or (), said.get(REMOVED) or ()
    if not added and not removed:
        first = lanes_page(lanes_in(office, found)).questions[0].id
        raise Unfit(Problem(first, _NOTHING_CHOSEN, first))
    set_lanes(
        session,
        office,
        found,
        by,
        version=at,
        added=added,
        removed=removed,
        reason=said["reason"],
    )


ACTIONS = (
    Action(
        "lanes",
        Act.SET_LANES,
        link=say("Change who may see it"),
        title=say("Change the specialist lanes"),
        button=say("Change the lanes"),
        done=say("The specialist lanes are changed."),
        lead=say(
            "Only staff trained for every lane it is in, and coordinators, can open it. Whoever "
            "looks after it now and lacks the training will not any more."
        ),
        do=_change,
        page=_asked,
        when=lambda found, staff: True,
        above="hub/_lanes.html",
        show=_shown,
    ),
)
