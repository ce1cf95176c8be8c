"""Turning keyboard shortcuts on or off, which each member of staff does for themselves."""

from sqlalchemy.orm import Session

from .history import record
from .office import Office
from .records import Account
from .staff import Staff


def set_shortcuts(session: Session, office: Office, staff: Staff, *, on: bool) -> None:
    """Keep whether ``staff`` want keyboard shortcuts."""
    account = session.get_one(Account, staff.id, with_for_update=True)
    if account.shortcuts == on:
        return
    account.shortcuts = on
    record(session, office, None, "shortcuts_set", staff.id, on=on)
