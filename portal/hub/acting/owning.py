"""Whose referral it is: taking it on, giving it to a colleague, giving it back, who stands in."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from portal.hub.action import Action, Said, Unfit
from portal.hub.owning_words import WHY_NOT
from portal.referral import owning
from portal.referral.answers import Problem
from portal.referral.colleagues import who_may_open
from portal.referral.lifecycle import Stage
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.questions.question import Page
from portal.referral.questions.staff_owning import GIVE_BACK, Person, fallback_page, give_page
from portal.referral.records import Referral
from portal.referral.staff import Staff
from portal.referral.words import say


def _take(session: Session, office: Office, found: Referral, by: Staff, at: int, _: Said) -> None:
    # A second click of the same finds that it is done.
    if can_take(found, by):
        owning.take(session, office, found, by, version=at)


def can_take(referral: Referral, staff: Staff) -> bool:
    """Whether there is something to take on: also one's own that was accepted meanwhile."""
    accepted = Stage(referral.stage) is Stage.ACCEPTED
    return referral.is_open and (referral.owner_id != staff.id or accepted)


def _others(
    session: Session, office: Office, referral: Referral, but: UUID | None
) -> Iterable[Person]:
    able = who_may_open(session, office, referral)
    return [(str(each.id), each.name) for each in able if each.id != but]


def _ask_to_whom(session: Session, office: Office, referral: Referral, staff: Staff) -> Page:
    return give_page(_others(session, office, referral, referral.owner_id))


def _give(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    to = UUID(said["whom"])
    if found.owner_id == to:
        return
    try:
        owning.give(session, office, found, by, version=at, to=to, note=said["note"] or "")
    except owning.NotTheirs as error:
        raise _not_theirs(error) from None


def _give_back(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    owning.give_back(session, office, found, by, version=at, reason=said["reason"])


def _ask_who_stands_in(session: Session, office: Office, referral: Referral, staff: Staff) -> Page:
    return fallback_page(_others(session, office, referral, referral.owner_id))


def _set_fallback(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    try:
        owning.set_fallback(session, office, found, by, version=at, to=UUID(said["whom"]))
    except owning.NotTheirs as error:
        raise _not_theirs(error) from None


def _not_theirs(error: owning.NotTheirs) -> Unfit:
    return Unfit(Problem("whom", WHY_NOT[error.why], "whom"))


ACTIONS = (
    Action(
        "owner",
        Act.TRIAGE,
        link=say("Take it on"),
        title=say("Take on this referral"),
        button=say("Take it on"),
        done=say("You look after this referral now."),
        lead=say(
            "You will be the one who looks after it. If it is new, triage begins. If it is "
            "accepted, it is then allocated to you."
        ),
        do=_take,
        when=can_take,
        at_once=True,
    ),
    Action(
        "allocation",
        Act.TRIAGE,
        link=say("Give it to a colleague"),
        title=say("Give it to a colleague"),
        button=say("Give it to them"),
        done=say("Your colleague looks after this referral now."),
        lead=say(
            "They find it under “Mine”. Only colleagues who may open it are shown. If it is "
            "accepted, it is then allocated."
        ),
        do=_give,
        page=_ask_to_whom,
        when=lambda referral, staff: referral.is_open,
    ),
    Action(
        "return",
        Act.TRIAGE,
        link=say("Give it back"),
        title=GIVE_BACK.title,
        button=say("Give it back"),
        done=say("The referral is nobody’s now. It waits where everybody sees it."),
        lead=say("Nobody looks after it then, until somebody takes it on."),
        do=_give_back,
        page=GIVE_BACK,
        when=lambda referral, staff: referral.is_open and referral.owner_id is not None,
    ),
    Action(
        "fallback",
        Act.TRIAGE,
        link=say("Choose who stands in"),
        title=say("Choose who stands in"),
        button=say("Keep this"),
        done=say("It is kept who stands in."),
        lead=say("When something on it is overdue, whoever stands in sees it too."),
        do=_set_fallback,
        page=_ask_who_stands_in,
        when=lambda referral, staff: referral.is_open and referral.owner_id is not None,
    ),
)
