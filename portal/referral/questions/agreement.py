"""That the person agrees to be referred: how they said so, and when."""

from portal.referral.kinds import Choice, Day, OneOf
from portal.referral.readers import STAFF
from portal.referral.words import say

from .matter import in_the_past
from .question import Question, Section

AGREED = (
    Question(
        id="agreed_how",
        kind=OneOf(
            (
                Choice("face_to_face", say("They told me face to face")),
                Choice("phone", say("They told me by phone or video")),
                Choice("written", say("In writing, such as a letter, a form or a text")),
                Choice(
                    "adult",
                    say("The adult who looks after them agreed"),
                    say("For a child who is too young to decide this alone"),
                ),
            )
        ),
        ask=say("How did they agree?"),
        short=say("Agreed how"),
        section=Section.AGENCY,
        required=True,
        missing=say("Choose how they agreed"),
        readers=STAFF,
    ),
    Question(
        id="agreed_when",
        kind=Day(),
        ask=say("When did they agree?"),
        hint=say("Only the month and year is fine."),
        short=say("Agreed when"),
        section=Section.AGENCY,
        required=True,
        missing=say("Enter when they agreed"),
        readers=STAFF,
        check=in_the_past,
    ),
)
