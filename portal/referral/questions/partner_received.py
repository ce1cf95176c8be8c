"""What a provider is asked when it answers what the hub handed on to it."""

from portal.referral.closing_codes import ACTIONS, OUTCOMES
from portal.referral.handing_on.crossing_reasons import DECLINED
from portal.referral.kinds import Choice, ManyOf, OneOf
from portal.referral.words import say

from .question import Page
from .staff_asking import LONG, asked

DECLINE = Page(
    id="decline",
    title=say("Say no to this referral"),
    questions=(
        asked(
            "why",
            OneOf(tuple(Choice(code, words) for code, words in DECLINED.items())),
            say("Why can you not take it on?"),
            say("Choose why you can not take it on"),
        ),
        asked(
            "words",
            LONG,
            say("Is there anything the hub should know?"),
            hint=say(
                "For example when you would have room, or who fits better. The person can ask to "
                "see it, so write it as if they will."
            ),
        ),
    ),
)

ASK_HUB = Page(
    id="ask-hub",
    title=say("Ask the hub"),
    questions=(
        asked(
            "question",
            LONG,
            say("What do you want to ask?"),
            say("Write what you want to ask"),
            say(
                "One thing at a time is easiest to answer. The person can ask to see it, so write "
                "it as if they will."
            ),
        ),
    ),
)

FINISH = Page(
    id="finish",
    title=say("Say that you have finished"),
    questions=(
        asked(
            "actions",
            ManyOf(tuple(Choice(code, words) for code, words in ACTIONS.items())),
            say("What was done?"),
            say("Tick at least one thing that was done"),
        ),
        asked(
            "outcomes",
            ManyOf(tuple(Choice(code, words) for code, words in OUTCOMES.items())),
            say("What came of it?"),
            say("Tick at least one thing that came of it"),
        ),
        asked(
            "words",
            LONG,
            say("Anything else about how it ended?"),
            hint=say(
                "Best in the person’s own words. They can ask to see it, so write it as if they "
                "will."
            ),
        ),
    ),
)
