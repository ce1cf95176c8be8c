"""One referral handed on to the signed-in organisation; to anybody else it is not there."""

from flask import abort
from sqlalchemy.orm import Session

from portal.referral.handing_on.crossing_list import find_one
from portal.referral.records import CrossReferral


def load(session: Session, received: str) -> CrossReferral:
    """What was handed on with this reference; else "not found", whether it is another
    organisation's or nobody's."""
    found = find_one(session, received)
    if found is None:
        abort(404)
    return found
