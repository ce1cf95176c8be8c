"""What matters to the person, and which options they lean towards. Never binding."""

from portal.referral.kinds import Choice, ManyOf, Text
from portal.referral.readers import TOLD
from portal.referral.words import say

from .question import Page, Question, Section

OPTIONS = (
    Choice("talk", say("Talking it through first, with no contact with the other person")),
    Choice("meeting", say("Meeting face to face, with a trained worker there")),
    Choice("messages", say("Messages carried between us by a worker")),
    Choice("letter", say("A letter")),
    Choice("mediation", say("Mediation between neighbours")),
    Choice("one_side", say("Support for me alone, even if the other person says no")),
    Choice("circle", say("A circle for several neighbours")),
    Choice("heard", say("Being heard in another way, if they are unknown or refuse")),
    Choice("other_help", say("Other help, or not now")),
)

PAGES = (
    Page(
        id="what-matters",
        title=say("What matters to you"),
        questions=(
            Question(
                id="what_matters",
                kind=ManyOf(
                    (
                        Choice("answers", say("Getting answers")),
                        Choice("say_effect", say("Saying how it has affected me")),
                        Choice("apology", say("An apology")),
                        Choice("stops", say("That it stops")),
                        Choice("side_by_side", say("Being able to live side by side")),
                        Choice("heard", say("Being heard")),
                        Choice("unsure", say("I'm not sure yet")),
                    )
                ),
                ask=say("What matters to you?"),
                hint=say("Tick all that matter. You can change your mind at any time."),
                short=say("What matters"),
                section=Section.WISHES,
                readers=TOLD,
                travels=True,
            ),
            Question(
                id="what_matters_more",
                kind=Text(limit=2000, long=True),
                ask=say("Is there something else that matters to you?"),
                short=say("What else matters"),
                section=Section.WISHES,
                readers=TOLD,
                travels=True,
            ),
        ),
    ),
    Page(
        id="options",
        title=say("What might help"),
        lead=(
            say(
                "All of these are free. You choose, and so does the other person. "
                "You can stop at any moment. A worker will explain each one before you decide."
            ),
        ),
        questions=(
            Question(
                id="leaning",
                kind=ManyOf(
                    (*OPTIONS, Choice("unsure", say("I don't know yet"), alone=True)),
                ),
                ask=say("Which of these would you like to hear more about?"),
                hint=say("Tick any, all or none. Nothing you tick here is a promise."),
                short=say("Would like to hear about"),
                section=Section.WISHES,
                readers=TOLD,
                travels=True,
            ),
        ),
    ),
)
