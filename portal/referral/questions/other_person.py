"""The other person: what helps us keep everyone safe, with any name kept apart."""

from portal.referral.conditions import said, unless
from portal.referral.kinds import Choice, OneOf, Text, yes_no
from portal.referral.readers import APART, OWN
from portal.referral.words import say

from .question import Page, Question, Section, TheirPage, Theirs

KNOWN = (
    Page(
        id="other-person",
        title=say("The other person"),
        lead=(
            say(
                "We never contact them without asking you first. "
                "If there is more than one, answer for the one who matters most to you."
            ),
        ),
        questions=(
            Question(
                id="other_known",
                kind=OneOf(
                    (
                        Choice("yes", say("Yes, I know them")),
                        Choice("sight", say("Only by sight")),
                        Choice("no", say("No, I don't know who it was")),
                    )
                ),
                ask=say("Do you know who they are?"),
                short=say("Known or not"),
                section=Section.OTHER,
                readers=OWN,
                travels=True,
            ),
        ),
    ),
)

MORE = (
    Page(
        id="other-near",
        title=say("How close they are"),
        theirs=TheirPage(say("How close the other person is")),
        applies=unless(said("other_known", "no")),
        questions=(
            Question(
                id="other_near",
                kind=yes_no(unsure=True),
                ask=say("Do they live with you or near you?"),
                short=say("Lives with or near"),
                section=Section.OTHER,
                readers=OWN,
                travels=True,
                theirs=Theirs(say("Does the other person live with them or near them?")),
            ),
            Question(
                id="other_order",
                kind=yes_no(unsure=True),
                ask=say("Is there a court order or bail that says they must stay away from you?"),
                short=say("Order to stay away"),
                section=Section.OTHER,
                readers=OWN,
                travels=True,
                theirs=Theirs(
                    say(
                        "Is there a court order or bail that says the other person must "
                        "stay away from them?"
                    )
                ),
            ),
            Question(
                id="other_aware",
                kind=yes_no(unsure=True),
                ask=say("Do they know that you are asking for our help?"),
                short=say("Knows of this request"),
                section=Section.OTHER,
                readers=OWN,
                travels=True,
                theirs=Theirs(say("Does the other person know that you are asking us to help?")),
            ),
        ),
    ),
    Page(
        id="other-name",
        title=say("Their name"),
        theirs=TheirPage(say("The other person's name")),
        lead=(
            say(
                "You don't have to tell us. If you do, we keep it apart from the rest. "
                "Only specially trained staff can see it, and it is the first thing we delete."
            ),
        ),
        applies=unless(said("other_known", "no")),
        questions=(
            Question(
                id="other_name",
                kind=Text(limit=200),
                ask=say("What is their name, if you want to say?"),
                short=say("Their name"),
                section=Section.OTHER,
                readers=APART,
                theirs=Theirs(say("What is the other person's name, if you know it?")),
            ),
        ),
    ),
)

PAGES = (*KNOWN, *MORE)
