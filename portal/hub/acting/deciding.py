"""Triage, and what becomes of a referral."""

from portal.hub import doing
from portal.hub.action import Action
from portal.referral.lifecycle import Move
from portal.referral.permissions import Act
from portal.referral.questions import staff as asked
from portal.referral.words import say

ACTIONS = (
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
)
