"""What a database file still holds after something was erased from it."""

from typing import cast

from sqlalchemy import Engine


def wipe_traces(engine: Engine) -> bool:
    """Take what was erased out of SQLite's write-ahead log; False if others were reading it.

    Call it once the erasing is committed, and again later if it was False. PostgreSQL has no such
    means (old rows go when it vacuums, its log when it is recycled), so nothing is done there: on
    both, what is certain is to rotate the master keys and destroy the old one.
    """
    if engine.dialect.name != "sqlite":
        return True
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        blocked, _, _ = cast(tuple[int, int, int], cursor.fetchone())
        return not blocked
    finally:
        connection.close()
