"""What staff say when they start another referral with somebody whom we know."""

from portal.referral.kinds import Text
from portal.referral.words import say

from .question import Page
from .staff_asking import asked
from .way_back import long_enough

START_AGAIN = Page(
    id="again",
    title=say("Start another referral with them"),
    questions=(
        asked(
            "agreed",
            Text(limit=100),
            say("Which word did you agree with them?"),
            say("Write the word that you agreed with them"),
            say(
                "At least 4 letters. With it they, or the two of you, go on with what you start "
                "now. We keep it in a form that nobody can read, so write it nowhere else."
            ),
            check=long_enough,
        ),
    ),
)
