"""What ends it for good."""

from portal.hub import doing
from portal.hub.action import Action
from portal.referral.permissions import Act
from portal.referral.words import say

ACTIONS = (
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
