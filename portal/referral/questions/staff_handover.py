"""What staff say when they give the person a way to take a referral over."""

from portal.referral.kinds import Choice, OneOf, Text
from portal.referral.words import say

from .question import Page
from .staff_asking import asked
from .way_back import long_enough

KEEP, CLOSE = "keep", "close"

HAND_OVER = Page(
    id="handover",
    title=say("Give the person a way to take it over"),
    questions=(
        asked(
            "agreed",
            Text(limit=100),
            say("Which word did you agree with them?"),
            say("Write the word that you agreed with them"),
            say(
                "At least 4 letters. Only the two of you know it. We keep it in a form that "
                "nobody can read, so write it nowhere else."
            ),
            check=long_enough,
        ),
        asked(
            "earlier",
            OneOf(
                (
                    Choice(KEEP, say("No, or they have not got one")),
                    Choice(
                        CLOSE,
                        say("Yes, or they are not sure"),
                        say("Every earlier code stops working, and what is open is closed."),
                    ),
                )
            ),
            say("Could somebody else have an earlier code of theirs?"),
            say("Choose if somebody else could have an earlier code of theirs"),
        ),
    ),
)
