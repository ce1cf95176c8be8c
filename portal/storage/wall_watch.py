"""Looks at each finished statement of an organisation's session, just before the database gets it.

What SQLAlchemy adds to a question reaches neither the parts of a union nor tables below records, so
only the finished words show whether every part of it asks for the organisation's own rows.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Update
from sqlalchemy.sql.elements import (
    ReleaseSavepointClause,
    RollbackToSavepointClause,
    SavepointClause,
)

from .base import Base
from .errors import BehindTheWall

KEY = "wall"
"""Where sessions and connections have their wall."""

SEEN = "seen_at_the_wall"
"""Marks what came through the session, which added to it whose rows it asks for."""

_SAVEPOINTS = (SavepointClause, RollbackToSavepointClause, ReleaseSavepointClause)


@dataclass
class Wall:
    """The wall of one session, and whether it stands just now."""

    whose: UUID
    hub_at_work: bool = False
    left: bool = False
    """The transaction is about to be kept, and what is left of it is the hub's."""

    flushing: bool = False

    @property
    def stands(self) -> bool:
        """Whether the organisation itself is asking, and not the hub for it."""
        return not self.hub_at_work and not self.left


def own_columns() -> dict[str, str]:
    """The tables that organisations have rows in, each with the column that says whose."""
    return {
        str(each.local_table): each.class_.whose
        for each in Base.registry.mappers
        if hasattr(each.class_, "whose")
    }


def left_to_hub(record: type) -> frozenset[str] | None:
    """What of a record an organisation leaves to the hub; None where that is all of it."""
    found: frozenset[str] | None = getattr(record, "left_to_the_hub", None)
    return found


def look(
    connection: Connection,
    cursor: Any,
    statement: str,
    parameters: Any,
    context: Any,
    many: bool,
) -> None:
    """Look at a statement just before the database gets it."""
    wall: Wall = connection.get_execution_options()[KEY]
    compiled = getattr(context, "compiled", None)
    asked = getattr(compiled, "statement", None)
    if not wall.stands or wall.flushing:
        return
    if isinstance(asked, _SAVEPOINTS):
        return
    if not context.execution_options.get(SEEN):
        raise BehindTheWall("A statement that went past the session.")
    _refuse_gaps(statement)
    if isinstance(asked, Update):
        _refuse_values(wall, asked, statement, context.compiled_parameters)


_WORD = r"(?<!AS )(?<![\w.\"'])({})\b(?:\s+AS\s+(\w+))?(?!\.)"
_MINE = r"\b{}\.{} = (?:\?|%\()"


@lru_cache(maxsize=512)
def _refuse_gaps(statement: str) -> None:
    """Raise BehindTheWall where a finished statement reads what is not the organisation's."""
    own = own_columns()
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


def _refuse_values(wall: Wall, update: Update, statement: str, given: list[Any]) -> None:
    """Raise BehindTheWall where an UPDATE writes what is left to the hub, or gives a row away."""
    record = update.entity_description["entity"]
    left = left_to_hub(record) or frozenset()
    if re.search(rf"\b({'|'.join(left | {'organisation_id'})})=(?!\?|%\()", statement):
        raise BehindTheWall("Write a value.")
    for values in given:
        away = values.get("organisation_id", wall.whose) != wall.whose
        if away or any(values.get(name) is not None for name in left):
            raise BehindTheWall(f"{record.__name__}, what is left to the hub")
