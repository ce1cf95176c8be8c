"""Engines of a test run share how statements are said in SQL, and connections to PostgreSQL.

Each test has an engine of its own, and SQLAlchemy keeps with each engine how every statement is
put into SQL: putting it anew in every test cost a third of the tests of pages. PostgreSQL reads
its catalogue anew for each connection. What a test does to its engine, though, stays with it: who
listens to an engine is never shared.
"""

from copy import copy
from functools import partial
from typing import Any

from sqlalchemy import URL, Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from portal.storage import engine as storage

_TEACHERS: dict[type, Engine] = {}
_LENDERS: dict[URL, Engine] = {}


class _Borrower(Engine):
    """An engine with the connections of another."""

    def dispose(self, close: bool = True) -> None:
        """The connections stay, for the next test."""


def share_what_is_learnt() -> None:
    """Let all engines that are made from now on, for one kind of database, learn together."""
    for kind in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        # What is learnt is kept under the dialect that it was learnt for.
        kind.__eq__ = _alike  # type: ignore[method-assign]
        kind.__hash__ = _of_one_kind  # type: ignore[method-assign]
    storage.create_engine = partial(_make, storage.create_engine)  # type: ignore[attr-defined]


def share_connections(address: str) -> None:
    """Let all engines that are made from now on, for this database, use the same connections."""
    lender = storage.make_engine(address)
    lender.connect().close()
    _LENDERS[lender.url] = lender


def _alike(one: Any, other: Any) -> bool:
    return type(one) is type(other)


def _of_one_kind(dialect: Any) -> int:
    return hash(type(dialect))


def _make(create: Any, address: URL, **given: Any) -> Engine:
    lender = _LENDERS.get(address)
    if lender is None:
        made: Engine = create(address, **given)
    else:
        made = _Borrower(lender.pool, _unheard(lender.dialect), address, hide_parameters=True)
    teacher = _TEACHERS.setdefault(type(made.dialect), made)
    made._compiled_cache = teacher._compiled_cache
    made.dialect._type_memos = teacher.dialect._type_memos  # type: ignore[attr-defined]
    return made


def _unheard(dialect: Any) -> Any:
    """The same dialect, without those who listen to it."""
    same = copy(dialect)
    vars(same).pop("dispatch", None)
    return same
