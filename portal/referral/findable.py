"""What a referral can be found and filtered by, each in the one form in which it is looked for.

Rules only. What is made here is blinded before it is kept, so the database never says it.
"""

import re
from collections.abc import Iterator

from .conditions import Answers, ticked
from .kinds import Postcode
from .kinds.base import Unreadable
from .names import sound, words

FILING = 2
"""The edition of these rules, of the card and of the keys of ``matching``. Raise it with any
change to them: the worker then files every referral anew."""

NEEDS_INTERPRETER = ticked("help_needed", "interpreter", "bsl")
NEEDS_ACCESS = ticked(
    "help_needed", "bsl", "easy_read", "large_print", "getting_in", "someone", "other"
)


def findable(answers: Answers) -> Iterator[tuple[str, str]]:
    """What a referral can be found by: (kind of token, normalised value)."""
    for question in ("phone_number", "text_number"):
        if answers.get(question):
            yield "phone", answers[question]
    if answers.get("email_address"):
        yield "email", answers["email_address"].casefold()
    if answers.get("postcode"):
        yield "postcode", answers["postcode"]
    for report in answers.get("reports") or ():
        if report.get("report_reference"):
            yield "their_reference", normal_reference(report["report_reference"])
    if answers.get("agency_reference"):
        yield "their_reference", normal_reference(answers["agency_reference"])
    for question in ("name", "adult_name"):
        for word in words(answers.get(question) or ""):
            yield "name", word
            if sound(word):
                yield "name_sound", sound(word)


def normal_reference(text: str) -> str:
    """Another agency's reference in one form: capitals and digits only."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def place_of(answers: Answers) -> str:
    """Where the person lives, as coarsely as a list needs it; empty when they didn't say."""
    return normal_place(answers.get("postcode") or answers.get("place") or "")


def normal_place(text: str) -> str:
    """A place in one form: the first half of a postcode, or the plain words of a name."""
    try:
        postcode = Postcode().read({"place": [text]}, "place")
    except Unreadable:
        return " ".join(words(text))
    return str(postcode).split()[0] if postcode else ""
