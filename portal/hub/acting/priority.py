"""How soon: confirming the priority, changing it with a reason, looking again at a hold."""

from sqlalchemy.orm import Session

from portal.hub.action import Action, Said
from portal.referral import prioritising
from portal.referral.hold_review import keep_hold
from portal.referral.lifecycle import Stage
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.priority import Priority
from portal.referral.questions.question import Page
from portal.referral.questions.staff_owning import KEEP_HOLD, priority_page
from portal.referral.records import Referral
from portal.referral.staff import Staff
from portal.referral.words import say


def _confirm(
    session: Session, office: Office, found: Referral, by: Staff, at: int, _: Said
) -> None:
    prioritising.confirm_priority(session, office, found, by, version=at)


def _ask(session: Session, office: Office, referral: Referral, staff: Staff) -> Page:
    return priority_page(referral.priority)


def _change(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    prioritising.change_priority(
        session,
        office,
        found,
        by,
        version=at,
        priority=Priority(int(said["priority"])),
        reason=said["reason"],
    )


def _keep_hold(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    keep_hold(session, office, found, by, version=at, reason=said["reason"])


ACTIONS = (
    Action(
        "hold-review",
        Act.TRIAGE,
        link=say("Look again at the hold"),
        title=KEEP_HOLD.title,
        button=say("Keep the hold"),
        done=say("The hold stays. It is due to be looked at again in one working day."),
        lead=say("If it is still needed, say why. If it isn’t, end the hold instead."),
        do=_keep_hold,
        page=KEEP_HOLD,
        when=lambda referral, staff: referral.stage == Stage.ON_HOLD,
    ),
    Action(
        "priority-confirmation",
        Act.SET_PRIORITY,
        link=say("Confirm the priority"),
        title=say("Confirm the priority"),
        button=say("Confirm it"),
        done=say("The priority is confirmed."),
        lead=say("Suggested: %(soon)s. You confirm that this is right."),
        do=_confirm,
        when=lambda referral, staff: referral.is_open and referral.priority_by is None,
    ),
    Action(
        "priority",
        Act.SET_PRIORITY,
        link=say("Change the priority"),
        title=say("Change how soon it is"),
        button=say("Change it"),
        done=say("The priority is changed, and the times that follow from it."),
        lead=say("Now: %(soon)s. Times are counted anew from what you choose."),
        do=_change,
        page=_ask,
        when=lambda referral, staff: referral.is_open,
    ),
)
