"""Saying that what a referrer did was looked at."""

from sqlalchemy.orm import Session

from portal.hub.action import Action, Said
from portal.referral.amending import hear
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.records import Referral
from portal.referral.staff import Staff
from portal.referral.words import say


def _hear(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    hear(session, office, found, by, version=at)


ACTIONS = (
    Action(
        "referrer-news",
        Act.WORK,
        link=say("I have looked at it"),
        title=say("News from whoever referred them"),
        button=say("I have looked at it"),
        done=say("It is noted that you looked at what is new."),
        do=_hear,
        lead=say("Say that you have looked at what they changed, or that they withdrew."),
        when=lambda referral, staff: referral.is_open,
        listed=False,
        at_once=True,
    ),
)
