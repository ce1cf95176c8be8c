"""What staff are asked when a referral changes hands, or when they say how soon it is."""

from collections.abc import Iterable

from portal.referral.kinds import Choice, OneOf, Pick, Text
from portal.referral.words import say

from .question import Page
from .staff_life import LONG, asked

Person = tuple[str, str]
"""The id and the name of somebody to choose."""

_FEW = 8
"""So many people are shown at once; more of them are picked from a list."""


def _people(people: Iterable[Person]) -> OneOf:
    choices = tuple(Choice(id, name) for id, name in people)
    if len(choices) <= _FEW:
        return OneOf(choices)
    return Pick(choices, blank=say("Choose a colleague"))


def give_page(people: Iterable[Person]) -> Page:
    """To whom a referral is given: ``people`` are those who may open it."""
    return Page(
        id="allocation",
        title=say("Give it to a colleague"),
        questions=(
            asked("to", _people(people), say("Who will look after it?"), say("Choose a colleague")),
            asked(
                "note",
                LONG,
                say("What should they know?"),
                hint=say("You can leave this empty. What you write becomes a note."),
            ),
        ),
    )


def fallback_page(people: Iterable[Person]) -> Page:
    """Who steps in for the owner of one referral."""
    return Page(
        id="fallback",
        title=say("Choose who stands in"),
        questions=(asked("to", _people(people), say("Who stands in?"), say("Choose a colleague")),),
    )


GIVE_BACK = Page(
    id="return",
    title=say("Give it back"),
    questions=(
        asked(
            "reason",
            LONG,
            say("Why do you give it back?"),
            say("Write why you give it back"),
            say("This becomes a note that staff read."),
        ),
    ),
)

_SOON = (
    Choice("1", say("Same working day"), say("Danger, a child, or an adult at risk")),
    Choice("2", say("One working day"), say("Abuse, sexual harm, hate, under 18, or vulnerable")),
    Choice("3", say("Two working days"), say("Everything else")),
)


def priority_page(now: int) -> Page:
    """How soon it is, other than ``now``."""
    return Page(
        id="priority",
        title=say("Change how soon it is"),
        questions=(
            asked(
                "priority",
                OneOf(tuple(each for each in _SOON if each.value != str(now))),
                say("How soon does it need somebody?"),
                say("Choose how soon it needs somebody"),
            ),
            asked(
                "reason",
                Text(limit=1000, long=True),
                say("Why?"),
                say("Write why you change it"),
                say("Everybody who opens this referral reads it beside the priority."),
            ),
        ),
    )
