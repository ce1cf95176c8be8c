"""Append-only tables: triggers with which the database itself refuses to rewrite history."""

from alembic import op


def append_only(table: str) -> None:
    """Make a table refuse UPDATE and DELETE from now on. For use in a migration.

    A refused change raises IntegrityError. A batch migration that rebuilds the table on SQLite
    drops its triggers, so call this again after one.
    """
    if op.get_bind().dialect.name == "postgresql":
        _append_only_postgresql(table)
        return
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_refuses_{change} BEFORE {change} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def drop_append_only(table: str) -> None:
    """Undo `append_only`; in a downgrade, before the table itself is dropped."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP FUNCTION {table}_is_append_only() CASCADE")  # and the triggers using it
        return
    for change in ("update", "delete"):
        op.execute(f"DROP TRIGGER {table}_refuses_{change}")


def _append_only_postgresql(table: str) -> None:
    op.execute(
        f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{table} is append-only' "
        f"USING ERRCODE = 'restrict_violation', TABLE = '{table}'; END $$"
    )
    for changes, each in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER {table}_refuses_{each.lower()} BEFORE {changes} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION {table}_is_append_only()"
        )
