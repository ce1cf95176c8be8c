"""What is asked about people of partner organisations: whom to invite, and what somebody does."""

from portal.referral.kinds import Choice, ManyOf
from portal.referral.permissions import Role
from portal.referral.words import say

from .question import Page
from .staff_accounts import EMAIL, NAME
from .staff_accounts import ROLES as ROLES_AT_HUB
from .staff_asking import asked

ROLES_THERE = {
    Role.REFERRER: say("Refers people"),
    Role.PARTNER_ADMINISTRATOR: say("Looks after accounts"),
}
"""What roles at a partner organisation are called."""

EVERY_ROLE = {**ROLES_AT_HUB, **ROLES_THERE}
"""What every role is called, at the hub and at partners."""

_ROLES = asked(
    "roles",
    ManyOf(
        (
            Choice(
                Role.REFERRER,
                ROLES_THERE[Role.REFERRER],
                say("Sends referrals to the hub, and follows all that the organisation sent"),
            ),
            Choice(
                Role.PARTNER_ADMINISTRATOR,
                ROLES_THERE[Role.PARTNER_ADMINISTRATOR],
                say("Invites colleagues and ends their access"),
            ),
        )
    ),
    say("What do they do?"),
    say("Tick at least one thing that they do"),
    say("Tick all that are right."),
)

INVITE_THERE = Page(id="invitation", title=say("Invite somebody"), questions=(NAME, EMAIL, _ROLES))

PERSON_THERE = Page(id="person", title=say("Change what they do"), questions=(NAME, _ROLES))
