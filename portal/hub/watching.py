"""Writing down every look: who opened which page about a referral, before they see it."""

from flask import request

from portal.hub import hub
from portal.referral.history import record
from portal.referral.inbox import find
from portal.referral.reference import MistypedReference
from portal.web.desk import desk
from portal.web.guard import current_staff

_PRINTED = "hub.copy"
"""A copy on paper is an event of its own, and is written down where it is made."""


@hub.before_request
def look_is_written_down() -> None:
    """Record that the page with this address is looked at. Where that fails, nothing is shown.

    Lists and search results are not looks at any one referral. A page shown again after sending
    its form was looked at before.
    """
    reference = (request.view_args or {}).get("reference")
    if reference is None or request.method == "POST" or request.endpoint == _PRINTED:
        return
    noun = str(request.endpoint).rpartition(".")[2]
    with desk().session() as session:
        try:
            found = find(session, desk().office, current_staff(), reference)
        except MistypedReference:
            return  # the page itself says that there is none
        if found is not None:
            details = {} if noun == "referral" else {"page": noun}
            record(session, desk().office, found.id, "viewed", current_staff().id, **details)
