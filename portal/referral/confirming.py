"""A short note that a referral was received, if the person would like one: one, and no more."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from .contact import Channel
from .office import Office
from .outbox import put_out
from .records import Outgoing, Referral
from .records.outgoing import Purpose


def confirmation(session: Session, referral: Referral) -> Outgoing | None:
    """The note that was put out for ``referral``, or None."""
    return session.scalar(
        select(Outgoing)
        .where(Outgoing.referral_id == referral.id, Outgoing.purpose == Purpose.RECEIVED)
        .limit(1)
    )


def confirm(
    session: Session, office: Office, referral: Referral, channel: Channel
) -> Outgoing | None:
    """Put out the note on ``channel``, once: asking again gives the one that is there.

    None when ``channel`` is not safe now. The caller holds the referral, so that two requests
    can't both find none.
    """
    return confirmation(session, referral) or put_out(
        session, office, referral, Purpose.RECEIVED, channel
    )
