"""The way back: choosing a word, and coming back with code and word."""

from datetime import date

from portal.referral.codewords import read_code, read_word
from portal.referral.conditions import Answers
from portal.referral.kinds import JsonValue, Text
from portal.referral.words import say

from .question import Page, Question, Section

SHORTEST = 4


def long_enough(value: JsonValue, answers: Answers, today: date) -> str | None:
    """A word must have some length, or it could be guessed in the tries that are allowed."""
    return None if len(read_word(value)) >= SHORTEST else "too_short"


def has_letters(value: JsonValue, answers: Answers, today: date) -> str | None:
    """A code is made of words."""
    return None if read_code(value) else "not_a_code"


CHOOSE_WORD = Page(
    id="save",
    title=say("How you will come back"),
    questions=(
        Question(
            id="own_word",
            kind=Text(limit=100),
            ask=say("Choose a word that only you know"),
            hint=say(
                "At least 4 letters. Don't choose your name, or a word that somebody near you "
                "could guess. It can be several words."
            ),
            short=say("Your word"),
            section=Section.PERSON,
            required=True,
            missing=say("Enter a word that only you know"),
            check=long_enough,
        ),
    ),
)

COME_BACK = Page(
    id="return",
    title=say("Come back to what you started"),
    questions=(
        Question(
            id="code",
            kind=Text(limit=200),
            ask=say("Your code"),
            hint=say("Four words, such as “maple river candle forty”"),
            short=say("Code"),
            section=Section.PERSON,
            required=True,
            missing=say("Enter your code of four words"),
            check=has_letters,
        ),
        Question(
            id="word",
            kind=Text(limit=100),
            ask=say("Your own word"),
            hint=say("The word you chose. Capital letters don't matter."),
            short=say("Word"),
            section=Section.PERSON,
            required=True,
            missing=say("Enter the word you chose"),
        ),
    ),
)
