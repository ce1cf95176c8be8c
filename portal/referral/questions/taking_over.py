"""What the person is asked who takes over what somebody else told about them."""

from portal.referral.kinds import Choice, OneOf, Text
from portal.referral.words import say

from .question import Page, Question, Section
from .way_back import has_letters

_CODE = Question(
    id="code",
    kind=Text(limit=200),
    ask=say("Your code"),
    hint=say("Four words, such as “maple river candle forty”. They are on your card."),
    short=say("Code"),
    section=Section.PERSON,
    required=True,
    missing=say("Enter your code of four words"),
    check=has_letters,
)

TAKE_OVER = Page(
    id="yours",
    title=say("Use the code you were given"),
    questions=(
        _CODE,
        Question(
            id="agreed",
            kind=Text(limit=100),
            ask=say("The word you agreed"),
            hint=say("You and whoever gave you the code agreed on it. It is not on the card."),
            short=say("Word"),
            section=Section.PERSON,
            required=True,
            missing=say("Enter the word you agreed"),
        ),
    ),
)

DISAGREE, ELSE = "disagree", "else"

BY_CARD = Page(
    id="yours-message",
    title=say("Tell us something without the word"),
    questions=(
        _CODE,
        Question(
            id="about_it",
            kind=OneOf(
                (
                    Choice(DISAGREE, say("I did not agree to this, or I want it to stop")),
                    Choice(ELSE, say("I want to tell you something else")),
                )
            ),
            ask=say("What is it about?"),
            short=say("What it is about"),
            section=Section.PERSON,
            required=True,
            missing=say("Choose what it is about"),
        ),
        Question(
            id="message",
            kind=Text(limit=2000, long=True),
            ask=say("Your message"),
            hint=say("You can leave this empty if you want us to stop."),
            short=say("Message"),
            section=Section.PERSON,
        ),
    ),
)

OBJECT = Page(
    id="objection",
    title=say("Say that you did not agree"),
    questions=(
        Question(
            id="objection",
            kind=Text(limit=5000, long=True),
            ask=say("What would you like us to know?"),
            hint=say("You can leave this empty."),
            short=say("What you would like us to know"),
            section=Section.PERSON,
        ),
    ),
)

SEES = Page(
    id="referrers",
    title=say("What may they see?"),
    questions=(
        Question(
            id="sees",
            kind=OneOf(
                (
                    Choice(
                        "process",
                        say("Each step, and its day"),
                        say("That we have it, that we work on it, that it is finished."),
                    ),
                    Choice("start", say("Only that we have it, and if we can take it on")),
                    Choice("nothing", say("Nothing more from now on")),
                )
            ),
            ask=say("How much may they see?"),
            short=say("What they may see"),
            section=Section.PERSON,
            required=True,
            missing=say("Choose how much they may see"),
        ),
    ),
)
"""How much of the way it goes a referrer may see: the choices are those of referring.Sees."""
