"""What a community group is asked about a neighbour who agreed: as little as will do.

Source: DOMAIN section 4, the consent ladder, for somebody who agreed; the other rungs never come
here. Nothing about health or an offence and
no third party's name is asked, and what may be typed is short.
"""

from datetime import date

from portal.referral.conditions import Answers
from portal.referral.kinds import Choice, Email, JsonValue, ManyOf, OneOf, Phone, Text
from portal.referral.readers import OWN, STAFF
from portal.referral.words import say

from .agreement import AGREED
from .question import Page, Question, Section, Theirs

ONE_WAY = Theirs(
    say("Which one way is safe to reach them?"),
    say("Tick one only: the safest. Think about who else might pick up, open, read or hear it."),
    say("Choose one safe way. If none is safe, choose “They will come to this site and look”"),
)


def one_way(value: JsonValue, answers: Answers, today: date) -> str | None:
    """A group passes on one safe way to reach somebody, and no more."""
    return None if len(value) == 1 else "one_way"


def passing_on(value: JsonValue, answers: Answers, today: date) -> str | None:
    """Without their word that a name may be passed on, there is nothing to send."""
    return None if "pass_on" in value else "not_to_this"


AGREEMENT = (
    Page(
        id="their-agreement",
        title=say("What they agreed to"),
        questions=(
            *AGREED,
            Question(
                id="agreed_to",
                kind=ManyOf(
                    (
                        Choice("pass_on", say("That you give us their name")),
                        Choice("contact", say("That we get in touch with them")),
                        Choice("needs", say("That you tell us what help they need")),
                    )
                ),
                ask=say("What did they agree to?"),
                hint=say("Tick all that they said yes to."),
                short=say("Agreed to what"),
                section=Section.AGENCY,
                required=True,
                missing=say("Tick what they agreed to"),
                readers=STAFF,
                check=passing_on,
            ),
        ),
    ),
)

TOO_MUCH = frozenset({"contact_never", "contact_others", "code_word", "help_more"})
"""Questions of everybody's that a group is not asked: what may be typed there says too much."""

NEED = (
    Page(
        id="need",
        title=say("What they need"),
        questions=(
            Question(
                id="need_line",
                kind=Text(limit=120),
                ask=say("What would they like help with, in a few words?"),
                hint=say(
                    "For example: noise next door at night. Please leave out illness, crimes "
                    "and other people's names. They can tell us more themselves."
                ),
                short=say("Would like help with"),
                section=Section.MATTER,
                readers=OWN,
            ),
        ),
    ),
)

SAFETY_CALL = (
    Page(
        id="safety-call",
        title=say("If you worry about safety"),
        lead=(say("Don't write your worry here. Tell us when we ring you."),),
        lines=("danger",),
        questions=(
            Question(
                id="safety_call",
                kind=OneOf(
                    (
                        Choice("today", say("Yes, today if you can")),
                        Choice("soon", say("Yes, before you talk to them")),
                        Choice("no", say("No, there is no need")),
                    )
                ),
                ask=say("Shall we ring you about their safety?"),
                short=say("Ring the group about safety"),
                section=Section.AGENCY,
                readers=STAFF,
            ),
        ),
    ),
)

REFERRER = (
    Page(
        id="referrer",
        title=say("About you"),
        lead=(say("We keep this apart from what we keep about the person."),),
        questions=(
            Question(
                id="referrer_name",
                kind=Text(limit=100, autocomplete="name"),
                ask=say("What is your name?"),
                short=say("Name"),
                section=Section.REFERRER,
                required=True,
                missing=say("Enter your name"),
                readers=STAFF,
            ),
            Question(
                id="referrer_group",
                kind=Text(limit=100),
                ask=say("Which group or service are you with?"),
                short=say("Group"),
                section=Section.REFERRER,
                readers=STAFF,
            ),
            Question(
                id="referrer_role",
                kind=Text(limit=100),
                ask=say("What do you do there?"),
                hint=say("For example: youth worker, I run the food bank, or I live next door"),
                short=say("Role"),
                section=Section.REFERRER,
                required=True,
                missing=say("Enter what you do there"),
                readers=STAFF,
            ),
            Question(
                id="referrer_phone",
                kind=Phone(),
                ask=say("On which number can we ring you?"),
                hint=say("A number at work, if you have one."),
                short=say("Phone"),
                section=Section.REFERRER,
                required=True,
                missing=say("Enter a number on which we can ring you"),
                readers=STAFF,
            ),
            Question(
                id="referrer_email",
                kind=Email(),
                ask=say("What is your email address?"),
                hint=say("One at work, if you have it."),
                short=say("Email"),
                section=Section.REFERRER,
                readers=STAFF,
            ),
        ),
    ),
)
