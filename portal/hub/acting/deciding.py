"""Triage, and what becomes of a referral."""

from flask import flash, url_for
from sqlalchemy.orm import Session

from portal.hub.action import Action, Said, Unfit
from portal.referral import holding, triage
from portal.referral.answers import Problem
from portal.referral.following import sharing
from portal.referral.inbox import find
from portal.referral.lanes import may_open
from portal.referral.lifecycle import Move
from portal.referral.links import AlreadyLinked
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.questions import staff as asked
from portal.referral.questions import staff_life as life
from portal.referral.questions.question import Page
from portal.referral.records import Referral
from portal.referral.staff import Staff
from portal.referral.words import say

_NO_SUCH = say("There is no other referral with this reference that you can open. Check it")
_WITH_SPECIALISTS = say("Specialists look at it now. You can’t open it without that training.")
_MARKED = say("It is marked as a possible duplicate, and the two are linked.")
_LINKED = say("These two belong together already. See the other one from the referral’s page")


def _start_triage(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    triage.start_triage(session, office, found, by, version=at)


def _go_on(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    triage.go_on_with_triage(session, office, found, by, version=at)


def _accept(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    triage.accept(session, office, found, by, version=at)


def _query_duplicate(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> str:
    other = find(session, office, by, said["same_as"])
    if other is None or other.id == found.id:
        raise Unfit(Problem("same_as", _NO_SUCH, "same_as"))
    try:
        triage.query_duplicate(
            session, office, found, by, version=at, of=other, reason=said["reason"]
        )
    except AlreadyLinked:
        raise Unfit(Problem("same_as", _LINKED, "same_as")) from None
    flash(_MARKED)
    return url_for("hub.match", reference=found.reference, other=other.reference)


def _refer_to_specialist(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> str | None:
    triage.refer_to_specialist(
        session, office, found, by, version=at, lanes=said["lanes"], reason=said["reason"]
    )
    if may_open(office, by, found):
        return None
    flash(_WITH_SPECIALISTS)
    return url_for("hub.inbox")


def _redirect(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    triage.redirect(
        session,
        office,
        found,
        by,
        version=at,
        service=said["service"],
        told=said["agreed"] == "told",
        words=said["explanation"],
    )


def _not_accept(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    triage.not_accept(
        session,
        office,
        found,
        by,
        version=at,
        reason=said["refused_because"],
        explanation=said["explanation"],
    )


def _hold(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    holding.hold(session, office, found, by, version=at, reason=said["reason"])


def _release(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    holding.release(session, office, found, by, version=at)


def _services(session: Session, office: Office, found: Referral, by: Staff) -> Page:
    agreed = {each.service for each, _ in sharing(session, found) if each.agreed}
    return life.redirection(office.hub, agreed)


ACTIONS = (
    Action(
        "triage",
        Act.TRIAGE,
        link=say("Begin triage"),
        title=say("Begin triage"),
        button=say("Begin triage"),
        done=say("Triage has begun."),
        lead=say("The person will read “Looking at it”."),
        do=_start_triage,
        move=Move.START_TRIAGE,
    ),
    Action(
        "acceptance",
        Act.TRIAGE,
        link=say("Accept"),
        title=say("Accept this referral"),
        button=say("Accept it"),
        done=say("The referral is accepted."),
        lead=say("The hub will help. The person will read “With a worker”."),
        do=_accept,
        move=Move.ACCEPT,
    ),
    Action(
        "triage-again",
        Act.TRIAGE,
        link=say("Go on with triage"),
        title=say("Go on with triage"),
        button=say("Go on with triage"),
        done=say("Triage goes on."),
        lead=say(
            "What you waited for is there, or is not needed. If it was a possible duplicate, this "
            "says that it is not one."
        ),
        do=_go_on,
        move=Move.GO_ON_WITH_TRIAGE,
    ),
    Action(
        "specialist-review",
        Act.TRIAGE,
        link=say("Ask a specialist to look"),
        title=life.SPECIALIST_REVIEW.title,
        button=say("Ask a specialist"),
        done=say("A specialist looks at it now."),
        lead=say(
            "From then on only coordinators and workers with all of this training can open it. If "
            "you don't have it, you see only that it is there and whose it is."
        ),
        do=_refer_to_specialist,
        page=life.SPECIALIST_REVIEW,
        move=Move.REFER_TO_SPECIALIST,
    ),
    Action(
        "possible-duplicate",
        Act.TRIAGE,
        link=say("It may be a duplicate"),
        title=life.POSSIBLE_DUPLICATE.title,
        button=say("Mark it"),
        done=_MARKED,
        lead=say(
            "Nothing is joined, and the person isn't told. You then see both side by side, and can "
            "say what they are to each other: now or later, you or somebody else."
        ),
        do=_query_duplicate,
        page=life.POSSIBLE_DUPLICATE,
        move=Move.QUERY_DUPLICATE,
    ),
    Action(
        "redirection",
        Act.TRIAGE,
        link=say("Pass it on to another service"),
        title=say("Pass it on to another service"),
        button=say("Send this and finish"),
        done=say("It is passed on, and your explanation waits for the person."),
        lead=say(
            "It is then finished here. If the service stands under “Hand on to…”, hand it on there "
            "first: then they have what was told, and nobody tells it again. If not, tell them "
            "yourself what the person agreed to pass on."
        ),
        do=_redirect,
        page=_services,
        move=Move.REDIRECT,
        reaches=True,
    ),
    Action(
        "refusal",
        Act.TRIAGE,
        link=say("Do not accept"),
        title=life.REFUSAL.title,
        button=say("Send this and finish"),
        done=say("The referral is finished, and your explanation waits for the person."),
        do=_not_accept,
        page=life.REFUSAL,
        move=Move.NOT_ACCEPT,
        reaches=True,
    ),
    Action(
        "hold",
        Act.TRIAGE,
        link=say("Put on hold"),
        title=asked.HOLD.title,
        button=say("Put on hold"),
        done=say("The referral is on hold. No message goes out."),
        lead=say("Every message that waits is stopped at once. Nothing more goes out."),
        do=_hold,
        page=asked.HOLD,
        move=Move.HOLD,
    ),
    Action(
        "release",
        Act.TRIAGE,
        link=say("End the hold"),
        title=say("End the safeguarding hold"),
        button=say("End the hold"),
        done=say("The hold has ended. The referral is back where it was."),
        lead=say(
            "It goes on from where it was, and messages can go out again. Those that were stopped "
            "stay stopped."
        ),
        do=_release,
        move=Move.RELEASE,
    ),
)
