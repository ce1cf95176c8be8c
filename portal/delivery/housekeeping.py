"""Daily housekeeping: forgetting what the hub has no reason to keep any longer, and filing anew
what an earlier edition filed."""

import logging

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from portal.referral.callbacks import forget_callbacks
from portal.referral.community_invitations import forget_community_invitations
from portal.referral.drafts import forget_abandoned
from portal.referral.handing_on.crossing_late import mark_late
from portal.referral.inviting import forget_invitations
from portal.referral.notices import forget_notices, make_digests
from portal.referral.office import Office
from portal.referral.refiling import file_anew
from portal.referral.retention import erase_expired, forget_attempts
from portal.storage.engine import make_sessions
from portal.storage.traces import wipe_traces

from .learning import learn_to_recognise
from .logs import say_what_happened


def put_out_digests(engine: Engine, office: Office) -> None:
    """Put out the digest of everybody whose hour has come. Raises what the database raises."""
    sessions = make_sessions(engine)
    while True:  # a few a transaction, so that nobody waits long
        with sessions.begin() as session:
            if not make_digests(session, office):
                return


def bring_back_late(engine: Engine, office: Office) -> None:
    """Bring back to the hub what was handed on, or asked about, and nobody answered in time.

    Raises what the database raises.
    """
    sessions, late = make_sessions(engine), 0
    while True:  # a few a transaction, so that nobody waits long
        with sessions.begin() as session:
            marked = mark_late(session, office)
        late += marked
        if not marked:
            break
    if late:
        say_what_happened("came_back_late", late=late)


def tidy(engine: Engine, office: Office) -> None:
    """Delete abandoned drafts, erase referrals whose time is over, forget counts of tries, old
    invitations and who was rung back, file anew what search would not find, and learn from what
    came to recognise people.

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
        forget_notices(session, office)
        forget_invitations(session, office)
        forget_community_invitations(session, office)
        forget_callbacks(session, office)
    _file_anew(sessions, office)
    learn_to_recognise(engine, office)
    wiped = wipe_traces(engine)
    say_what_happened("tidied", drafts=drafts, referrals=referrals, wiped=int(wiped))


def _file_anew(sessions: sessionmaker[Session], office: Office) -> None:
    filed, damaged, after = 0, 0, None
    while True:
        with sessions.begin() as session:
            batch = file_anew(session, office, after)
        filed, damaged, after = filed + batch.filed, damaged + batch.damaged, batch.after
        if after is None:
            break
    if filed or damaged:
        level = logging.ERROR if damaged else logging.INFO
        say_what_happened("filed_anew", level=level, referrals=filed, damaged=damaged)
