"""What can matter to a person, and what in each option helps with it or stands in its way."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.referral.words import say

from .content import (
    circle,
    heard,
    letter,
    mediation,
    meeting,
    messages,
    one_side,
    other_help,
    talk,
)
from .guide import OPTION_IDS


@dataclass(frozen=True)
class Matter:
    """Something that can matter to a person, in a few words and in a sentence."""

    id: str
    label: str
    meaning: str


@dataclass(frozen=True)
class Bearing:
    """One feature of an option that bears on a matter: it ``helps``, or it stands in the way.

    Only ever words. It has no weight, and nothing may be counted from it.
    """

    option: str
    matter: str
    helps: bool
    text: str


MATTERS: tuple[Matter, ...] = (
    Matter("answers", say("Getting answers"), say("You want to know why, or what comes next.")),
    Matter(
        "say_effect",
        say("Saying how it has affected me"),
        say("You want them to know what it did to you."),
    ),
    Matter("apology", say("An apology"), say("You want them to say sorry and mean it.")),
    Matter("stops", say("That it stops"), say("You want it to end and not come back.")),
    Matter(
        "side_by_side",
        say("Being able to live side by side"),
        say("You will go on seeing them, at home or near it."),
    ),
    Matter("heard", say("Being heard"), say("You want someone to listen and take it in.")),
    Matter(
        "safe", say("Feeling safe"), say("You are worried about what the other person might do.")
    ),
    Matter(
        "no_meeting",
        say("Not having to meet them"),
        say("You do not want to see or hear the other person."),
    ),
    Matter(
        "privacy",
        say("That few people know"),
        say("You want to keep it to as few people as you can."),
    ),
    Matter("soon", say("That it does not take long"), say("You want to be done with it soon.")),
)
"""What the guide asks about, in the order in which it asks. The order never changes."""

_BEARS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "talk": talk.BEARS,
    "meeting": meeting.BEARS,
    "messages": messages.BEARS,
    "letter": letter.BEARS,
    "mediation": mediation.BEARS,
    "one_side": one_side.BEARS,
    "circle": circle.BEARS,
    "heard": heard.BEARS,
    "other_help": other_help.BEARS,
}

BEARINGS: tuple[Bearing, ...] = tuple(
    Bearing(option, matter.id, helps, text)
    for matter in MATTERS
    for option in OPTION_IDS
    for helps, text in zip((True, False), _BEARS[option][matter.id], strict=True)
)
"""For every matter and every option one that helps and one that does not: none looks better."""


def bearings(matter_id: str, option_id: str | None = None) -> tuple[Bearing, ...]:
    """What bears on one matter, in the order of the options; of one option if it is named."""
    return tuple(
        each for each in BEARINGS if each.matter == matter_id and option_id in (None, each.option)
    )
