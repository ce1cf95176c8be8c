"""Equality questions: optional, stored apart, linked to nobody and invisible to triage.

The groups follow the protected characteristics of the Equality Act 2010, section 4, in the
shortest form that still shows whether the hub reaches everybody.
"""

from portal.referral.kinds import Choice, OneOf, yes_no
from portal.referral.words import say

from .question import Page, Question, Section

_NOT_SAY = Choice("not_say", say("I'd rather not say"))


def _ask(id: str, ask: str, short: str, *choices: Choice) -> Question:
    return Question(
        id=id, kind=OneOf((*choices, _NOT_SAY)), ask=ask, short=short, section=Section.PERSON
    )


PAGES = (
    Page(
        id="equality",
        title=say("About you, if you'd like to say"),
        lead=(
            say(
                "These questions are separate from what you sent. They are stored without your "
                "name or reference, so nobody can link them to you. They help us see if we "
                "reach everyone. Skip any of them, or all."
            ),
        ),
        questions=(
            _ask(
                "equality_age",
                say("How old are you?"),
                say("Age"),
                Choice("under_18", say("Under 18")),
                Choice("18_24", say("18 to 24")),
                Choice("25_44", say("25 to 44")),
                Choice("45_64", say("45 to 64")),
                Choice("65_over", say("65 or over")),
            ),
            _ask(
                "equality_sex",
                say("What is your sex?"),
                say("Sex"),
                Choice("female", say("Female")),
                Choice("male", say("Male")),
            ),
            _ask(
                "equality_gender",
                say("Is your gender the same as the sex you were given at birth?"),
                say("Gender same as at birth"),
                *yes_no().choices,
            ),
            _ask(
                "equality_ethnic",
                say("What is your ethnic group?"),
                say("Ethnic group"),
                Choice("asian", say("Asian or Asian British")),
                Choice("black", say("Black, Black British, Caribbean or African")),
                Choice("mixed", say("Mixed or several ethnic groups")),
                Choice("white", say("White")),
                Choice("other", say("Another ethnic group")),
            ),
            _ask(
                "equality_religion",
                say("What is your religion?"),
                say("Religion"),
                Choice("none", say("No religion")),
                Choice("buddhist", say("Buddhist")),
                Choice("christian", say("Christian")),
                Choice("hindu", say("Hindu")),
                Choice("jewish", say("Jewish")),
                Choice("muslim", say("Muslim")),
                Choice("sikh", say("Sikh")),
                Choice("other", say("Another religion")),
            ),
            _ask(
                "equality_orientation",
                say("Which of these best describes you?"),
                say("Sexual orientation"),
                Choice("straight", say("Straight or heterosexual")),
                Choice("gay", say("Gay or lesbian")),
                Choice("bi", say("Bisexual")),
                Choice("other", say("Something else")),
            ),
            _ask(
                "equality_disability",
                say("Do you have a health condition or disability that has lasted a year or more?"),
                say("Disability"),
                *yes_no().choices,
            ),
        ),
    ),
)
