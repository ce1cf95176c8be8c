"""Daily housekeeping: forgetting what the hub has no reason to keep any longer."""

from sqlalchemy import Engine

from portal.referral.drafts import forget_abandoned
from portal.referral.office import Office
from portal.referral.retention import erase_expired, forget_attempts
from portal.storage.engine import make_sessions
from portal.storage.traces import wipe_traces

from .logs import say_what_happened


def tidy(engine: Engine, office: Office) -> None:
    """Delete abandoned drafts, erase referrals whose time is over, forget counts of tries.

    Harmless when several workers do it on one day. Raises what the database raises.
    """
    with engine.begin() as connection:
        drafts = forget_abandoned(connection, office)
    sessions, referrals = make_sessions(engine), 0
    while True:  # a batch a transaction, so that nobody waits long
        with sessions.begin() as session:
            erased = erase_expired(session, office)
        referrals += erased
        if not erased:
            break
    with sessions.begin() as session:
        forget_attempts(session, office)
    wiped = wipe_traces(engine)
    say_what_happened("tidied", drafts=drafts, referrals=referrals, wiped=int(wiped))
