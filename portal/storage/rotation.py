"""Rotating master keys: wrapping every data key anew, without touching what it sealed."""

from collections.abc import Iterable

from sqlalchemy import Column, Connection, LargeBinary, Table, bindparam, delete, func, select

from portal.storage.base import Base, WrappedKey
from portal.storage.sealing import Keyring
from portal.storage.vault import HubKey

_BATCH = 1000


def rewrap_all(
    connection: Connection, keyring: Keyring, tables: Iterable[Table] | None = None
) -> int:
    """Wrap with the current master key all that isn't yet, and say how many keys that was.

    Looks at every `WrappedKey` column of the given tables, or of all. Afterwards no row here needs
    an older master key. Give every process the new key first, or one may still wrap with the old;
    then it is harmless to run this again. Raises what `Keyring.unwrap` raises, changing nothing.
    """
    count = sum(
        _rewrap(connection, keyring, column, column.type.about)
        for table in (Base.metadata.sorted_tables if tables is None else tables)
        for column in table.columns
        if isinstance(column.type, WrappedKey)
    )
    connection.execute(delete(HubKey).where(HubKey.master != keyring.current))
    return count


def _rewrap(connection: Connection, keyring: Keyring, column: Column[bytes], about: str) -> int:
    table, count, header = column.table, 0, keyring.header()
    stale = select(table).where(
        column.is_not(None), func.substr(column, 1, len(header), type_=LargeBinary) != header
    )
    # Only where the key is still the one that was read: a key destroyed meanwhile stays destroyed.
    update = (
        table.update()
        .where(*(key == bindparam(f"row_{key.name}") for key in table.primary_key))
        .where(column == bindparam("old"))
        .values({column: bindparam("new")})
    )
    with connection.execute(stale.execution_options(yield_per=_BATCH)) as found:
        for batch in found.mappings().partitions():
            connection.execute(
                update,
                [
                    {f"row_{key.name}": row[key] for key in table.primary_key}
                    | {"old": row[column], "new": keyring.rewrap(row[column], about.format(**row))}
                    for row in batch
                ],
            )
            count += len(batch)
    return count
