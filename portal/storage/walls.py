"""The walls between organisations: each sees its own rows, and nothing else is there for it.

There are two. A session that stands behind the wall adds "of this organisation" to whatever it
asks, and refuses tables that no organisation has rows in. On PostgreSQL it also acts as a role of
its own, whose row-level policies say the same once more, and which may read little else.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from uuid import UUID

from alembic import op
from sqlalchemy import Connection, Engine, ForeignKey, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import (
    Mapped,
    Mapper,
    ORMExecuteState,
    Session,
    SessionTransaction,
    mapped_column,
    sessionmaker,
    with_loader_criteria,
)

ROLE = "portal_partner"
"""The role that sessions behind the wall act as on PostgreSQL. It can't sign in."""

OWN_ROWS = "(select nullif(current_setting('portal.organisation', true), ''))::uuid"
"""The organisation that the present transaction stands for, in PostgreSQL's words."""

_WHOSE = "organisation"


class Walled:
    """A table with rows of organisations. The hub's own rows have no ``organisation_id``."""

    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))


class OwnRow:
    """The table of organisations themselves: each sees the one row that it is."""

    id: Mapped[UUID] = mapped_column(primary_key=True)


class BehindTheWall(RuntimeError):
    """A session of an organisation asked for a table that holds nothing of any organisation."""


def make_walled_sessions(engine: Engine) -> Callable[[UUID], Session]:
    """Make the maker of sessions that stand behind the wall, each for one organisation by id."""
    sessions = sessionmaker(engine, expire_on_commit=False)
    event.listen(sessions, "after_begin", _act_as_partner)
    event.listen(sessions, "do_orm_execute", _add_wall)

    def make(organisation: UUID) -> Session:
        return sessions(info={_WHOSE: organisation})

    return make


@contextmanager
def hub_at_work(session: Session) -> Iterator[None]:
    """Let the hub do something in the transaction of an organisation: receive what was sent,
    write down what happened. What the organisation asked for must be settled before.
    """
    whose = session.info.pop(_WHOSE)
    _speak_for(session.connection(), None)
    try:
        yield
        session.flush()
    finally:
        session.info[_WHOSE] = whose
        # A transaction that failed can only be rolled back, and then the role is gone anyway.
        with suppress(SQLAlchemyError):
            _speak_for(session.connection(), whose)


def leave_wall(connection: Connection) -> None:
    """Let what is left of this transaction be the hub's: its very last act, before it commits."""
    if connection.info.get(_WHOSE):
        _speak_for(connection, None)


def _act_as_partner(
    session: Session, transaction: SessionTransaction, connection: Connection
) -> None:
    _speak_for(connection, session.info.get(_WHOSE))


def _speak_for(connection: Connection, whose: UUID | None) -> None:
    connection.info[_WHOSE] = whose
    if connection.dialect.name != "postgresql":
        return
    connection.execute(text(f"SET LOCAL ROLE {ROLE if whose else 'NONE'}"))
    connection.execute(
        text("SELECT set_config('portal.organisation', :whose, true)"),
        {"whose": str(whose) if whose else ""},
    )


def _add_wall(asked: ORMExecuteState) -> None:
    whose = asked.session.info.get(_WHOSE)
    if whose is None:
        return
    outside = [each.class_.__name__ for each in asked.all_mappers if not _has_rows(each)]
    if outside:
        raise BehindTheWall(", ".join(outside))
    asked.statement = asked.statement.options(
        with_loader_criteria(
            Walled, lambda table: table.organisation_id == whose, include_aliases=True
        ),
        with_loader_criteria(OwnRow, lambda table: table.id == whose, include_aliases=True),
    )


def _has_rows(mapper: Mapper[object]) -> bool:
    return issubclass(mapper.class_, Walled | OwnRow)


def raise_wall(table: str, may: str = "SELECT", own: str = f"organisation_id = {OWN_ROWS}") -> None:
    """Put ``table`` behind the wall on PostgreSQL; for use in a migration.

    Organisations ``may`` do that much with rows of which ``own`` is true. The role that migrates
    is the hub's own, and sees all rows; any other role sees none.
    """
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY hub ON {table} TO CURRENT_USER USING (true)")
    op.execute(f"CREATE POLICY partner ON {table} TO {ROLE} USING ({own})")
    op.execute(f"GRANT {may} ON {table} TO {ROLE}")


def take_down_wall(table: str) -> None:
    """Undo `raise_wall`; in a downgrade, before the table itself is dropped or changed."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f"REVOKE ALL ON {table} FROM {ROLE}")
    for policy in ("hub", "partner"):
        op.execute(f"DROP POLICY {policy} ON {table}")
    op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def make_role() -> None:
    """Make the role of organisations on PostgreSQL, unless this server has it; in a migration.

    Roles belong to a whole server, so several databases on it share this one, and it stays.
    """
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(
        f"DO $$ BEGIN CREATE ROLE {ROLE} NOLOGIN; "
        "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )
    op.execute(
        "DO $$ BEGIN "
        f"EXECUTE format('GRANT {ROLE} TO %I', current_user); "
        f"EXECUTE format('GRANT USAGE ON SCHEMA %I TO {ROLE}', current_schema()); END $$"
    )
