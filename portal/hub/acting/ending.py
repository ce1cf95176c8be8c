"""How it ends: stopped by the person, closed, opened again, or erased for good."""

from flask import flash, url_for
from sqlalchemy.orm import Session

from portal.hub.action import Action, Said, Unfit
from portal.referral import checking_back, closing, reopening, retention, working
from portal.referral.answers import Problem
from portal.referral.lifecycle import Move
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.questions import staff_life as life
from portal.referral.records import Referral
from portal.referral.staff import Staff
from portal.referral.words import say

_REOPENED = say("This is a new referral. It goes on from the one that was finished.")


def _withdraw(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    working.withdraw(session, office, found, by, version=at, told=said["told"])


def _close(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    ending = closing.Ending(
        said["actions"] or (),
        said["outcomes"] or (),
        said["reasons"] or (),
        said["own_words"] or "",
    )
    try:
        closing.close(
            session,
            office,
            found,
            by,
            version=at,
            ending=ending,
            ask_them=said["ask_them"] == "yes",
        )
    except closing.CanNotClose as error:
        raise Unfit(
            *(Problem(each.where, each.words, each.where) for each in error.conflicts)
        ) from None


def _reopen(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> str:
    receipt = reopening.reopen(
        session,
        office,
        found,
        by,
        version=at,
        person_asked=said["who_asked"] == "person",
        reason=said["reason"],
    )
    flash(_REOPENED)
    return url_for("hub.referral", reference=receipt.reference)


def _leave_be(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    checking_back.leave_be(session, office, found, by, version=at)


def _erase(
    session: Session, office: Office, found: Referral, by: Staff, at: int, said: Said
) -> None:
    retention.erase(session, office, found, by.id)


ACTIONS = (
    Action(
        "closure",
        Act.WORK,
        link=say("Close it"),
        title=life.CLOSURE.title,
        button=say("Close it"),
        done=say("The referral is closed."),
        lead=say(
            "The person will read “Finished”, and can still write to us. In six months we ask "
            "once more how things are."
        ),
        do=_close,
        page=life.CLOSURE,
        move=Move.CLOSE,
    ),
    Action(
        "withdrawal",
        Act.WORK,
        link=say("The person told us to stop"),
        title=life.WITHDRAWAL.title,
        button=say("Stop it"),
        done=say("It is stopped. No message goes out. Whoever has it by consent is told to stop."),
        lead=say(
            "Every message that waits is stopped, and nobody contacts them about it. Whoever was "
            "told because the person agreed is told to stop, too. The person will read “Stopped "
            "by you”."
        ),
        do=_withdraw,
        page=life.WITHDRAWAL,
        move=Move.WITHDRAW,
    ),
    Action(
        "rest",
        Act.WORK,
        link=say("Nothing more to do"),
        title=say("Nothing more to do for now"),
        button=say("Leave it be"),
        done=say("It is off the list of those to look at again."),
        lead=say(
            "You have read what the person said, or it is not right to ask them again. If they "
            "write once more, it comes back."
        ),
        do=_leave_be,
        when=lambda referral, staff: not referral.is_open and referral.check_back_at is not None,
    ),
    Action(
        "reopening",
        Act.WORK,
        link=say("Open it again"),
        title=life.REOPENING.title,
        button=say("Open it again"),
        done=_REOPENED,
        lead=say(
            "A new referral is made of what the person told us, with a reference of its own, and "
            "the two are linked. What they agreed to stands. Their code and word lead to the new "
            "one."
        ),
        do=_reopen,
        page=life.REOPENING,
        when=lambda referral, staff: reopening.can_reopen(referral),
    ),
    Action(
        "erasure",
        Act.ERASE,
        link=say("Erase everything"),
        title=say("Erase everything about this person"),
        button=say("Erase everything now"),
        done=say("Everything about this person is erased."),
        lead=say(
            "The person asked for this. Their answers, messages, notes and how to reach them are "
            "destroyed, here and in backups. Nobody can undo it."
        ),
        do=_erase,
        grave=True,
    ),
)
