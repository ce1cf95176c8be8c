"""What staff are asked when they hand a referral on, or have asked the person whether they may."""

from collections.abc import Mapping

from portal.referral.handing_on.crossing_reasons import HOW
from portal.referral.kinds import Choice, Day, OneOf, yes_no
from portal.referral.words import say

from .agency_so_far import a_whole_day_in_the_past
from .question import Page
from .staff_asking import LONG, asked
from .staff_handed_on import about_place

HAND_ON = say("Hand on to…")
ASK_FIRST = say("Ask the person first")
THEY_SAID = say("Write down what they said")

ANSWER_PROVIDER = Page(
    id="provider-answer",
    title=say("Answer a service that asks"),
    questions=(
        asked(
            "answer",
            LONG,
            say("Your answer"),
            say("Write your answer"),
            say("It goes out to them. The person can ask to see it, so write it as if they will."),
        ),
    ),
)


def hand_on(places: Mapping[str, str]) -> Page:
    """Whom it is handed on to."""
    return about_place("hand-on", HAND_ON, places)


def ask_first(places: Mapping[str, str]) -> Page:
    """About which service the person is asked."""
    return about_place("consent-request", ASK_FIRST, places)


def they_said(places: Mapping[str, str]) -> Page:
    """What the person said to a worker: about which service, how and when."""
    return about_place(
        "consent-answer",
        THEY_SAID,
        places,
        asked(
            "agrees",
            yes_no(yes=say("Yes, it may be shared"), no=say("No, it may not")),
            say("What did they say?"),
            say("Choose what they said"),
        ),
        asked(
            "how",
            OneOf(tuple(Choice(code, words) for code, words in HOW.items())),
            say("How did they tell you?"),
            say("Choose how they told you"),
        ),
        asked(
            "said_on",
            Day(),
            say("When did they tell you?"),
            say("Enter the day on which they told you"),
            check=a_whole_day_in_the_past,
        ),
    )
