"""What staff are asked about what was handed on: which place, and why."""

from collections.abc import Mapping

from portal.referral.kinds import Choice, OneOf
from portal.referral.words import say

from .question import Page, Question
from .staff_asking import LONG, asked

PLACE = "place"
REASON = "reason"

_NOTE = say("This becomes a note that staff read. Write it as if the person will read it.")


def about_place(id: str, title: str, places: Mapping[str, str], *more: Question) -> Page:
    """A page about one of ``places``: their names by their keys."""
    which = asked(
        PLACE,
        OneOf(tuple(Choice(key, name) for key, name in places.items())),
        say("Which service?"),
        say("Choose a service"),
    )
    return Page(id=id, title=title, questions=(which, *more))


WHY_RECALL = asked(
    REASON, LONG, say("Why do you take it back?"), say("Write why you take it back"), _NOTE
)
WHY_HOLD = asked(REASON, LONG, say("Why do you hold it back?"), "", _NOTE)
