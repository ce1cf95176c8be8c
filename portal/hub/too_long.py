"""Words too long to take in: read anyway as far as that is sensible, so that they can be shortened
and are not lost; beyond that refused in words that say what to do."""

from typing import Any

from flask import Response, request
from flask_login import current_user
from werkzeug.exceptions import NotFound, RequestEntityTooLarge

from portal.hub import hub
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.errors import error_page
from portal.web.guard import current_staff

from .action_page import Basis, show_action
from .actions import ACTIONS
from .looking import load
from .meanwhile import newest_event

MOST_BYTES = 16 * 1024 * 1024
"""The largest request taken in from staff who are signed in: five million letters of any alphabet,
as a browser sends them. What is kept is far less: each question says how much."""

_TOO_LONG = say(
    "What you sent is far too long to take in, so nothing was saved, and we can’t show it to you "
    "again. Go back in your browser: it may still be there. Keep it in a file of your own, and "
    "write what matters most below."
)


@hub.url_value_preprocessor
def take_in_more(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Read long words of staff, so that the page can come again with all of them in it."""
    if request.method == "POST" and current_user.is_authenticated:
        request.max_content_length = request.max_form_memory_size = MOST_BYTES


@hub.errorhandler(RequestEntityTooLarge)
def far_too_long(error: RequestEntityTooLarge) -> Response:
    """Say so on the page where it was written. Nothing of the request can be read any more."""
    action = ACTIONS.get(request.path.rpartition("/")[2])
    reference = (request.view_args or {}).get("reference")
    known = current_user.is_authenticated and action is not None and reference is not None
    if not known or action is None or not current_staff().may(action.act):
        return error_page(413)
    try:
        with desk().looking() as session:
            referral = load(session, str(reference))
            now = Basis(referral.version, newest_event(session, referral))
        return show_action(action, str(reference), {}, notice=_TOO_LONG, status=413, basis=now)
    except NotFound:  # let through here, nobody would answer it
        return error_page(404)
