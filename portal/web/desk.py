"""What the doors work with: the office, and the database it is kept in."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session, sessionmaker

from portal.referral.office import Office
from portal.settings import Settings
from portal.storage.engine import make_sessions, reading
from portal.storage.walls import make_walled_sessions


@dataclass
class Desk:
    """One app's office and database. Each ``with`` is one transaction."""

    office: Office
    engine: Engine
    settings: Settings
    kept: dict[Hashable, Any] = field(default_factory=dict)
    """What this process keeps for a while because it costs much to make."""
    _only_reads: Engine = field(init=False)
    _sessions: sessionmaker[Session] = field(init=False)
    _looks: sessionmaker[Session] = field(init=False)
    _walled: Callable[[UUID], Session] = field(init=False)
    _walled_looks: Callable[[UUID], Session] = field(init=False)

    def __post_init__(self) -> None:
        self._only_reads = reading(self.engine)
        self._sessions = make_sessions(self.engine)
        self._looks = make_sessions(self._only_reads)
        self._walled = make_walled_sessions(self.engine)
        self._walled_looks = make_walled_sessions(self._only_reads)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are kept together, or not at all."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that only reads, and waits for no writer."""
        with self._only_reads.connect() as connection:
            yield connection

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session whose changes are kept together, or not at all."""
        with self._sessions.begin() as session:
            yield session

    @contextmanager
    def looking(self) -> Iterator[Session]:
        """A session that only reads."""
        with self._looks() as session:
            yield session

    @contextmanager
    def walled(self, organisation: UUID) -> Iterator[Session]:
        """A session of one partner organisation, for which nobody else's rows are there."""
        with self._walled(organisation) as session, session.begin():
            yield session

    @contextmanager
    def walled_look(self, organisation: UUID) -> Iterator[Session]:
        """The same, and it only reads."""
        with self._walled_looks(organisation) as session:
            yield session


def desk() -> Desk:
    """The desk of the app that answers this request."""
    found: Desk = current_app.extensions["portal_desk"]
    return found
