"""Sessions of staff: one row a signed-in browser. Without the row, its token opens nothing.

A session is half open from the password until the second proof, and opens only the asking for it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, insert, or_, select, update

from .accounts import as_staff
from .history import record_plainly
from .office import Office
from .records import Account, Organisation, StaffSession
from .staff import Staff

IDLE = timedelta(minutes=30)
"""A session that nobody used for so long has ended."""

WHOLE = timedelta(hours=12)
"""However busy, a session ends after so long."""

HALF = timedelta(minutes=30)
"""A session that is only half open ends after so long."""

FRESH = timedelta(minutes=10)
"""For so long after a second proof, what is sensitive needs no other."""

_TOUCH = timedelta(minutes=1)  # noted as used at most this often, to spare the database


@dataclass(frozen=True)
class Open:
    """A session that is open: whose it is, when the second proof was given, and whether to note
    now that it was used."""

    staff: Staff
    proved_at: datetime | None
    stale: bool


def begin_session(
    connection: Connection, office: Office, account_id: UUID, how: str | None = None
) -> str:
    """Begin a session; gives the token for the browser to keep.

    It is half open, unless ``how`` says what second proof was given already.
    """
    now = office.now()
    connection.execute(delete(StaffSession).where(StaffSession.started_at <= now - WHOLE))
    if how is None:
        record_plainly(connection, office, "first_proof_given", account_id)
    else:
        record_plainly(connection, office, "signed_in", account_id, how=how)
    return _add(connection, office, account_id, None if how is None else now)


def open_whole(connection: Connection, office: Office, token: str, how: str) -> str | None:
    """Open a half open session wholly, under a new token. None when it has ended meanwhile."""
    account_id = _delete(connection, office, token)
    if account_id is None:
        return None
    record_plainly(connection, office, "signed_in", account_id, how=how)
    return _add(connection, office, account_id, office.now())


def prove_again(connection: Connection, office: Office, token: str, how: str) -> None:
    """Note that the second proof was given once more, so that it is fresh."""
    proved = connection.execute(
        update(StaffSession)
        .where(StaffSession.token == _hashed(office, token), StaffSession.proved_at.is_not(None))
        .values(proved_at=office.now())
        .returning(StaffSession.account_id)
    ).scalar_one_or_none()
    if proved is not None:
        record_plainly(connection, office, "proved_again", proved, how=how)


def whose(connection: Connection, office: Office, token: str) -> Open | None:
    """Who is signed in with ``token``, wholly or half.

    None when the session has ended, by sign-out, by its time, or because the account or its
    organisation was closed.
    """
    now = office.now()
    found = connection.execute(
        select(
            Account.id,
            Account.data_key,
            Account.profile,
            Account.roles,
            Account.training,
            Account.shortcuts,
            Account.organisation_id,
            Organisation.receives,
            Organisation.sends,
            StaffSession.seen_at,
            StaffSession.proved_at,
        )
        .join(StaffSession, StaffSession.account_id == Account.id)
        .outerjoin(Organisation, Organisation.id == Account.organisation_id)
        .where(
            StaffSession.token == _hashed(office, token),
            StaffSession.seen_at > now - IDLE,
            StaffSession.started_at > now - WHOLE,
            or_(StaffSession.proved_at.is_not(None), StaffSession.started_at > now - HALF),
            Account.closed_at.is_(None),
            Organisation.closed_at.is_(None),
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
        shortcuts=found.shortcuts,
        organisation_id=found.organisation_id,
    )
    staff = as_staff(office, account)
    staff = replace(staff, receives=bool(found.receives), sends=bool(found.sends))
    return Open(staff, found.proved_at, now - found.seen_at >= _TOUCH)


def touch(connection: Connection, office: Office, token: str) -> None:
    """Note that the session was used now."""
    connection.execute(
        update(StaffSession)
        .where(StaffSession.token == _hashed(office, token))
        .values(seen_at=office.now())
    )


def end_session(connection: Connection, office: Office, token: str) -> None:
    """End one session; harmless when it has ended already."""
    ended = _delete(connection, office, token)
    if ended is not None:
        record_plainly(connection, office, "signed_out", ended)


def end_others(connection: Connection, office: Office, account_id: UUID, token: str) -> None:
    """End every session of an account but the one with ``token``."""
    connection.execute(
        delete(StaffSession).where(
            StaffSession.account_id == account_id,
            StaffSession.token != _hashed(office, token),
        )
    )


def _add(
    connection: Connection, office: Office, account_id: UUID, proved_at: datetime | None
) -> str:
    now, token = office.now(), office.chance.token()
    connection.execute(
        insert(StaffSession).values(
            token=_hashed(office, token),
            account_id=account_id,
            started_at=now,
            seen_at=now,
            proved_at=proved_at,
        )
    )
    return token


def _delete(connection: Connection, office: Office, token: str) -> UUID | None:
    return connection.execute(
        delete(StaffSession)
        .where(StaffSession.token == _hashed(office, token))
        .returning(StaffSession.account_id)
    ).scalar_one_or_none()


def _hashed(office: Office, token: str) -> bytes:
    return office.vault.blinder.token("staff_session", token)
