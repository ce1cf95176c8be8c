"""The first wall between organisations: each sees its own rows, and nothing else is there for it.

A session behind it adds "of this organisation" to whatever it asks, looks at the finished statement
to make sure that this is in every part of it, and writes no row but its own. On PostgreSQL it also
acts as a role of its own: see `portal.storage.second_wall`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Connection, Engine, ForeignKey, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import (
    Mapped,
    ORMExecuteState,
    Session,
    SessionTransaction,
    mapped_column,
    sessionmaker,
    with_loader_criteria,
)

from .errors import BehindTheWall
from .second_wall import AS_HUB, AS_PARTNER
from .wall_watch import KEY, SEEN, Wall, left_to_hub, look, own_columns


class Walled:
    """A table with rows of organisations. The hub's own rows have no ``organisation_id``."""

    whose: ClassVar[str] = "organisation_id"
    left_to_the_hub: ClassVar[frozenset[str] | None] = None
    """What is empty in the rows that an organisation writes itself; None where it writes none."""

    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))


class OwnRow:
    """The table of organisations themselves: each sees the one row that it is."""

    whose: ClassVar[str] = "id"

    id: Mapped[UUID] = mapped_column(primary_key=True)


def make_walled_sessions(engine: Engine) -> Callable[[UUID], Session]:
    """Make the maker of sessions that stand behind the wall, each for one organisation by id."""
    sessions = sessionmaker(engine, expire_on_commit=False)
    for name, listener in _LISTENERS.items():
        event.listen(sessions, name, listener)

    def make(organisation: UUID) -> Session:
        return sessions(info={KEY: Wall(organisation)})

    return make


@contextmanager
def hub_at_work(session: Session) -> Iterator[None]:
    """Let the hub do something in the transaction of an organisation: receive what was sent,
    write down what happened. What the organisation asked for must be settled before.

    What the hub loaded is forgotten by the session afterwards, unless it is the organisation's.
    In a session of the hub's own, and inside another of these, it does nothing.
    """
    wall: Wall | None = session.info.get(KEY)
    if wall is None or wall.hub_at_work:
        yield
        return
    session.flush()  # what the organisation changed itself goes through the wall
    wall.hub_at_work = True
    try:
        _speak(session, wall)
        yield
        session.flush()
    finally:
        wall.hub_at_work = False
        for each in list(session):
            if not _is_own(wall, each):
                session.expunge(each)
        # A transaction that failed can only be rolled back, and then the role is gone anyway.
        with suppress(SQLAlchemyError):
            _speak(session, wall)


def leave_wall(connection: Connection) -> None:
    """Let what is left of this transaction be the hub's: its very last act, before it commits."""
    wall: Wall | None = connection.get_execution_options().get(KEY)
    if wall is not None and wall.stands:
        wall.left = True
        _speak_on(connection, wall)


def _begin(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    wall: Wall = session.info[KEY]
    if connection.get_execution_options().get(KEY) is not wall:
        connection.execution_options(**{KEY: wall})
        event.listen(connection, "before_cursor_execute", look)
    _speak_on(connection, wall)


def _speak(session: Session, wall: Wall) -> None:
    if session.in_transaction():
        _speak_on(session.connection(), wall)


def _speak_on(connection: Connection, wall: Wall) -> None:
    if connection.dialect.name != "postgresql":
        return
    if wall.stands:
        connection.execute(
            text(AS_PARTNER), {"whose": str(wall.whose)}, execution_options={SEEN: True}
        )
    else:
        connection.execute(text(AS_HUB))


def _ask(asked: ORMExecuteState) -> None:
    wall: Wall = asked.session.info[KEY]
    if not wall.stands:
        return
    if not asked.is_orm_statement or asked.is_insert:
        raise BehindTheWall("Ask for records, and add them to the session.")
    if not asked.is_select and any(left_to_hub(each.class_) is None for each in asked.all_mappers):
        raise BehindTheWall("These records are the hub's to change.")
    whose = wall.whose
    statement: Any = asked.statement.options(
        with_loader_criteria(
            Walled, lambda table: table.organisation_id == whose, include_aliases=True
        ),
        with_loader_criteria(OwnRow, lambda table: table.id == whose, include_aliases=True),
    )
    if asked.is_column_load:  # for which SQLAlchemy leaves these criteria out
        for each in asked.all_mappers:
            own = own_columns().get(str(each.local_table))
            if own is not None:
                statement = statement.where(getattr(each.class_, own) == whose)
    asked.statement = statement
    asked.update_execution_options(**{SEEN: True})


def _flush(session: Session, *_: object) -> None:
    wall: Wall = session.info[KEY]
    if not wall.stands:
        return
    for each in (*session.new, *session.dirty, *session.deleted):
        if each in session.dirty and not session.is_modified(each):
            continue
        left = left_to_hub(type(each))
        if left is None or not _is_own(wall, each):
            raise BehindTheWall(type(each).__name__)
        if each not in session.deleted and any(getattr(each, name) is not None for name in left):
            raise BehindTheWall(f"{type(each).__name__}, what is left to the hub")
    wall.flushing = True


def _flushed(session: Session, *_: object) -> None:
    session.info[KEY].flushing = False


def _rolled_back(session: Session, transaction: SessionTransaction) -> None:
    """Take the role on again that a savepoint, begun while the hub was at work, may bring back."""
    wall: Wall = session.info[KEY]
    wall.flushing = False
    if transaction.nested and session.is_active:
        _speak(session, wall)


def _ended(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        wall: Wall = session.info[KEY]
        wall.left = wall.flushing = False


def _is_own(wall: Wall, each: object) -> bool:
    if isinstance(each, OwnRow):
        return each.id == wall.whose
    return isinstance(each, Walled) and each.organisation_id == wall.whose


_LISTENERS: dict[str, Callable[..., None]] = {
    "after_begin": _begin,
    "do_orm_execute": _ask,
    "before_flush": _flush,
    "after_flush": _flushed,
    "after_soft_rollback": _rolled_back,
    "after_transaction_end": _ended,
}
