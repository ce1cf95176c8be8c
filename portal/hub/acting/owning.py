"""Whose referral it is."""

from portal.hub import doing
from portal.hub.action import Action
from portal.referral.permissions import Act
from portal.referral.words import say

ACTIONS = (
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
)
