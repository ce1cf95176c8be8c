"""What staff can do about a referral: each a noun in its address, and when it is offered."""

from collections.abc import Mapping

from portal.referral.lifecycle import Stage, possible
from portal.referral.records import Referral
from portal.referral.staff import Staff

from .acting import (
    contacting,
    deciding,
    ending,
    laning,
    measuring,
    owning,
    priority,
    tasks,
    working,
    writing,
)
from .action import Action

_TABLE = (
    *owning.ACTIONS,
    *priority.ACTIONS,
    *deciding.ACTIONS,
    *working.ACTIONS,
    *contacting.ACTIONS,
    *tasks.ACTIONS,
    *writing.ACTIONS,
    *measuring.ACTIONS,
    *laning.ACTIONS,
    *ending.ACTIONS,
)

ACTIONS: Mapping[str, Action] = {action.noun: action for action in _TABLE}

_NO_MESSAGES = frozenset({Stage.ON_HOLD, Stage.WITHDRAWN})


def offered(referral: Referral, staff: Staff) -> list[Action]:
    """What ``staff`` can do about ``referral`` as it stands, in the order it is usually done."""
    return [each for each in _TABLE if each.listed and is_offered(each, referral, staff)]


def is_offered(action: Action, referral: Referral, staff: Staff) -> bool:
    """Whether ``action`` can be done now, by the life of the referral and by who asks."""
    if referral.erased_at is not None or not staff.may(action.act):
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
