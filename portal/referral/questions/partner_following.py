"""What the hub asks a referrer, what they answer, and when they want to be told."""

from portal.referral.words import say

from .question import Page
from .staff_asking import LONG, asked
from .staff_told import HOURS

ENQUIRY = Page(
    id="enquiry",
    title=say("Ask whoever referred them"),
    questions=(
        asked(
            "enquiry",
            LONG,
            say("What do you want to ask?"),
            say("Write what you want to ask"),
            say("One thing at a time is easiest to answer."),
        ),
    ),
)

ENQUIRY_ANSWER = Page(
    id="enquiry_answer",
    title=say("A question from us"),
    questions=(
        asked(
            "answer",
            LONG,
            say("Your answer"),
            say("Write your answer"),
            say(
                "Say what you know yourself, and how you know it. The person can ask to see it, "
                "so write it as if they will."
            ),
        ),
    ),
)

PARTNER_NOTICES = Page(
    id="partner_notices",
    title=say("Emails to you"),
    questions=(
        asked(
            "hour",
            HOURS,
            say("When should your daily list come?"),
            say("Choose an hour, or “Never”"),
            say(
                "On working days, and only when we asked you something or a referral of yours "
                "moved on. It holds counts and our references: no names, and nothing that anybody "
                "told us."
            ),
        ),
    ),
)
