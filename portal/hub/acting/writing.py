"""Writing to the person, and for each other."""

from portal.hub import doing
from portal.hub.action import Action
from portal.referral.asking import CAN_ASK
from portal.referral.lifecycle import Stage
from portal.referral.permissions import Act
from portal.referral.questions import staff as asked
from portal.referral.words import say

ACTIONS = (
    Action(
        "question",
        Act.WRITE_TO_PERSON,
        link=say("Ask the person something"),
        title=asked.QUESTION.title,
        button=say("Ask them"),
        done=say("Your question is waiting for the person."),
        lead=say(
            "In triage, the referral then waits for the person. Later on, the work goes on, and "
            "the question waits beside it. They hear of it only if that is safe."
        ),
        do=doing.ask,
        page=asked.QUESTION,
        when=lambda referral, staff: Stage(referral.stage) in CAN_ASK,
        reaches=True,
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
        reaches=True,
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
)
