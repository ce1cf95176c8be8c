"""What the person is asked when what they told could help them at another service."""

from portal.referral.kinds import yes_no
from portal.referral.words import say

from .question import Page, Question, Section

AGREES = Page(
    id="agreeing",
    title=say("May we share this?"),
    questions=(
        Question(
            id="agrees",
            kind=yes_no(yes=say("Yes, you may share it"), no=say("No, do not share it")),
            ask=say("May we share it with them?"),
            hint=say("You can change this at any time."),
            short=say("May be shared"),
            section=Section.SHARING,
            required=True,
            missing=say("Choose yes or no. If you are not sure, choose no, or leave it for now"),
        ),
    ),
)
