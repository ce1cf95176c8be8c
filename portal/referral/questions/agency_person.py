"""What a partner organisation may know of the person beside what everybody is asked: a birth date.

People who refer themselves are never asked for one. It is not for other services either, who learn
the age as far as they need it: it is asked so that the hub recognises whom it was told of before.
"""

from datetime import date

from portal.referral.conditions import Answers
from portal.referral.kinds import Day, JsonValue
from portal.referral.readers import OWN
from portal.referral.words import say

from .agency_so_far import a_whole_day_in_the_past
from .question import Page, Question, Section

_ADULT, _OLDEST = 18, 120
_YEARS = {"under_13": (0, 12), "13_15": (13, 15), "16_17": (16, 17), "adult": (_ADULT, _OLDEST)}
"""How old somebody is in each band of the question "age"."""


def a_birth_date(value: JsonValue, answers: Answers, today: date) -> str | None:
    """A whole day in the last 120 years that fits the age, which may be left out of an adult."""
    problem = a_whole_day_in_the_past(value, answers, today)
    if problem is not None:
        return problem
    years = _years_old(date.fromisoformat(value), today)
    if years > _OLDEST:
        return say("Check the year. It would make them more than 120 years old")
    age = answers.get("age")
    if age is None:
        # Who works with children, and how soon, goes by the age: it must be told of a child.
        return say("Choose their age too: they are under 18") if years < _ADULT else None
    least, most = _YEARS.get(age, (0, _OLDEST))
    if not least <= years <= most:
        return say("This birth date does not fit the age you chose. Check them both")
    return None


def _years_old(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


BORN = (
    Page(
        id="age",
        title=say("Their age"),
        questions=(
            Question(
                id="born",
                # Any year in four figures is read, so that the check can say what is wrong with it.
                kind=Day(earliest=1000, latest=9999),
                ask=say("When were they born?"),
                hint=say(
                    "It helps us see if we know them already, so that nobody has to tell the same "
                    "thing twice. You can leave this empty."
                ),
                short=say("Birth date"),
                section=Section.PERSON,
                readers=OWN,
                check=a_birth_date,
            ),
        ),
    ),
)
"""Asked below the age, on the same page."""
