"""How things are for the person: asking them, or writing down what they told."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.hub.action import Action, Said, Unfit
from portal.referral import distance
from portal.referral.answers import Problem
from portal.referral.distance import Point
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.questions import staff_life as life
from portal.referral.questions.question import Page
from portal.referral.records import Distance, Referral
from portal.referral.staff import Staff
from portal.referral.words import say

_ELSEWHERE = say("It was opened again. Ask on the referral that goes on from it")
_BEFORE = say("This was answered before. What the person said is not written over")


def _ask(session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said) -> None:
    try:
        distance.ask_how_things_are(session, office, found, by, Point(said["point"]))
    except distance.AnsweredBefore:
        raise Unfit(Problem("point", _BEFORE, "point")) from None
    except distance.GoesOnElsewhere:
        raise Unfit(Problem("point", _ELSEWHERE, "point")) from None


def _write_down(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    scores = {question.id: said[question.id] for question in distance.QUESTIONS}
    try:
        distance.write_down(session, office, found, by, Point(said["point"]), scores)
    except distance.AnsweredBefore:
        raise Unfit(Problem("point", _BEFORE, "point")) from None


def _answered(session: Session, found: Referral) -> Collection[str]:
    return session.scalars(
        select(Distance.point).where(
            Distance.referral_id == found.id, Distance.answered_at.is_not(None)
        )
    ).all()


def _asking(session: Session, office: Office, found: Referral, by: Staff) -> Page:
    return life.how_things_are_when(_answered(session, found))


def _writing(session: Session, office: Office, found: Referral, by: Staff) -> Page:
    return life.how_things_are_told(_answered(session, found))


ACTIONS = (
    Action(
        "distance-request",
        Act.WORK,
        link=say("Ask how things are"),
        title=say("Ask the person how things are"),
        button=say("Ask them"),
        done=say("They are asked on their own page, and hear of it only if that is safe."),
        lead=say(
            "Six numbers from 0 to 10, which they can skip. A message on their own page asks them. "
            "What goes out says neither who we are nor what it is, unless they allowed it."
        ),
        do=_ask,
        page=_asking,
        when=lambda referral, staff: distance.may_ask(referral),
        reaches=True,
    ),
    Action(
        "distance",
        Act.WORK,
        link=say("Write down how things are"),
        title=say("Write down how things are"),
        button=say("Keep this"),
        done=say("How things are is written down."),
        lead=say(
            "Ask in these words, and write down the number they give. Leave out what they skip."
        ),
        do=_write_down,
        page=_writing,
        when=lambda referral, staff: distance.may_ask(referral),
    ),
)
