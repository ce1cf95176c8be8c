"""Sessions of staff: one row a signed-in browser. Without the row, its token opens nothing."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from .accounts import as_staff
from .office import Office
from .records import Account, Event, StaffSession
from .staff import Staff

IDLE = timedelta(minutes=30)
"""A session that nobody used for so long has ended."""

WHOLE = timedelta(hours=12)
"""However busy, a session ends after so long."""

_TOUCH = timedelta(minutes=1)  # noted as used at most this often, to spare the database


def begin_session(connection: Connection, office: Office, account_id: UUID) -> str:
    """Begin a session; gives the token for the browser to keep."""
    now = office.now()
    token = office.chance.token()
    connection.execute(delete(StaffSession).where(StaffSession.started_at <= now - WHOLE))
    connection.execute(
        insert(StaffSession).values(
            token=_hashed(office, token), account_id=account_id, started_at=now, seen_at=now
        )
    )
    _record(connection, office, "signed_in", account_id)
    return token


def whose(connection: Connection, office: Office, token: str) -> tuple[Staff, bool] | None:
    """Who is signed in with ``token``, and whether to note now that it was used.

    None when the session has ended, by sign-out, by its time, or because the account was closed.
    """
    now = office.now()
    found = connection.execute(
        select(
            Account.id,
            Account.data_key,
            Account.profile,
            Account.roles,
            Account.training,
            StaffSession.seen_at,
        )
        .join(StaffSession, StaffSession.account_id == Account.id)
        .where(
            StaffSession.token == _hashed(office, token),
            StaffSession.seen_at > now - IDLE,
            StaffSession.started_at > now - WHOLE,
            Account.closed_at.is_(None),
        )
    ).one_or_none()
    if found is None:
        return None
    account = Account(
        id=found.id,
        data_key=found.data_key,
        profile=found.profile,
        roles=found.roles,
        training=found.training,
    )
    return as_staff(office, account), now - found.seen_at >= _TOUCH


def touch(connection: Connection, office: Office, token: str) -> None:
    """Note that the session was used now."""
    connection.execute(
        update(StaffSession)
        .where(StaffSession.token == _hashed(office, token))
        .values(seen_at=office.now())
    )


def end_session(connection: Connection, office: Office, token: str) -> None:
    """End one session; harmless when it has ended already."""
    ended = connection.execute(
        delete(StaffSession)
        .where(StaffSession.token == _hashed(office, token))
        .returning(StaffSession.account_id)
    ).scalar_one_or_none()
    if ended is not None:
        _record(connection, office, "signed_out", ended)


def end_others(connection: Connection, office: Office, account_id: UUID, token: str) -> None:
    """End every session of an account but the one with ``token``."""
    connection.execute(
        delete(StaffSession).where(
            StaffSession.account_id == account_id,
            StaffSession.token != _hashed(office, token),
        )
    )


def _hashed(office: Office, token: str) -> bytes:
    return office.vault.blinder.token("staff_session", token)


def _record(connection: Connection, office: Office, verb: str, account_id: UUID) -> None:
    connection.execute(
        insert(Event).values(
            referral_id=None, at=office.now(), actor=str(account_id), verb=verb, details={}
        )
    )
