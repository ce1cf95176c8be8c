"""How things are, from 0 to 10: asked at the start, when it ends and half a year later.

Source: DOMAIN section 6, "distance travelled". Every one may be skipped.
"""

from collections.abc import Mapping
from enum import StrEnum

from portal.referral.kinds import WholeNumber
from portal.referral.words import say

from .question import Page, Question, Section


class Point(StrEnum):
    """When somebody is asked."""

    START = "start"
    CLOSE = "close"
    LATER = "six_months"


POINTS: Mapping[str, str] = {
    Point.START: say("At the start"),
    Point.CLOSE: say("At the end"),
    Point.LATER: say("Six months later"),
}

SCALE = WholeNumber(least=0, most=10)
"""From 0, not at all, to 10, completely."""


def _scaled(id: str, ask: str, short: str) -> Question:
    return Question(id=id, kind=SCALE, ask=ask, short=short, section=Section.WISHES)


QUESTIONS = (
    _scaled("safe", say("How safe do you feel?"), say("Safe")),
    _scaled("coping", say("How well do you cope with what happened?"), say("Coping")),
    _scaled("well", say("How well do you feel, in body and mind?"), say("Well")),
    _scaled(
        "in_control",
        say("How much do you know what is going on, and have a say in it?"),
        say("Informed and in control"),
    ),
    _scaled("at_home", say("How confident do you feel at home?"), say("Confident at home")),
    _scaled(
        "tension",
        say("How much tension is there between you and the other person?"),
        say("Tension with the other person"),
    ),
)

HOW_THINGS_ARE = Page(
    id="how-things-are",
    title=say("How are things now?"),
    questions=QUESTIONS,
    lead=(
        say("Give a number from 0 to 10: 0 is not at all, 10 is completely."),
        say("Leave out any that you like. There are no right answers."),
    ),
)
