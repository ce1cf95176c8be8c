"""What a partner organisation knows of the other person and of risk. The person never sees it."""

from portal.referral.conditions import said
from portal.referral.kinds import Choice, Day, OneOf, Text, yes_no
from portal.referral.readers import STAFF
from portal.referral.words import say

from .matter import in_the_past
from .question import Page, Question, Section

IDENTIFIED = said("other_identified", "yes")
ABUSE = said("agency_abuse", "yes")

OTHER = (
    Page(
        id="other-identified",
        title=say("The other person"),
        lead=(
            say(
                "We never contact them without asking the person first. "
                "If there is more than one, answer for the one who matters most."
            ),
        ),
        questions=(
            Question(
                id="other_identified",
                kind=yes_no(unsure=True),
                ask=say("Do you know who the other person is?"),
                short=say("The other person is known"),
                section=Section.AGENCY,
                readers=STAFF,
            ),
            Question(
                id="other_accepts",
                kind=OneOf(
                    (
                        Choice("yes", say("Yes, the main facts")),
                        Choice("partly", say("Some of them")),
                        Choice("no", say("No")),
                        Choice("unsure", say("I don't know, or nobody asked")),
                    )
                ),
                ask=say("Does the other person accept what happened?"),
                short=say("The other person accepts it"),
                section=Section.AGENCY,
                readers=STAFF,
            ),
        ),
    ),
    Page(
        id="case-stage",
        title=say("Where the case stands"),
        questions=(
            Question(
                id="agency_stage",
                kind=OneOf(
                    (
                        Choice("not_reported", say("The police have not been told")),
                        Choice("reported", say("Reported, and being looked into")),
                        Choice("out_of_court", say("Dealt with out of court, such as a caution")),
                        Choice("charged", say("The other person is charged")),
                        Choice("court", say("It is in court")),
                        Choice("sentenced", say("Sentenced")),
                        Choice("ended", say("It ended without that")),
                        Choice("no_crime", say("It is not a crime")),
                    )
                ),
                ask=say("Where does the case stand?"),
                short=say("The case"),
                section=Section.AGENCY,
                readers=STAFF,
            ),
            Question(
                id="agency_orders",
                kind=Text(limit=1000, long=True),
                ask=say("Are there any orders, bail or licence rules?"),
                hint=say("Say what they forbid, and until when."),
                short=say("Orders, bail or licence"),
                section=Section.AGENCY,
                readers=STAFF,
            ),
        ),
    ),
)

RISK = (
    Page(
        id="agency-abuse",
        title=say("Abuse by a partner or family"),
        questions=(
            Question(
                id="agency_abuse",
                kind=yes_no(unsure=True),
                ask=say("Is there abuse by a partner or somebody in the family?"),
                hint=say("This never means that we turn them away. A specialist will look at it."),
                short=say("Abuse by a partner or family"),
                section=Section.AGENCY,
                readers=STAFF,
            ),
        ),
    ),
    Page(
        id="agency-dash",
        title=say("How high the risk is"),
        applies=ABUSE,
        questions=(
            Question(
                id="agency_dash",
                kind=OneOf(
                    (
                        Choice("high", say("High")),
                        Choice("medium", say("Medium")),
                        Choice("standard", say("Standard")),
                        Choice("none", say("It has not been assessed")),
                        Choice("unsure", say("I don't know")),
                    )
                ),
                ask=say("What is the risk level on the DASH form?"),
                hint=say(
                    "DASH is the checklist for domestic abuse, stalking and honour-based abuse."
                ),
                short=say("Risk level (DASH)"),
                section=Section.AGENCY,
                readers=STAFF,
            ),
            Question(
                id="agency_dash_when",
                kind=Day(),
                ask=say("When was it assessed?"),
                hint=say("Only the month and year is fine."),
                short=say("Assessed when"),
                section=Section.AGENCY,
                readers=STAFF,
                check=in_the_past,
            ),
        ),
    ),
    Page(
        id="agency-panels",
        title=say("Other work to keep people safe"),
        questions=(
            Question(
                id="agency_marac",
                kind=yes_no(unsure=True),
                ask=say("Is it with MARAC?"),
                hint=say("MARAC is the meeting about people at high risk of domestic abuse."),
                short=say("With MARAC"),
                section=Section.AGENCY,
                readers=STAFF,
            ),
            Question(
                id="agency_mappa",
                kind=OneOf(
                    (
                        Choice("no", say("No")),
                        Choice("one", say("Yes, level 1")),
                        Choice("two", say("Yes, level 2")),
                        Choice("three", say("Yes, level 3")),
                        Choice("unsure", say("I'm not sure")),
                    )
                ),
                ask=say("Is the other person under MAPPA?"),
                hint=say("MAPPA is how police, probation and prison watch over high-risk people."),
                short=say("Under MAPPA"),
                section=Section.AGENCY,
                readers=STAFF,
            ),
            Question(
                id="agency_child_protection",
                kind=yes_no(unsure=True),
                ask=say("Is a child at risk, or is there a child protection plan?"),
                short=say("A child at risk, or a plan"),
                section=Section.AGENCY,
                readers=STAFF,
            ),
        ),
    ),
    Page(
        id="staff-safety",
        title=say("Keeping workers safe"),
        questions=(
            Question(
                id="agency_staff_safety",
                kind=Text(limit=2000, long=True),
                ask=say("What do workers need to know to stay safe?"),
                hint=say("For example: a dog, weapons, or somebody who must not be seen alone"),
                short=say("Keeping workers safe"),
                section=Section.AGENCY,
                readers=STAFF,
            ),
        ),
    ),
)
