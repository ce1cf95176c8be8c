"""Keyboard shortcuts, as a page: what the keys do, and where they are turned off."""

from flask import Response, get_flashed_messages, url_for

from portal.hub import hub
from portal.referral.permissions import Act
from portal.referral.words import say
from portal.web.guard import current_staff, may
from portal.web.language import t
from portal.web.shell import render


@hub.get("/shortcuts", endpoint="shortcuts")
@may(Act.SEE_INBOX)
def shortcuts() -> Response:
    """What each key does, with a link that does the same where there is one."""
    return render(
        "hub/shortcuts.html",
        title=t(say("Keyboard shortcuts")),
        door="hub",
        person=current_staff().name,
        back=url_for("hub.inbox"),
        on=current_staff().shortcuts,
        done=[t(str(each)) for each in get_flashed_messages()],
    )
