"""What the person takes back in one telling, they take back in all that are one case with it.

Who tells twice has two pages to say so on, and means one thing by it.
"""

from collections.abc import Collection

from sqlalchemy.orm import Session

from portal.referral.clock import wind
from portal.referral.history import PERSON, record
from portal.referral.joined import goes_on_in, joined_into
from portal.referral.office import Office
from portal.referral.records import Referral

from .agreeing import consent_changed
from .asking_first_decided import decide
from .versions import agreed_to_here

TAKEN_BACK = "consent_refused"
"""The event on each of the others."""


def taken_back(
    session: Session, office: Office, referral: Referral, services: Collection[str]
) -> None:
    """The person agrees no longer to these ``services``, and said so on ``referral``.

    Where another telling of the same case says that they do, it doesn't from now on: what waits
    there is stopped, and what was handed on is taken back.
    """
    if not services:
        return
    case = goes_on_in(session, referral)
    for each in (case, *joined_into(session, case)):
        if each is referral or each.data_key is None:
            continue
        session.refresh(each, with_for_update=True)
        agreed = sorted(agreed_to_here(session, each.id) & set(services))
        for service in agreed:
            decide(session, office, each, service, agreed=False)
            record(session, office, each.id, TAKEN_BACK, PERSON, service=service, through="person")
        if agreed:
            consent_changed(session, office, each)
            each.version += 1
            each.updated_at = office.now()
    session.flush()
    wind(session, office, case)
