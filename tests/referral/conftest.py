"""An office among strangers: their rows are always there, so a forgotten WHERE is noticed."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from portal.referral.office import Office
from portal.referral.staff import Staff
from tests.support.among import among_strangers
from tests.support.apps import Clock
from tests.support.heart import hire


@pytest.fixture
def clock() -> Clock:
    """Ten o'clock on a working Monday, until a test moves it."""
    return Clock()


@pytest.fixture
def office(engine: Engine, clock: Clock) -> Office:
    """The office of the example hub, on SQLite and on PostgreSQL in turn."""
    return among_strangers(engine, clock)


@pytest.fixture
def session(sessions: sessionmaker[Session], office: Office) -> sessionmaker[Session]:
    """`with session.begin() as db:` is one transaction, after the strangers have come."""
    return sessions


@pytest.fixture
def pat(session: sessionmaker[Session], office: Office) -> Staff:
    """A practitioner."""
    with session.begin() as db:
        return hire(db, office)
