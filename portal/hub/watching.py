"""Writing down every look: who opened which page about a referral, before they see it."""

from collections.abc import Mapping
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from portal.hub import hub
from portal.referral.history import record
from portal.referral.inbox import find
from portal.referral.lanes import may_open
from portal.referral.records import Referral
from portal.referral.reference import MistypedReference
from portal.referral.tasks import find_task
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
    about = request.view_args or {}
    if not {"reference", "task"} & about.keys():
        return
    if request.method == "POST" or request.endpoint == _PRINTED:
        return
    noun = str(request.endpoint).rpartition(".")[2]
    with desk().session() as session:
        found = _referral(session, about)
        if found is not None:
            details = {} if noun == "referral" else {"page": noun}
            record(session, desk().office, found.id, "viewed", current_staff().id, **details)


def _referral(session: Session, about: Mapping[str, Any]) -> Referral | None:
    """The referral that an address is about, if they may open it; else the
    page itself says that there is none."""
    staff, office = current_staff(), desk().office
    if "task" in about:
        task = find_task(session, about["task"])
        return task[1] if task is not None and may_open(office, staff, task[1]) else None
    try:
        return find(session, office, staff, about["reference"])
    except MistypedReference:
        return None
