"""Whether keys of the keyboard do things by themselves: for everybody to choose."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts import accounts
from portal.referral.permissions import Act
from portal.referral.shortcuts import set_shortcuts
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.guard import current_staff, may

_ON, _OFF = say("Keyboard shortcuts are on."), say("Keyboard shortcuts are off.")


@accounts.post("/account/shortcuts")
@may(Act.SEE_INBOX)
def shortcuts() -> ResponseReturnValue:
    """Turn them on or off, and stay where that was done."""
    on = request.form.get("shortcuts") == "on"
    with desk().session() as session:
        set_shortcuts(session, desk().office, current_staff(), on=on)
    flash(_ON if on else _OFF)
    from_hub = request.form.get("from") == "hub"
    return redirect(url_for("hub.shortcuts" if from_hub else "accounts.own"), 303)
