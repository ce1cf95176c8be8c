"""What a partner organisation is asked beside what everybody is: its reference, and on what ground.

Only organisations that may share by law are offered that ground (see ``narrowing``).

Source: DOMAIN section 4, "Partner agency". Only what is starred there is required.
"""

from portal.referral.conditions import said
from portal.referral.kinds import Choice, OneOf, Text, yes_no
from portal.referral.readers import STAFF
from portal.referral.words import say

from .agreement import AGREED
from .question import Page, Question, Section
from .way_back import long_enough

REFERENCE = (
    Page(
        id="case-reference",
        title=say("Your own reference"),
        questions=(
            Question(
                id="agency_reference",
                kind=Text(limit=60),
                ask=say("What is your own reference for this case?"),
                hint=say("You can find this referral by it. Don't put a name in it."),
                short=say("Case reference"),
                section=Section.AGENCY,
                required=True,
                missing=say("Enter your own reference for this case"),
                readers=STAFF,
            ),
        ),
    ),
)


BASIS = (
    Page(
        id="basis",
        title=say("Does the person agree?"),
        lead=(
            say(
                "Taking part is always their choice, whatever you answer here. "
                "We share nothing with others until they tell us that we may."
            ),
        ),
        questions=(
            Question(
                id="agency_basis",
                kind=OneOf(
                    (
                        Choice("consent", say("Yes, they know about it and agree")),
                        Choice(
                            "statutory",
                            say("No, but the law lets us share it without that"),
                            say("Tell them that you do this, unless that puts someone at risk"),
                        ),
                        Choice("neither", say("No, or I'm not sure")),
                    )
                ),
                ask=say("Does the person know about this referral and agree to it?"),
                short=say("The person agrees"),
                section=Section.AGENCY,
                required=True,
                missing=say("Choose whether the person agrees"),
                readers=STAFF,
            ),
        ),
    ),
    Page(
        id="no-basis",
        title=say("They need to know and agree first"),
        lead=(
            say(
                "It is their story, and they decide who hears it. "
                "Please don't give us their name or what happened to them yet."
            ),
            say(
                "If it is safe, tell them about us. Then start again with them beside you, "
                "or let them refer themselves."
            ),
            say(
                "If you are worried about them, ring us on %(hub_phone)s. "
                "You don't have to say who they are."
            ),
        ),
        applies=said("agency_basis", "neither"),
        lines=("danger",),
        stops=True,
    ),
    Page(
        id="their-agreement",
        title=say("Their agreement"),
        applies=said("agency_basis", "consent"),
        questions=AGREED,
    ),
    Page(
        id="basis-reason",
        title=say("Why the law lets you share this"),
        applies=said("agency_basis", "statutory"),
        questions=(
            Question(
                id="agency_basis_reason",
                kind=Text(limit=1000, long=True),
                ask=say("Why do you share it without their agreement?"),
                hint=say("Name the law or the duty, and why it is needed now."),
                short=say("Why without their agreement"),
                section=Section.AGENCY,
                required=True,
                missing=say("Enter why you share it without their agreement"),
                readers=STAFF,
            ),
        ),
    ),
)


SHOWING = (
    Page(
        id="showing",
        title=say("What the person may see"),
        lead=(
            say(
                "They can take this over with a card that you give them. "
                "They then see their name, how to reach them and what it is about. "
                "They never see what you told us about risk, or about the other person."
            ),
        ),
        questions=(
            Question(
                id="safe_to_show",
                kind=yes_no(),
                ask=say("Is it safe for them to see what you wrote about what happened?"),
                hint=say(
                    "Think about who may look with them. If you leave this out, we don't show it."
                ),
                short=say("May see what happened"),
                section=Section.AGENCY,
                readers=STAFF,
            ),
        ),
    ),
)


WORD = (
    Page(
        id="agreed-word",
        title=say("A word for the person"),
        questions=(
            Question(
                id="agreed_word",
                kind=Text(limit=100),
                ask=say("Which word did you agree with them?"),
                hint=say(
                    "They need it to take this over, so that nobody else who finds the card can. "
                    "At least 4 letters, and not their name. Leave it out if you agreed none."
                ),
                short=say("Word agreed with them"),
                section=Section.REFERRER,
                readers=STAFF,
                check=long_enough,
            ),
        ),
    ),
)
