"""Why referrals are passed on from one to another."""

from collections.abc import Mapping
from enum import StrEnum

from .words import say


class Because(StrEnum):
    """Why referrals are passed on: a code that goes into the event."""

    LEAVING = "leaving"
    AWAY = "away"
    LOAD = "load"
    SKILLS = "skills"
    OTHER = "other"


BECAUSE: Mapping[Because, str] = {
    Because.LEAVING: say("They have left, or are leaving"),
    Because.AWAY: say("They are away"),
    Because.LOAD: say("They have too many"),
    Because.SKILLS: say("Somebody else suits better"),
    Because.OTHER: say("Another reason"),
}
"""What each reason is called."""
