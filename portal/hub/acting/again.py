"""Starting another referral with a person whom we know, from what they told before."""

from flask import url_for
from sqlalchemy.orm import Session

from portal.hub.action import Action, Said
from portal.referral.coming_again import begin_with
from portal.referral.moving import change
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.questions.staff_again import START_AGAIN
from portal.referral.records import Referral
from portal.referral.staff import Staff
from portal.referral.words import say


def _start(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> str:
    change(session, office, found, at)
    begin_with(session, office, found, by, said["agreed"])
    return url_for("hub.again_code", reference=found.reference)


ACTIONS = (
    Action(
        "again",
        Act.WORK,
        link=say("Start another referral with them"),
        title=START_AGAIN.title,
        button=say("Start it"),
        done=say("It is started."),
        lead=say(
            "For another matter of the same person. It starts from what they told about "
            "themselves, and they only confirm it. Check first that it is them: ask for something "
            "that only they would know. What an agency told and they may not see does not go along."
        ),
        do=_start,
        page=START_AGAIN,
        when=lambda referral, staff: (
            referral.data_key is not None and referral.erasure_asked_at is None
        ),
        reaches=True,
    ),
)
