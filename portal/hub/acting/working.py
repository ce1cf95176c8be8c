"""The steps of the work, one after the other, and resting in between."""

from datetime import date

from sqlalchemy.orm import Session

from portal.hub.action import Action, Do, Said
from portal.referral import holding, working
from portal.referral.lifecycle import Move
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.questions import staff_life as life
from portal.referral.records import Referral
from portal.referral.staff import Staff
from portal.referral.words import say


def _step(to: Move) -> Do:
    def do(
        session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
    ) -> None:
        working.step(session, office, found, by, version=at, to=to)

    return do


def _pause(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    until = date.fromisoformat(said["until"])
    holding.pause(session, office, found, by, version=at, until=until, reason=said["reason"])


def _resume(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    holding.resume(session, office, found, by, version=at)


def _stage(noun: str, to: Move, link: str, title: str, done: str, lead: str) -> Action:
    return Action(
        noun,
        Act.WORK,
        link=link,
        title=title,
        button=link,
        done=done,
        lead=lead,
        do=_step(to),
        move=to,
    )


_WITH_A_WORKER = say("The person will read “With a worker”.")
_READY = say("The person will read “Getting ready”.")
_CHECKING = say("The person will read “Checking how things are”.")

ACTIONS = (
    _stage(
        "contacting",
        Move.START_CONTACTING,
        say("Start getting in touch"),
        say("Start getting in touch with the person"),
        say("It is at “Contacting” now."),
        _WITH_A_WORKER,
    ),
    _stage(
        "assessing",
        Move.START_ASSESSING,
        say("Start assessing"),
        say("Start assessing what would help"),
        say("It is at “Assessing” now."),
        _WITH_A_WORKER,
    ),
    _stage(
        "approach",
        Move.APPROACH_OTHER,
        say("Approach the other party"),
        say("Approach the other party"),
        say("It is at “Approaching the other party” now."),
        _READY,
    ),
    _stage(
        "preparation",
        Move.PREPARE,
        say("Start preparing"),
        say("Start preparing"),
        say("It is at “Preparing” now."),
        _READY,
    ),
    _stage(
        "activity",
        Move.START_ACTIVITY,
        say("The restorative activity begins"),
        say("The restorative activity begins"),
        say("It is at “Restorative activity” now."),
        say("The person will read “Happening”."),
    ),
    _stage(
        "monitoring",
        Move.MONITOR,
        say("Check that the agreement is kept"),
        say("Check that the agreement is kept"),
        say("It is at “Agreement monitoring” now."),
        _CHECKING,
    ),
    _stage(
        "follow-up",
        Move.FOLLOW_UP,
        say("Start the follow-up"),
        say("Start the follow-up"),
        say("It is at “Follow-up” now."),
        _CHECKING,
    ),
    _stage(
        "reassessment",
        Move.ASSESS_AGAIN,
        say("Assess again"),
        say("Assess again what would help"),
        say("It is back at “Assessing”."),
        _WITH_A_WORKER,
    ),
    Action(
        "pause",
        Act.WORK,
        link=say("Pause it"),
        title=life.PAUSE.title,
        button=say("Pause it"),
        done=say("It is paused until the day you named."),
        lead=say("The person goes on reading “With a worker”, and can write to us."),
        do=_pause,
        page=life.PAUSE,
        move=Move.PAUSE,
    ),
    Action(
        "resumption",
        Act.WORK,
        link=say("End the pause"),
        title=say("End the pause"),
        button=say("End the pause"),
        done=say("The pause has ended. The referral is back where it was."),
        lead=say("The work goes on from where it was."),
        do=_resume,
        move=Move.RESUME,
    ),
)
