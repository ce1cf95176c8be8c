"""What staff can do about a referral: each a noun in its address, and when it is offered."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.referral.lifecycle import Move, Stage, possible
from portal.referral.permissions import Act
from portal.referral.questions import staff as asked
from portal.referral.questions.question import Page
from portal.referral.records import Referral
from portal.referral.staff import Staff
from portal.referral.words import say

from . import doing


@dataclass(frozen=True)
class Action:
    """One thing to do. ``link`` leads to it, ``button`` does it, ``done`` says it was done.

    ``page`` asks what has to be written; without one, the page only explains. ``move`` is the
    change of stage it makes, and so it is offered where the referral's life allows that. One that
    is done ``at_once`` is a button on the referral's page; a ``grave`` one can't be undone.
    """

    noun: str
    act: Act
    link: str
    title: str
    button: str
    done: str
    do: doing.Do
    lead: str = ""
    page: Page | None = None
    move: Move | None = None
    at_once: bool = False
    grave: bool = False


_TABLE = (
    Action(
        "owner",
        Act.TRIAGE,
        link=say("Take it on"),
        title=say("Take on this referral"),
        button=say("Take it on"),
        done=say("You look after this referral now."),
        lead=say("You will be the one who looks after it. If it is new, triage begins."),
        do=doing.take,
        at_once=True,
    ),
    Action(
        "triage",
        Act.TRIAGE,
        link=say("Begin triage"),
        title=say("Begin triage"),
        button=say("Begin triage"),
        done=say("Triage has begun."),
        lead=say("The person will read “Looking at it”."),
        do=doing.start_triage,
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
        do=doing.accept,
        move=Move.ACCEPT,
    ),
    Action(
        "question",
        Act.WRITE_TO_PERSON,
        link=say("Ask the person something"),
        title=asked.QUESTION.title,
        button=say("Ask them"),
        done=say("Your question is waiting for the person."),
        lead=say(
            "The referral then waits for the person. They are told that there is something to "
            "read only if that is safe."
        ),
        do=doing.ask,
        page=asked.QUESTION,
        move=Move.ASK,
    ),
    Action(
        "hold",
        Act.TRIAGE,
        link=say("Put on hold"),
        title=asked.HOLD.title,
        button=say("Put on hold"),
        done=say("The referral is on hold. No message goes out."),
        lead=say("Every message that waits is stopped at once. Nothing more goes out."),
        do=doing.hold,
        page=asked.HOLD,
        move=Move.HOLD,
    ),
    Action(
        "release",
        Act.TRIAGE,
        link=say("End the hold"),
        title=say("End the safeguarding hold"),
        button=say("End the hold"),
        done=say("The hold has ended. The referral is in triage."),
        lead=say(
            "Triage goes on, and messages can go out again. Those that were stopped stay stopped."
        ),
        do=doing.release,
        move=Move.RELEASE,
    ),
    Action(
        "refusal",
        Act.TRIAGE,
        link=say("Not accept"),
        title=asked.REFUSAL.title,
        button=say("Send this and finish"),
        done=say("The referral is finished, and your explanation waits for the person."),
        do=doing.not_accept,
        page=asked.REFUSAL,
        move=Move.NOT_ACCEPT,
    ),
    Action(
        "messages",
        Act.WRITE_TO_PERSON,
        link=say("Write to the person"),
        title=asked.MESSAGE.title,
        button=say("Send the message"),
        done=say("Your message is waiting for the person."),
        do=doing.write,
        page=asked.MESSAGE,
    ),
    Action(
        "notes",
        Act.WRITE_NOTE,
        link=say("Write a note"),
        title=asked.NOTE.title,
        button=say("Keep the note"),
        done=say("The note is kept."),
        do=doing.note,
        page=asked.NOTE,
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
        do=doing.erase,
        grave=True,
    ),
)

ACTIONS: Mapping[str, Action] = {action.noun: action for action in _TABLE}

_NO_MESSAGES = frozenset({Stage.ON_HOLD, Stage.WITHDRAWN})


def offered(referral: Referral, staff: Staff) -> list[Action]:
    """What ``staff`` can do about ``referral`` as it stands, in the order it is usually done."""
    return [action for action in _TABLE if is_offered(action, referral, staff)]


def is_offered(action: Action, referral: Referral, staff: Staff) -> bool:
    """Whether ``action`` can be done now, by the life of the referral and by who asks."""
    if referral.erased_at is not None or not staff.may(action.act):
        return False
    match action.noun:
        case "owner":
            return referral.is_open and referral.owner_id != staff.id
        case "messages":
            return Stage(referral.stage) not in _NO_MESSAGES
        case "notes":
            return True
        case "erasure":
            return referral.erasure_asked_at is not None
    return action.move in possible(Stage(referral.stage))
