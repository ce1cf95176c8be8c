"""What staff are asked when they have rung somebody back."""

from portal.referral.kinds import Text
from portal.referral.words import say

from .question import Page
from .staff_asking import asked

RUNG = Page(
    id="rung",
    title=say("Done with"),
    questions=(
        asked(
            "ending",
            Text(limit=2000, long=True),
            say("How did it end?"),
            missing=say("Write how it ended"),
            hint=say(
                "What was agreed, and who does what next. Also if you could not reach them. If "
                "a referral came of it, write its reference here."
            ),
        ),
    ),
)
