"""What a partner organisation did so far: whether it explained this, how often it was called."""

from datetime import date

from portal.referral.conditions import Answers, said
from portal.referral.kinds import Day, JsonValue, Text, WholeNumber, yes_no
from portal.referral.readers import STAFF
from portal.referral.words import say

from .matter import in_the_past
from .question import Page, Question, Section

_WHOLE_DAY = len("2026-03-14")


def a_whole_day_in_the_past(value: JsonValue, answers: Answers, today: date) -> str | None:
    """Six months can only be counted back from a whole day."""
    if len(str(value)) != _WHOLE_DAY:
        return "not_a_whole_day"
    return in_the_past(value, answers, today)


def numbers_given(answers: Answers) -> bool:
    """Whether calls or attendances were counted."""
    return any(answers.get(each) is not None for each in ("demand_calls", "demand_attendances"))


EXPLAINED = (
    Page(
        id="explained",
        title=say("What they were told about us"),
        questions=(
            Question(
                id="agency_explained",
                kind=yes_no(unsure=True),
                ask=say("Has anybody told them what restorative justice is?"),
                short=say("Was it explained"),
                section=Section.AGENCY,
                readers=STAFF,
            ),
        ),
    ),
    Page(
        id="explained-more",
        title=say("Who told them"),
        applies=said("agency_explained", "yes"),
        questions=(
            Question(
                id="agency_explained_by",
                kind=Text(limit=200),
                ask=say("Who told them?"),
                hint=say("For example: the officer in the case"),
                short=say("Explained by"),
                section=Section.AGENCY,
                readers=STAFF,
            ),
            Question(
                id="agency_explained_when",
                kind=Day(),
                ask=say("When were they told?"),
                hint=say("Only the month and year is fine."),
                short=say("Explained when"),
                section=Section.AGENCY,
                readers=STAFF,
                check=in_the_past,
            ),
        ),
    ),
)

DEMAND = (
    Page(
        id="demand",
        title=say("Calls and visits so far"),
        lead=(
            say(
                "Count the six months before this referral. It shows later whether things got "
                "better. If you have no figures, leave these out."
            ),
        ),
        questions=(
            Question(
                id="demand_calls",
                kind=WholeNumber(least=0, most=999),
                ask=say("How many calls were there about this?"),
                short=say("Calls in six months"),
                section=Section.AGENCY,
                readers=STAFF,
            ),
            Question(
                id="demand_attendances",
                kind=WholeNumber(least=0, most=999),
                ask=say("How many times did somebody go there?"),
                short=say("Visits in six months"),
                section=Section.AGENCY,
                readers=STAFF,
            ),
        ),
    ),
    Page(
        id="demand-source",
        title=say("Where these figures come from"),
        applies=numbers_given,
        questions=(
            Question(
                id="demand_until",
                kind=Day(earliest=2000),
                ask=say("On which day do those six months end?"),
                hint=say("They begin on the same day six months before."),
                short=say("Six months up to"),
                section=Section.AGENCY,
                required=True,
                missing=say("Enter the day on which those six months end"),
                readers=STAFF,
                check=a_whole_day_in_the_past,
            ),
            Question(
                id="demand_source",
                kind=Text(limit=200),
                ask=say("Where do the figures come from?"),
                hint=say("For example: the police call log"),
                short=say("Source of the figures"),
                section=Section.AGENCY,
                required=True,
                missing=say("Enter where the figures come from"),
                readers=STAFF,
            ),
        ),
    ),
)
