"""What somebody searched for last: it travels in no address, and no log or history shows it.

It is sent, kept sealed for this session in the session's cookie, and read from there. So Back from
what was found leads to the results again.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import session

from portal.storage.errors import StorageProblem
from portal.web.desk import desk
from portal.web.guard import current_staff

_KEPT = "search"


def keep_search(typed: str) -> None:
    """Keep what was ``typed`` for this session, for whoever is signed in now."""
    sealed = desk().office.vault.keyring.wrap(typed.encode("utf-8", "surrogatepass"), _place())
    session[_KEPT] = urlsafe_b64encode(sealed).decode()


def kept_search() -> str:
    """What was searched for last in this session, by whoever is signed in now."""
    try:
        sealed = urlsafe_b64decode(session.get(_KEPT, ""))
        opened = desk().office.vault.keyring.unwrap(sealed, _place())
    except (StorageProblem, ValueError):
        return ""
    return opened.decode("utf-8", "surrogatepass")


def _place() -> str:
    return f"search:{current_staff().id}"
