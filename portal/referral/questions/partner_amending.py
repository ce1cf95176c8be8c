"""What a referrer is asked when they change what they told, or withdraw."""

from portal.referral.kinds import Text
from portal.referral.readers import STAFF
from portal.referral.words import say

from .question import Page, Question, Section

REASON = Question(
    id="amendment_reason",
    kind=Text(limit=1000, long=True),
    ask=say("Why do you change this?"),
    hint=say("The hub reads this. It stays beside what you told before."),
    short=say("Why it was changed"),
    section=Section.REFERRER,
    required=True,
    missing=say("Enter why you change this"),
    readers=STAFF,
)

REMOVAL = Page(
    id="removal",
    title=say("Remove this one"),
    questions=(REASON,),
)

WITHDRAWAL = Page(
    id="withdrawal",
    title=say("Withdraw this referral"),
    questions=(
        Question(
            id="withdrawal_reason",
            kind=Text(limit=1000, long=True),
            ask=say("Why do you withdraw it?"),
            hint=say("The hub reads this, and decides with the person how it goes on."),
            short=say("Why it was withdrawn"),
            section=Section.REFERRER,
            required=True,
            missing=say("Enter why you withdraw it"),
            readers=STAFF,
        ),
    ),
)
