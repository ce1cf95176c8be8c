"""What staff are asked about two referrals that may tell of one person."""

from collections.abc import Mapping

from portal.referral.kinds import Choice, OneOf, Text
from portal.referral.words import say

from .question import Page
from .staff_asking import asked
from .staff_life import could_be_one

SAME, LINKED, SIDES, DIFFERENT = "same", "linked", "sides", "different"

_SAME = Choice(
    SAME,
    say("The same person and the same matter"),
    say(
        "One of them goes on, for both. Each keeps what was told in it and its history, and "
        "whoever referred them goes on seeing their own. It can be undone."
    ),
)
_LINKED = Choice(
    LINKED,
    say("The same person, another matter"),
    say("Both go on by themselves. Each page leads to the other."),
)
_SIDES = Choice(
    SIDES,
    say("Two sides of one dispute"),
    say(
        "Both go on by themselves, and what each side told stays apart. Only coordinators and "
        "trained workers see that they belong together."
    ),
)
_REMEMBERED = say("We remember it, and nobody is asked about these two again.")
_DIFFERENT = Choice(DIFFERENT, say("Different people"), _REMEMBERED)
_NOT_SIDES = Choice(DIFFERENT, say("Not two sides of one dispute"), _REMEMBERED)


def deciding(
    told_by: Mapping[str, str], *, joins: bool, sides: bool, found_sides: bool = False
) -> Page:
    """What two referrals are to each other, given by reference with who told each.

    Without ``joins`` they can't be joined as they stand; ``sides`` is for specialists.
    Where they were ``found_sides``, nobody took them for one person.
    """
    choices = (
        *((_SAME,) if joins else ()),
        _LINKED,
        *((_SIDES,) if sides else ()),
        _NOT_SIDES if found_sides else _DIFFERENT,
    )
    keep = asked(
        "goes_on",
        OneOf(tuple(Choice(each, each, who) for each, who in told_by.items())),
        say("If it is the same matter, which one goes on?"),
        say("Choose which one goes on"),
        say(
            "Usually the one in the person’s own words, or else the earlier. It gets the more "
            "urgent time of the two and the specialist lanes of both, and keeps its worker."
        ),
    )
    what = asked(
        "decided_as",
        OneOf(choices),
        say("What are these two?"),
        say("Choose what these two are"),
    )
    return Page(
        id="matching",
        title=say("What are these two?"),
        questions=(what, keep) if joins else (what,),
    )


COMPARISON = Page(
    id="comparison",
    title=say("Compare with another referral"),
    questions=(
        asked(
            "same_as",
            Text(limit=100),
            say("Which other referral may tell of the same person?"),
            say("Enter the reference of the other referral"),
            say("Its reference, such as “7KPM-3XR9”."),
            could_be_one,
        ),
    ),
)
