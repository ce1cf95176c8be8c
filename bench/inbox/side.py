"""One of the two databases that are measured against each other, with the portal open on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from portal import create_app
from portal.referral.accounts import as_staff
from portal.referral.hub import read_hub
from portal.referral.office import Office
from portal.referral.records import Account, Referral
from portal.referral.staff import Staff
from portal.referral.staff_sessions import begin_session
from portal.settings import Settings
from portal.web.desk import Desk

from .filling import MASTER_KEYS, NOW

_OPENED = 200
"""How many referrals are opened in turn, spread over all that the member of staff may open."""


@dataclass
class Side:
    """The portal on one database, and a member of staff at work in it."""

    app: Flask
    staff: Staff
    client: FlaskClient
    references: Iterator[str] = field(default_factory=lambda: iter(()))
    backends: list[int] = field(default_factory=list)
    """The processes that PostgreSQL runs for it."""

    @property
    def desk(self) -> Desk:
        """The desk of the app."""
        found: Desk = self.app.extensions["portal_desk"]
        return found

    @property
    def office(self) -> Office:
        """The office of the app."""
        return self.desk.office

    @contextmanager
    def looking(self) -> Iterator[Session]:
        """A session that only reads, as a page has it."""
        with self.desk.looking() as session:
            yield session

    def token(self, path: str) -> str:
        """The token against forgery that a form on the page holds."""
        page = self.client.get(path).get_data(as_text=True)
        return page.partition('name="csrf_token" value="')[2].partition('"')[0]

    def find_backends(self) -> None:
        """Look up which processes PostgreSQL runs for it now."""
        if self.desk.engine.dialect.name == "postgresql":
            ours = (
                "SELECT pid FROM pg_stat_activity"
                " WHERE datname = current_database() AND backend_type = 'client backend'"
            )
            with self.desk.reading() as connection:
                self.backends = list(connection.scalars(text(ours)))

    def close(self) -> None:
        """Let go of the database."""
        self.desk.engine.dispose()


def open_side(url: str, *, coordinator: bool = False) -> Side:
    """The portal on the filled database at ``url``, with somebody signed in: a coordinator, or a
    practitioner without training."""
    app = create_app(_settings(url), clock=lambda: NOW)
    desk: Desk = app.extensions["portal_desk"]
    with desk.looking() as session:
        staff = _choose(session, desk.office, coordinator=coordinator)
    with desk.writing() as connection:
        token = begin_session(connection, desk.office, staff.id, "code")
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = token, True
    side = Side(app, staff, client)
    with side.looking() as session:
        side.references = cycle(_spread(session))
    return side


def _choose(session: Session, office: Office, *, coordinator: bool) -> Staff:
    accounts = session.scalars(select(Account).order_by(Account.id))
    everybody = [as_staff(office, account) for account in accounts]
    return next(
        each
        for each in everybody
        if ("coordinator" in each.roles) is coordinator and not each.training
    )


def _spread(session: Session) -> list[str]:
    """References of open and finished referrals from the oldest to the newest."""
    plain = select(Referral.id, Referral.reference).where(Referral.specialist.is_(False))
    first = session.execute(plain.order_by(Referral.id).limit(1)).one()
    last = session.execute(plain.order_by(Referral.id.desc()).limit(1)).one()
    found = []
    for number in range(_OPENED):
        at = first.id.int + (last.id.int - first.id.int) * number // _OPENED
        near = plain.where(Referral.id >= UUID(int=at)).order_by(Referral.id).limit(1)
        found.append(session.execute(near).one().reference)
    # Far apart, so that no two in a row lie on one page of the file.
    return [found[number * 67 % _OPENED] for number in range(_OPENED)]


def _settings(url: str) -> Settings:
    return Settings(
        database_url=url,
        secret_key="only for measuring, and long enough to be taken for real",
        master_keys=MASTER_KEYS,
        hub=read_hub((Path(__file__).parents[2] / "hub.example.toml").read_text()),
        trusted_hosts=("localhost",),
        secure_cookies=False,
    )
