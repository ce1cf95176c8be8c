"""What staff are asked about accounts: a passkey's name, whom to invite, what somebody does."""

from portal.referral.kinds import Choice, Email, ManyOf, Text
from portal.referral.kinds.secret import Secret
from portal.referral.permissions import Role
from portal.referral.training import LANES
from portal.referral.words import say

from .question import Page
from .staff_asking import asked

ROLES = {
    Role.PRACTITIONER: say("Practitioner"),
    Role.COORDINATOR: say("Coordinator"),
    Role.ADMINISTRATOR: say("Administrator"),
}
"""What roles are called."""

NAME = asked("name", Text(limit=100), say("Name"), say("Enter the name that colleagues use"))
EMAIL = asked(
    "email",
    Email(),
    say("Work email address"),
    say("Enter their work email address"),
    say("They sign in with it. Only the person invited can use the link."),
)
_ROLES = asked(
    "roles",
    ManyOf(
        (
            Choice(
                Role.PRACTITIONER,
                ROLES[Role.PRACTITIONER],
                say("Works with people and their referrals"),
            ),
            Choice(
                Role.COORDINATOR,
                ROLES[Role.COORDINATOR],
                say("Sees every referral, shares out the work, and reads who looked at what"),
            ),
            Choice(
                Role.ADMINISTRATOR,
                ROLES[Role.ADMINISTRATOR],
                say("Looks after accounts, and sees no referral"),
            ),
        )
    ),
    say("What do they do?"),
    say("Tick at least one thing that they do"),
    say("Tick all that are right."),
)
_TRAINING = asked(
    "training",
    ManyOf(tuple(Choice(lane, label) for lane, label in LANES.items())),
    say("Which specialist cases are they trained for?"),
    hint=say("They see these cases, and no other specialist ones. A coordinator sees all of them."),
)
_NEW = (
    asked(
        "new",
        Secret(),
        say("Choose a password"),
        say("Enter a password"),
        say("At least 12 characters. Three or four words that don't belong together are good."),
    ),
    asked("again", Secret(), say("The password again"), say("Enter the password again")),
)

PASSKEY = Page(
    id="passkey",
    title=say("Add a passkey"),
    questions=(asked("passkey_name", Text(limit=60), say("What do you call it?")),),
)

INVITE = Page(
    id="invitation",
    title=say("Invite somebody"),
    questions=(NAME, EMAIL, _ROLES, _TRAINING),
)

PERSON = Page(id="person", title=say("Change what they do"), questions=(NAME, _ROLES, _TRAINING))

JOIN = Page(id="join", title=say("Make your account"), questions=(NAME, *_NEW))
