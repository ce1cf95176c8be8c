"""What helps with a dispute: whose the home is, and what has been done so far."""

from portal.referral.conditions import said
from portal.referral.kinds import Choice, OneOf, Text, WholeNumber, yes_no
from portal.referral.readers import TOLD
from portal.referral.words import say

from .question import Page, Question, Section

DISPUTE = said("about", "dispute")

PAGES = (
    Page(
        id="dispute-home",
        title=say("Your home"),
        lead=(say("We ask because a landlord can sometimes help. Skip what you don't know."),),
        applies=DISPUTE,
        questions=(
            Question(
                id="tenure",
                kind=OneOf(
                    (
                        Choice("owned", say("I own it, or have a mortgage")),
                        Choice("council", say("Rented from the council")),
                        Choice("association", say("Rented from a housing association")),
                        Choice("private", say("Rented from a private landlord")),
                        Choice("other", say("Something else")),
                    )
                ),
                ask=say("Is your home owned or rented?"),
                short=say("Home is"),
                section=Section.MATTER,
                readers=TOLD,
                travels=True,
            ),
            Question(
                id="landlord",
                kind=Text(limit=200),
                ask=say("Who is your landlord, if you have one?"),
                short=say("Landlord"),
                section=Section.MATTER,
                readers=TOLD,
                travels=True,
            ),
        ),
    ),
    Page(
        id="dispute-so-far",
        title=say("What has been done so far"),
        applies=DISPUTE,
        questions=(
            Question(
                id="reports_six_months",
                kind=WholeNumber(least=0, most=999),
                ask=say("How many times have you reported it in the last six months?"),
                hint=say("A rough number is fine."),
                short=say("Reports in the last six months"),
                section=Section.MATTER,
                readers=TOLD,
                travels=True,
            ),
            Question(
                id="court_case",
                kind=yes_no(unsure=True),
                ask=say("Is there a court case about it?"),
                short=say("Court case"),
                section=Section.MATTER,
                readers=TOLD,
                travels=True,
            ),
        ),
    ),
)
