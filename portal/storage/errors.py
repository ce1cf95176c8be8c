"""What can go wrong with storage, in plain words that never repeat what was being stored."""

from typing import Any

from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError, TimeoutError

_SQLITE_CODES = {5: "busy", 6: "busy", 8: "absent", 10: "absent", 13: "full", 14: "absent"}

_POSTGRESQL_STATES = {
    "55P03": "busy",  # a lock was not given in time
    "57014": "busy",  # a statement took too long
    "40001": "busy",  # two transactions got in each other's way
    "40P01": "busy",  # two transactions waited for each other
    "25P03": "busy",  # a transaction sat idle too long
    "53300": "busy",  # too many connections
    "53100": "full",
    "53200": "full",
    "25006": "absent",  # only a read-only copy answers
    "3D000": "absent",
    "57P01": "absent",
    "57P02": "absent",
    "57P03": "absent",
}


class StorageProblem(Exception):
    """Something went wrong with storage. Its words are safe to log."""

    code = "other"


class MasterKeyMissing(StorageProblem):
    """A master key that is needed was not given."""

    code = "master-key-missing"


class MasterKeyWrong(StorageProblem):
    """A master key was given, and it is not the one."""

    code = "master-key-wrong"


class Tampered(StorageProblem):
    """Sealed bytes were changed, or stand in another place than the one they were sealed for."""

    code = "tampered"


class Erased(StorageProblem):
    """The key was destroyed, so what it sealed can never be read again."""

    code = "erased"


class NotSealed(StorageProblem, TypeError):
    """Something plain was about to be stored where only sealed bytes may stand."""

    code = "not-sealed"


class NaiveMoment(StorageProblem, ValueError):
    """A moment came without its time zone."""

    code = "naive-moment"


class BehindTheWall(RuntimeError):
    """A session of an organisation asked for, or would write, what is not that organisation's.

    That is a mistake of ours: what is not there for somebody is simply not found.
    """


def why(error: BaseException) -> str:
    """Say in one word why storage failed.

    "busy", "full" and "absent" (not there, or not to be written to) are the ones to tell a person
    about; a `StorageProblem` has its own `code`; anything else is "other".
    """
    if isinstance(error, StorageProblem):
        return error.code
    if isinstance(error, TimeoutError):  # no connection came free in the pool
        return "busy"
    if not isinstance(error, DBAPIError):
        return "other"
    driver: Any = error.orig
    if (number := getattr(driver, "sqlite_errorcode", None)) is not None:
        return _SQLITE_CODES.get(number & 0xFF, "other")
    if state := getattr(driver, "sqlstate", None):
        connecting = state.startswith(("08", "28"))
        return "absent" if connecting else _POSTGRESQL_STATES.get(state, "other")
    return "absent" if _lost_connection(driver) else "other"


def hush(context: ExceptionContext) -> None:
    """Take every value out of a database error, so that it can be logged whole.

    PostgreSQL repeats values in its DETAIL, and drivers repeat what they could not convert. What
    is left names the kind of error and the table, column and constraint that it is about.
    """
    original: Any = context.original_exception
    if isinstance(original, StorageProblem | BehindTheWall):
        return
    words = _words(original)
    original.args = (words,)
    if context.sqlalchemy_exception is not None:
        context.sqlalchemy_exception.args = (f"({type(original).__name__}) {words}",)
        context.sqlalchemy_exception.params = None


def _words(driver: Any) -> str:
    """Describe a driver's error without any value: SQLite's own messages hold none."""
    if state := getattr(driver, "sqlstate", None):
        about = driver.diag
        names = (about.table_name, about.column_name, about.constraint_name)
        return " ".join((state, *filter(None, names)))
    if getattr(driver, "sqlite_errorcode", None) is not None or _lost_connection(driver):
        return str(driver)
    return "the database driver refused a value"


def _lost_connection(driver: BaseException) -> bool:
    """Tell whether psycopg failed to reach the server: an operational error without a state."""
    return type(driver).__name__ == "OperationalError" and hasattr(driver, "sqlstate")
