"""Sending again what failed at one system, once things get through to it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.hub import hub
from portal.referral.handing_on import again, lists
from portal.referral.handing_on.lists import View
from portal.referral.permissions import Act
from portal.referral.words import say, say_count
from portal.web.desk import desk
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from .handed_on_all import address_of

_WENT = say_count("%(count)s is sent again.", "%(count)s are sent again.")
_STAYED = say_count(
    "%(count)s may not go any more and stays as it is.",
    "%(count)s may not go any more and stay as they are.",
)


@hub.get("/handed-on/<place>/sending-again", endpoint="send_all_again")
@may(Act.SEND_ALL_AGAIN)
def ask_again(place: str) -> ResponseReturnValue:
    """Ask once more before sending again what failed at one place."""
    return _ask_again(place)


@hub.post("/handed-on/<place>/sending-again", endpoint="all_sent_again")
@may(Act.SEND_ALL_AGAIN)
def do_again(place: str) -> ResponseReturnValue:
    """Send so many of them again, the longest there first."""
    if _named(place) is None:
        return redirect(address_of(View.FAILED), 303)
    speak = current_language().speaker
    try:
        with desk().session() as session:
            went, stayed = again.send_again(session, desk().office, place, current_staff())
    except again.StillDown:
        return _ask_again(place, status=409)
    flash(speak.count(_WENT, went))
    if stayed:
        flash(speak.count(_STAYED, stayed))
    return redirect(address_of(View.FAILED, place), 303)


def _ask_again(place: str, status: int = 200) -> ResponseReturnValue:
    name, office = _named(place), desk().office
    if name is None:
        return redirect(address_of(View.FAILED), 303)
    with desk().looking() as session:
        number = lists.count(session, office, View.FAILED, place)
        down = again.is_down(session, place)
    return render(
        "hub/send_all_again.html",
        title=t(say("Send again what failed")),
        status=status,
        error=status != 200,
        door="hub",
        person=current_staff().name,
        back=address_of(View.FAILED, place),
        name=name,
        action=url_for("hub.all_sent_again", place=place),
        number=min(number, again.AT_ONCE),
        more=number > again.AT_ONCE,
        down=down,
    )


def _named(place: str) -> str | None:
    """What a system is called; None for one that nothing goes to."""
    named = (each.name for each in desk().office.hub.destinations if each.id == place)
    return next(named, None)
