"""Writing down every look of an organisation at one of its referrals, before the page is shown."""

from flask import Response, request
from flask_login import current_user

from portal.partner import partner, walled
from portal.referral.handing_on.crossing_list import find_one
from portal.referral.history import record
from portal.referral.records import CrossReferral, Referring
from portal.storage.walls import hub_at_work
from portal.web.desk import desk
from portal.web.guard import current_staff

from .looking import find

_PRINTED = ("partner.copy", "partner.received_copy")
"""A copy on paper is an event of its own, and is written down where it is made."""


@partner.before_request
def look_is_written_down() -> None:
    """Record that this page about one referral is looked at. Where that fails, nothing is shown.

    The event is the same as for staff of the hub. Lists and searches are not looks at any one.
    """
    if request.method != "POST" and request.endpoint not in _PRINTED:
        _write_down()


@partner.after_request
def look_after_a_form_is_written_down(answer: Response) -> Response:
    """The same when a form is answered by its page, and not by leading on."""
    shows = answer.status_code < 300 or answer.status_code in (400, 409, 422)
    if request.method == "POST" and shows and current_user.is_authenticated:
        _write_down()
    return answer


def _write_down() -> None:
    named = request.view_args or {}
    if "reference" not in named and "received" not in named:
        return
    page = str(request.endpoint)  # such as "partner.referral": it tells whose pages they are
    with walled() as session:
        if "reference" in named:
            found: Referring | CrossReferral | None = find(session, named["reference"])
        else:
            found = find_one(session, named["received"])
        if found is None:
            return
        with hub_at_work(session):
            by = current_staff().id
            record(session, desk().office, found.referral_id, "viewed", by, page=page)
