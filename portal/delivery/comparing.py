"""Comparing once more whoever is due for it: what came in one moment, could not be compared as it
came, or was there before there were keys."""

import logging
from collections.abc import Callable

from sqlalchemy import Engine

from portal.referral.office import Office
from portal.referral.recognising_again import fail, keep, look_again
from portal.referral.recognising_queue import Due, take_due
from portal.storage.engine import make_sessions, reading

from .logs import say_what_happened


def compare_again(
    engine: Engine, office: Office, should_stop: Callable[[], bool] = lambda: False
) -> None:
    """Compare some that are due, and write down who was found beyond those that are known.

    Any number of workers may do this at once, and nobody who is received waits for it: looking only
    reads. One that fails is tried again later, and in the end left. Raises what the database raises
    when it can't be reached.
    """
    with make_sessions(engine).begin() as session:
        taken = take_due(session, office)
    compared = [_compare(engine, office, due) for due in taken if not should_stop()]
    if compared:
        say_what_happened("compared_again", referrals=len(compared), found=sum(compared))


def _compare(engine: Engine, office: Office, due: Due) -> int:
    try:
        with make_sessions(reading(engine))() as session:
            found = look_again(session, office, due)
        with make_sessions(engine).begin() as session:
            return len(keep(session, office, due, found))
    except Exception as error:  # noqa: BLE001 - one that is damaged must not hold up the others
        with make_sessions(engine).begin() as session:
            left = fail(session, office, due, error)
        say_what_happened(
            "not_compared",
            level=logging.ERROR if left else logging.WARNING,
            referral=str(due.referral_id),
            attempts=due.attempts,
            left=int(left),
            error=type(error).__name__,
        )
        return 0
