"""The first wall between organisations: each sees its own rows, and nothing else is there for it.

A session behind it adds "of this organisation" to whatever it asks, looks at the finished statement
to make sure that this is in every part of it, and writes no row but its own. On PostgreSQL it also
acts as a role of its own: see `portal.storage.second_wall`.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Connection, Engine, ForeignKey, Update, event, text
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
from sqlalchemy.sql.elements import (
    ReleaseSavepointClause,
    RollbackToSavepointClause,
    SavepointClause,
)

from .base import Base
from .errors import BehindTheWall
from .second_wall import AS_HUB, AS_PARTNER


class Walled:
    """A table with rows of organisations. The hub's own rows have no ``organisation_id``."""

    left_to_the_hub: ClassVar[frozenset[str] | None] = None
    """What is empty in the rows that an organisation writes itself; None where it writes none."""

    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))


class OwnRow:
    """The table of organisations themselves: each sees the one row that it is."""

    id: Mapped[UUID] = mapped_column(primary_key=True)


@dataclass
class _Wall:
    whose: UUID
    hub_at_work: bool = False
    left: bool = False
    """The transaction is about to be kept, and what is left of it is the hub's."""

    flushing: bool = False

    @property
    def stands(self) -> bool:
        return not self.hub_at_work and not self.left


_KEY = "wall"
_SEEN = "seen_at_the_wall"
_SAVEPOINTS = (SavepointClause, RollbackToSavepointClause, ReleaseSavepointClause)


def make_walled_sessions(engine: Engine) -> Callable[[UUID], Session]:
    """Make the maker of sessions that stand behind the wall, each for one organisation by id."""
    sessions = sessionmaker(engine, expire_on_commit=False)
    for name, listener in _LISTENERS.items():
        event.listen(sessions, name, listener)

    def make(organisation: UUID) -> Session:
        return sessions(info={_KEY: _Wall(organisation)})

    return make


@contextmanager
def hub_at_work(session: Session) -> Iterator[None]:
    """Let the hub do something in the transaction of an organisation: receive what was sent,
    write down what happened. What the organisation asked for must be settled before.

    What the hub loaded is forgotten by the session afterwards, unless it is the organisation's.
    In a session of the hub's own, and inside another of these, it does nothing.
    """
    wall: _Wall | None = session.info.get(_KEY)
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
    wall: _Wall | None = connection.get_execution_options().get(_KEY)
    if wall is not None and wall.stands:
        wall.left = True
        _speak_on(connection, wall)


def _begin(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    wall: _Wall = session.info[_KEY]
    if connection.get_execution_options().get(_KEY) is not wall:
        connection.execution_options(**{_KEY: wall})
        event.listen(connection, "before_cursor_execute", _look)
    _speak_on(connection, wall)


def _speak(session: Session, wall: _Wall) -> None:
    if session.in_transaction():
        _speak_on(session.connection(), wall)


def _speak_on(connection: Connection, wall: _Wall) -> None:
    if connection.dialect.name != "postgresql":
        return
    if wall.stands:
        connection.execute(
            text(AS_PARTNER), {"whose": str(wall.whose)}, execution_options={_SEEN: True}
        )
    else:
        connection.execute(text(AS_HUB))


def _ask(asked: ORMExecuteState) -> None:
    wall: _Wall = asked.session.info[_KEY]
    if not wall.stands:
        return
    if not asked.is_orm_statement or asked.is_insert:
        raise BehindTheWall("Ask for records, and add them to the session.")
    if not asked.is_select and any(_left(each.class_) is None for each in asked.all_mappers):
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
            own = _own_columns().get(str(each.local_table))
            if own is not None:
                statement = statement.where(getattr(each.class_, own) == whose)
    asked.statement = statement
    asked.update_execution_options(**{_SEEN: True})


def _look(
    connection: Connection,
    cursor: Any,
    statement: str,
    parameters: Any,
    context: Any,
    many: bool,
) -> None:
    """Look at a statement just before the database gets it."""
    wall: _Wall = connection.get_execution_options()[_KEY]
    compiled = getattr(context, "compiled", None)
    asked = getattr(compiled, "statement", None)
    if not wall.stands or wall.flushing:
        return
    if isinstance(asked, _SAVEPOINTS):
        return
    if not context.execution_options.get(_SEEN):
        raise BehindTheWall("A statement that went past the session.")
    _refuse_gaps(statement)
    if isinstance(asked, Update):
        _refuse_values(wall, asked, statement, context.compiled_parameters)


_WORD = r"(?<![\w.\"'])({})\b(?:\s+AS\s+(\w+))?(?!\.)"
_MINE = r"\b{}\.{} = (?:\?|%\()"


@lru_cache(maxsize=512)
def _refuse_gaps(statement: str) -> None:
    """Raise BehindTheWall where a finished statement reads what is not the organisation's."""
    own = _own_columns()
    others = [name for name in Base.metadata.tables if name not in own]
    found = re.search(_WORD.format("|".join(others)), statement)
    if found:
        raise BehindTheWall(found[1])
    names: list[tuple[str, str]] = []
    for table, alias in re.findall(_WORD.format("|".join(own)), statement):
        names.append((alias or table, own[table]))
    for name, column in set(names):
        if len(re.findall(_MINE.format(name, column), statement)) < names.count((name, column)):
            raise BehindTheWall(f"{name}, of whichever organisation")


def _refuse_values(wall: _Wall, update: Update, statement: str, given: list[Any]) -> None:
    """Raise BehindTheWall where an UPDATE writes what is left to the hub, or gives a row away."""
    record = update.entity_description["entity"]
    left = _left(record) or frozenset()
    if re.search(rf"\b({'|'.join(left | {'organisation_id'})})=(?!\?|%\()", statement):
        raise BehindTheWall("Write a value.")
    for values in given:
        away = values.get("organisation_id", wall.whose) != wall.whose
        if away or any(values.get(name) is not None for name in left):
            raise BehindTheWall(f"{record.__name__}, what is left to the hub")


def _flush(session: Session, *_: object) -> None:
    wall: _Wall = session.info[_KEY]
    wall.flushing = True
    if not wall.stands:
        return
    for each in (*session.new, *session.dirty, *session.deleted):
        if each in session.dirty and not session.is_modified(each):
            continue
        left = _left(type(each))
        if left is None or not _is_own(wall, each):
            raise BehindTheWall(type(each).__name__)
        if each not in session.deleted and any(getattr(each, name) is not None for name in left):
            raise BehindTheWall(f"{type(each).__name__}, what is left to the hub")


def _flushed(session: Session, *_: object) -> None:
    session.info[_KEY].flushing = False


def _rolled_back(session: Session, transaction: SessionTransaction) -> None:
    """Take the role on again that a savepoint, begun while the hub was at work, may bring back."""
    wall: _Wall = session.info[_KEY]
    wall.flushing = False
    if transaction.nested and session.is_active:
        _speak(session, wall)


def _ended(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        wall: _Wall = session.info[_KEY]
        wall.left = wall.flushing = False


def _left(record: type) -> frozenset[str] | None:
    """What of a record an organisation leaves to the hub; None where that is all of it."""
    return record.left_to_the_hub if issubclass(record, Walled) else None


def _is_own(wall: _Wall, each: object) -> bool:
    if isinstance(each, OwnRow):
        return each.id == wall.whose
    return isinstance(each, Walled) and each.organisation_id == wall.whose


_OWN: dict[type, str] = {Walled: "organisation_id", OwnRow: "id"}


def walled_tables() -> list[str]:
    """The tables that organisations have rows in."""
    return sorted(_own_columns())


def _own_columns() -> dict[str, str]:
    """Those tables, each with the column that says whose a row is."""
    return {
        str(each.local_table): column
        for each in Base.registry.mappers
        for base, column in _OWN.items()
        if issubclass(each.class_, base)
    }


_LISTENERS: dict[str, Callable[..., None]] = {
    "after_begin": _begin,
    "do_orm_execute": _ask,
    "before_flush": _flush,
    "after_flush": _flushed,
    "after_soft_rollback": _rolled_back,
    "after_transaction_end": _ended,
}
