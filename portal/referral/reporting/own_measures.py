"""What is counted of the referrals that one organisation made, with its groups and definitions."""

from collections.abc import Mapping

from portal.referral.closing_codes import OUTCOMES
from portal.referral.lifecycle import FOR_PARTNER
from portal.referral.words import say

from .measures import UNKNOWN, Counted, Measure

WITHDRAWN = "withdrawn"

OWN_COUNTED: Mapping[Counted, tuple[str, str]] = {
    Counted.RECEIVED: (
        say("Referrals you sent"),
        say(
            "Referrals that your organisation sent during these months. One that was erased still "
            "counts: only that it came is known of it."
        ),
    ),
    Counted.CLOSED: (
        say("Referrals of yours that were finished"),
        say(
            "Referrals of your organisation that came to “Finished” during these months, whenever "
            "you sent them. One that you may not see as finished is not among them."
        ),
    ),
}
"""What the number at the foot of a table counts, and its definition."""

OWN_MEASURES: tuple[Measure, ...] = (
    Measure(
        "kind",
        say("Crime or dispute"),
        Counted.RECEIVED,
        {
            "crime": say("A crime"),
            "dispute": say("A dispute or anti-social behaviour"),
            "other": say("Something else, or not sure"),
            UNKNOWN: say("Not said"),
        },
        say("What you said it is about, as you sent it."),
    ),
    Measure(
        "word",
        say("How they stand now"),
        Counted.RECEIVED,
        {
            **{word.value: words for word, words in FOR_PARTNER.items()},
            WITHDRAWN: say("Withdrawn by you"),
        },
        say(
            "How the referrals that you sent during these months stand today, as your list says "
            "it. This table changes as work goes on; the others don’t."
        ),
    ),
    Measure(
        "acceptance",
        say("Time to acceptance"),
        Counted.RECEIVED,
        {
            "in_time": say("Within five working days"),
            "later": say("Later than that"),
            "not_yet": say("Not accepted so far, or not at all"),
        },
        say(
            "From the day you sent it to the day it came to “Accepted”. What comes in after the "
            "hub closes counts from the next working day. Working days are Monday to Friday "
            "without the bank holidays of England and Wales."
        ),
    ),
    Measure(
        "outcomes",
        say("What came of it"),
        Counted.CLOSED,
        OUTCOMES,
        say(
            "Outcomes named when it was finished. One referral can have several, or one. A number "
            "is shown only where at least five had it and at least five had not, so that it says "
            "nothing of any one of them."
        ),
        parted=False,
        covering=True,
    ),
)

OWN_BY_ID: Mapping[str, Measure] = {measure.id: measure for measure in OWN_MEASURES}
