"""The second wall between organisations, in PostgreSQL itself: a role that may read little, and
row-level policies that show it one organisation's rows. SQLite has neither.

The hub's own login owns the tables and sees all rows; whoever is neither sees none.
"""

from collections.abc import Iterable

from alembic import op
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from .engine import reading
from .errors import StorageProblem

ROLE = "portal_partner"
"""The role that sessions of organisations act as. It can't sign in."""

OWN_ROWS = "(select nullif(current_setting('portal.organisation', true), ''))::uuid"
"""The organisation that the present transaction stands for."""

AS_PARTNER = (
    f"SELECT set_config('role', '{ROLE}', true), set_config('portal.organisation', :whose, true)"
)
"""Acts as organisations do, until the transaction ends."""

AS_HUB = "SET LOCAL role TO DEFAULT"
"""Acts as the hub does, until the transaction ends."""

_REFUSED = "42501"
_THERE_ALREADY = ("42710", "23505")


def raise_wall(
    table: str,
    may: str = "SELECT",
    own: str = f"organisation_id = {OWN_ROWS}",
    writes: str = "",
) -> None:
    """Put ``table`` behind the wall; for use in a migration.

    Organisations ``may`` do that much with rows of which ``own`` is true, and what they write must
    be so that ``writes`` is true as well.
    """
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    check = f" WITH CHECK ({own} AND {writes})" if writes else ""
    op.execute(f"CREATE POLICY partner ON {table} TO {ROLE} USING ({own}){check}")
    op.execute(f"GRANT {may} ON {table} TO {ROLE}")


def take_down_wall(table: str) -> None:
    """Undo `raise_wall`; in a downgrade, before the table itself is dropped or changed."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f"REVOKE ALL ON {table} FROM {ROLE}")
    op.execute(f"DROP POLICY partner ON {table}")
    op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def make_role() -> None:
    """Make the role of organisations, unless this server has it, and let the hub's login act as
    it; in a migration. Raises StorageProblem where the login may not.

    Roles belong to a whole server, so several databases on it share this one, and it stays.
    """
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    _unless_refused(connection, f"CREATE ROLE {ROLE} NOLOGIN", "SELECT to_regrole(:role)")
    _unless_refused(connection, f"GRANT {ROLE} TO {_login(connection)}", _CAN_ACT)
    schema = connection.scalar(text("SELECT quote_ident(current_schema())"))
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {ROLE}")


def mistake(engine: Engine, tables: Iterable[str]) -> str | None:
    """Say what is wrong with the second wall around ``tables``, in words; None if it stands."""
    if engine.dialect.name != "postgresql":
        return None
    with reading(engine).connect() as connection:
        if connection.scalar(text(_CAN_ACT), {"role": ROLE}) is not True:
            return _ask_administrator(connection)
        active = text("SELECT row_security_active(cast(:name AS regclass))")
        for name in tables:
            if connection.scalar(active, {"name": name}):
                return (
                    f"The table {name} shows this database login nothing, because another login "
                    "owns it: sign in as its owner, or make this login the owner."
                )
        connection.execute(text(AS_PARTNER), {"whose": ""})
        for name in tables:
            if not connection.scalar(active, {"name": name}):
                return f"The table {name} has no wall between organisations: restore its policies."
            try:
                connection.execute(text(f"SELECT 1 FROM {name} LIMIT 1"))  # noqa: S608
            except DBAPIError:
                return (
                    f"The role {ROLE} may not read the table {name}: restore what it was granted."
                )
    return None


_CAN_ACT = """
SELECT CASE WHEN to_regrole(:role) IS NULL THEN NULL
WHEN current_setting('server_version_num')::int >= 160000
THEN pg_has_role(current_user, :role, 'SET') ELSE pg_has_role(current_user, :role, 'MEMBER') END
"""


def _unless_refused(connection: Connection, change: str, done: str) -> None:
    """Make a ``change`` to the server's roles unless it is ``done`` already."""
    if connection.scalar(text(done), {"role": ROLE}):
        return
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(change)
    except DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None)
        if state == _REFUSED:
            raise StorageProblem(_ask_administrator(connection)) from None
        if state not in _THERE_ALREADY:  # another database of this server was quicker
            raise


def _ask_administrator(connection: Connection) -> str:
    return (
        f"This database login may not make the role {ROLE}, or act as it. Ask whoever looks after "
        f"the database server to run, once: CREATE ROLE {ROLE} NOLOGIN; "
        f"GRANT {ROLE} TO {_login(connection)}; and then go on. If the role is there already, the "
        "second of these is enough."
    )


def _login(connection: Connection) -> str:
    return str(connection.scalar(text("SELECT quote_ident(current_user)")))
