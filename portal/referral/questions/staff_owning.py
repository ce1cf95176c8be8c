"""What staff are asked when a referral changes hands, or when they say how soon it is."""

from collections.abc import Iterable

from portal.referral.because import BECAUSE
from portal.referral.kinds import Choice, ManyOf, OneOf, Pick, Text
from portal.referral.words import say

from .question import Page
from .staff_asking import LONG, asked

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
            asked(
                "whom", _people(people), say("Who will look after it?"), say("Choose a colleague")
            ),
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
        questions=(
            asked("whom", _people(people), say("Who stands in?"), say("Choose a colleague")),
        ),
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

KEEP_HOLD = Page(
    id="hold-review",
    title=say("Look again at the hold"),
    questions=(
        asked(
            "reason",
            LONG,
            say("Why is the hold still needed?"),
            say("Write why the hold is still needed"),
            say("This becomes a note that staff read. The person isn't told about the hold."),
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


def reassign_page(people: Iterable[tuple[str, str, str]]) -> Page:
    """To whom many are passed on: ``people`` as id, name and what they have; and why."""
    to = (
        *(Choice(id, name, hint) for id, name, hint in people),
        Choice("nobody", say("Nobody"), say("They wait where everybody sees them"), alone=True),
    )
    which = (
        Choice("ticked", say("Those that are ticked above")),
        Choice("all", say("All of them, also those on other screens")),
    )
    because = tuple(Choice(code.value, label) for code, label in BECAUSE.items())
    return Page(
        id="reassignment",
        title=say("Pass them on"),
        questions=(
            asked("which", OneOf(which), say("Which?"), say("Choose which to pass on")),
            asked(
                "whom",
                ManyOf(to),
                say("To whom?"),
                say("Choose at least one colleague, or nobody"),
                say("Tick several to share them evenly. A specialist case goes to the trained."),
            ),
            asked("because", OneOf(because), say("Why?"), say("Choose why")),
            asked(
                "note",
                LONG,
                say("What should they know?"),
                hint=say("You can leave this empty. What you write becomes a note on each."),
            ),
        ),
    )


def stand_in_page(people: Iterable[Person]) -> Page:
    """Who usually steps in for somebody; the coordinators when it is left empty."""
    choices = tuple(Choice(id, name) for id, name in people)
    blank = say("Nobody by name: the coordinators")
    return Page(
        id="stand-in",
        title=say("Who stands in"),
        questions=(asked("whom", Pick(choices, blank=blank), say("Who stands in?")),),
    )
