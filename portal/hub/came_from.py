"""Where Back leads from a referral: to the list that it was opened from, filters and all."""

from flask import session, url_for

_KEPT = "came_from"
_LONGEST = 400


def remember(address: str) -> None:
    """Keep the address of a list that is shown now. It holds nothing personal: no list's does."""
    if len(address) <= _LONGEST and session.get(_KEPT) != address:
        session[_KEPT] = address


def list_before() -> str:
    """The list that this browser showed last; the inbox when it showed none."""
    return str(session.get(_KEPT) or url_for("hub.inbox"))
