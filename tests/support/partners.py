"""Partner organisations for tests: organisations, the people in them, and signed-in browsers."""

import re
from typing import TYPE_CHECKING

from portal.referral.organisations import Facts, add_organisation
from portal.referral.partner_kinds import MATTERS
from portal.referral.permissions import Role
from portal.referral.records import Organisation
from portal.referral.staff import Staff

if TYPE_CHECKING:
    from tests.support.browsing import Browser

ROLES_THERE = {
    "referrer": (Role.REFERRER,),
    "partner_administrator": (Role.PARTNER_ADMINISTRATOR,),
    "both": (Role.REFERRER, Role.PARTNER_ADMINISTRATOR),
}
"""What somebody does at a partner organisation."""


class WithPartners:
    """What the hub under test (`staffing.Hub`) can do with partner organisations."""

    def partner(
        self,
        name: str = "Larkfield Housing",
        kind: str = "housing",
        basis: str = "consent",
        sends: tuple[str, ...] = tuple(MATTERS),
        receives: tuple[str, ...] = (),
    ) -> Organisation:
        """A partner organisation with nobody in it; one name can't be given twice."""
        power = "The law that says so, section 1" if basis == "statutory" else ""
        facts = Facts(name, kind, basis, power, sends, receives)
        with self.desk.session() as session:
            return add_organisation(session, self.desk.office, facts)

    def employ_at(self, organisation: Organisation, what: str, email: str = "") -> Staff:
        """An account there; ``what`` is one of ROLES_THERE. See `email_at` for their email."""
        return self.add_person(
            email or email_at(organisation, what),
            f"{what.capitalize().replace('_', ' ')} Name",
            ROLES_THERE[what],
            organisation_id=organisation.id,
        )

    def signed_in_at(self, organisation: Organisation, what: str) -> "Browser":
        """A browser in which somebody who is ``what`` there has just signed in."""
        email = email_at(organisation, what)
        if not self.is_known(email):
            self.employ_at(organisation, what)
        return self.let_in(email)


def email_at(organisation: Organisation, what: str) -> str:
    """The email address of whoever is ``what`` there."""
    return f"{what}@{re.sub('[^a-z]+', '-', organisation.name.lower()).strip('-')}.example"
