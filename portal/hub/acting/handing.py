"""Handing the pen over: a new code for the person, and a word that was agreed with them."""

from flask import url_for
from sqlalchemy.orm import Session

from portal.hub.action import Action, Said
from portal.referral.handing_over import make
from portal.referral.moving import change
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.questions.staff_handover import CLOSE, HAND_OVER
from portal.referral.records import Referral
from portal.referral.staff import Staff
from portal.referral.ways_back import close_ways_back
from portal.referral.words import say


def _hand_over(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> str:
    change(session, office, found, at)
    if said["earlier"] == CLOSE:
        close_ways_back(session, office, found)
    make(session, office, found, word=said["agreed"], made_by=by.id)
    return url_for("hub.handover_code", reference=found.reference)


ACTIONS = (
    Action(
        "handover",
        Act.WORK,
        link=say("Hand the pen over"),
        title=HAND_OVER.title,
        button=say("Make the code"),
        done=say("The code is made."),
        lead=say(
            "With a code and a word, the person sees this referral, corrects it, objects to it or "
            "stops it. Check first that it is them: ask for something that only they would know. "
            "An earlier code that was not used stops working."
        ),
        do=_hand_over,
        page=HAND_OVER,
        when=lambda referral, staff: referral.data_key is not None,
        reaches=True,
    ),
)
