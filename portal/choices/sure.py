"""Four questions about being ready to choose, each with gentle help for whoever says no."""

from dataclasses import dataclass

from portal.referral.words import say


@dataclass(frozen=True)
class SureQuestion:
    """One question, and for each "no" what may help: words, and a page of the guide to go to."""

    id: str
    ask: str
    short: str
    help: str
    link: str
    link_text: str


SURE = (
    SureQuestion(
        id="clear",
        ask=say("Do you feel clear about what you want to do now?"),
        short=say("Clear about what to do now"),
        help=say(
            "That is fine. You can wait, or you can ask for a talk first. A talk is not a promise."
        ),
        link="/options/talk",
        link_text=say("What a talk with us is like"),
    ),
    SureQuestion(
        id="both_ways",
        ask=say("Do you know the good side and the hard side of each choice?"),
        short=say("Knows the good side and the hard side of each choice"),
        help=say("You can put two or more choices side by side and read both sides again."),
        link="/options/compare",
        link_text=say("Compare choices side by side"),
    ),
    SureQuestion(
        id="matters",
        ask=say("Do you know what matters most to you?"),
        short=say("Knows what matters most"),
        help=say("You can mark what matters to you and see what each choice means for it."),
        link="/options/what-matters",
        link_text=say("Mark what matters to you"),
    ),
    SureQuestion(
        id="support",
        ask=say("Do you have enough time and help to choose, with no one pushing you?"),
        short=say("Has enough time and help, and no one pushing"),
        help=say(
            "There is no last day for this. If someone is pushing you, tell us. We go at your pace."
        ),
        link="/contact",
        link_text=say("Talk to a person"),
    ),
)
"""What such checks ask for in health care (certainty, knowledge, values, support), in our words."""
