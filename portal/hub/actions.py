"""What staff can do about a referral: each a noun in its address, and when it is offered."""

from collections.abc import Mapping

from portal.referral.lifecycle import Stage, possible
from portal.referral.records import Referral
from portal.referral.staff import Staff
from portal.referral.words import say

from .acting import (
    again,
    comparing,
    contacting,
    deciding,
    ending,
    enquiring,
    handed_on,
    handing,
    handing_on,
    hearing,
    laning,
    measuring,
    owning,
    priority,
    tasks,
    working,
    writing,
)
from .action import Action

_GROUPS: tuple[tuple[str, tuple[Action, ...]], ...] = (
    (say("Whose it is, and how soon"), (*owning.ACTIONS, *priority.ACTIONS)),
    (say("How it goes on"), (*deciding.ACTIONS, *comparing.ACTIONS, *working.ACTIONS)),
    (
        say("Reach them, and write down"),
        (
            *contacting.ACTIONS,
            *writing.ACTIONS,
            *enquiring.ACTIONS,
            *handing.ACTIONS,
            *again.ACTIONS,
            *handing_on.ACTIONS,
            *handed_on.ACTIONS,
            *hearing.ACTIONS,
            *tasks.ACTIONS,
            *measuring.ACTIONS,
        ),
    ),
    (say("Who may see it, and how it ends"), (*laning.ACTIONS, *ending.ACTIONS)),
)

_TABLE = tuple(action for _, actions in _GROUPS for action in actions)

ACTIONS: Mapping[str, Action] = {action.noun: action for action in _TABLE}

_NO_MESSAGES = frozenset({Stage.ON_HOLD, Stage.WITHDRAWN})

_WHERE_JOINED = frozenset(
    {"notes", "enquiry", "handover", "comparison", "recall", "provider-answer", "came-back"}
)
"""What is still done on one that goes on in another: it is about what was told there, or was handed
on of it before."""


def offered(referral: Referral, staff: Staff) -> list[Action]:
    """What ``staff`` can do about ``referral`` as it stands, in the order it is usually done."""
    return [each for each in _TABLE if each.listed and is_offered(each, referral, staff)]


def grouped(referral: Referral, staff: Staff) -> list[tuple[str, list[Action]]]:
    """The same under headings, leaving out those with nothing under them."""
    now = {each.noun for each in offered(referral, staff)}
    found = [(title, [each for each in group if each.noun in now]) for title, group in _GROUPS]
    return [(title, actions) for title, actions in found if actions]


def is_offered(action: Action, referral: Referral, staff: Staff) -> bool:
    """Whether ``action`` can be done now, by the life of the referral and by who asks."""
    if referral.erased_at is not None or not staff.may(action.act):
        return False
    if referral.stage == Stage.JOINED and action.noun not in _WHERE_JOINED:
        return False
    if action.when is not None:
        return action.when(referral, staff)
    match action.noun:
        case "messages":
            return Stage(referral.stage) not in _NO_MESSAGES
        case "notes":
            return True
        case "erasure":
            return referral.erasure_asked_at is not None
    return action.move in possible(Stage(referral.stage))
