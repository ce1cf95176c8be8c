"""One referral as the signed-in organisation has a part in it; to anybody else it is not there."""

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.referral.records import Referring
from portal.referral.reference import MistypedReference, read


def find(session: Session, reference: str) -> Referring | None:
    """The organisation's part in the referral with ``reference``, found behind the wall."""
    try:
        plain = read(reference)
    except MistypedReference:
        return None
    wanted = select(Referring).where(Referring.reference == plain)
    return session.scalars(wanted.order_by(Referring.id.desc()).limit(1)).first()


def load(session: Session, reference: str) -> Referring:
    """The same; else "not found", whether it is another organisation's or nobody's."""
    found = find(session, reference)
    if found is None:
        abort(404)
    return found
