"""The person stops: what waits stays here, and whoever was told by consent is told to stop too.

A place that has it on another ground keeps it: that is for staff to settle with them.
"""

from uuid import UUID

from sqlalchemy.orm import Session

from portal.referral.joined import joined_into
from portal.referral.links import came_before
from portal.referral.office import Office
from portal.referral.records import Referral

from .places import consent_for
from .stopping import destinations, stop_waiting, take_back
from .versions import Why


def stopped_by_person(session: Session, office: Office, case: Referral, by: UUID | None) -> None:
    """The person stopped the ``case``; ``by`` is the worker whom they told, if it was one.

    That is about everything that is one with it: what it goes on from, and what was joined into it.
    """
    stop_waiting(session, office, case.id, Why.WITHDRAWN)
    for each in _one_with(session, case):
        if each is not case:
            # The referral first, as every other verb does, so that two never wait crosswise.
            session.refresh(each, with_for_update=True)
        for destination in destinations(session, each.id):
            if consent_for(session, office, destination) is not None:
                take_back(session, office, each, destination, by, Why.WITHDRAWN)
    session.flush()


def _one_with(session: Session, case: Referral) -> list[Referral]:
    """``case`` and all that the person's own page tells of together with it, the oldest first."""
    tellings = [case, *joined_into(session, case)]
    found = {each.id: each for one in tellings for each in (*came_before(session, one), one)}
    return [found[each] for each in sorted(found)]
