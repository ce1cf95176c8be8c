"""What is asked after sending: who is looking, and what they would like to say to the hub."""

from datetime import date

from portal.referral.conditions import Answers
from portal.referral.kinds import JsonValue, Text
from portal.referral.reference import MistypedReference, read
from portal.referral.words import say

from .question import Page, Question, Section
from .way_back import COME_BACK


def could_be_one(value: JsonValue, answers: Answers, today: date) -> str | None:
    """A reference has a check character, so that a slip is told from one that isn't known."""
    try:
        read(value)
    except MistypedReference:
        return "mistyped_reference"
    return None


FOLLOW = Page(
    id="track",
    title=say("See what is happening"),
    questions=(
        Question(
            id="reference",
            kind=Text(limit=100),
            ask=say("Your reference"),
            hint=say("Eight letters and numbers, such as “7KPM-3XR9”. It is on your receipt."),
            short=say("Reference"),
            section=Section.PERSON,
            required=True,
            missing=say("Enter your reference"),
            check=could_be_one,
        ),
        *COME_BACK.questions,
    ),
)

WRITE_TO_US = Page(
    id="message",
    title=say("Write to us"),
    questions=(
        Question(
            id="message",
            kind=Text(limit=5000, long=True),
            ask=say("Write to us"),
            hint=say("Only our workers read it. We can’t read it at once: if it is urgent, ring."),
            short=say("Message"),
            section=Section.PERSON,
            required=True,
            missing=say("Write something first"),
        ),
    ),
)
