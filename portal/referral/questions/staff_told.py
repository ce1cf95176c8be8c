"""What staff are asked about being told: when their digest comes, and whether urgent news does."""

from portal.referral.kinds import OneOf
from portal.referral.kinds.choice import Choice
from portal.referral.words import say

from .question import Page, Question, Section

NEVER = "never"

HOURS = OneOf(
    (
        Choice(NEVER, say("Never")),
        *(Choice(str(hour), f"{hour:02}:00") for hour in range(24)),
    )
)
"""When a digest can come."""

_YES_NO = OneOf((Choice("yes", say("Yes")), Choice("no", say("No"))))

NOTICES = Page(
    id="notices",
    title=say("Emails to you"),
    questions=(
        Question(
            id="hour",
            kind=HOURS,
            ask=say("When should your daily list come?"),
            hint=say(
                "On working days, and only when something is new or due. It holds counts and "
                "references: no names, and nothing that anybody told us."
            ),
            short=say("Daily list"),
            section=Section.MATTER,
            required=True,
            missing=say("Choose an hour, or “Never”"),
            readers=frozenset(),
        ),
        Question(
            id="at_once",
            kind=_YES_NO,
            ask=say("Should we email you at once when somebody is needed the same day?"),
            hint=say("Only for those, and only where you may open the referral."),
            short=say("At once"),
            section=Section.MATTER,
            required=True,
            missing=say("Choose yes or no"),
            readers=frozenset(),
        ),
    ),
)
