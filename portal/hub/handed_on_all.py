"""What was handed on and needs a look, across referrals; and how each system fares."""

from collections.abc import Mapping
from typing import Any

from flask import Response, get_flashed_messages, request, url_for
from sqlalchemy.orm import Session

from portal.hub import hub
from portal.referral.handing_on import lists
from portal.referral.handing_on.depths import Depth, depths
from portal.referral.handing_on.lists import View
from portal.referral.handing_on.places import places
from portal.referral.handing_on.story import name_of_place
from portal.referral.office import Office
from portal.referral.permissions import Act
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from . import came_from, saying
from .handed_on_words import failed

TITLES: Mapping[View, str] = {
    View.FAILED: say("Did not get there"),
    View.SILENT: say("No answer"),
    View.DECLINED: say("Not taken on"),
    View.QUESTIONS: say("They ask us"),
    View.WAITING: say("Waits too long"),
    View.ASKING: say("Waits for the person"),
    View.HELD: say("Held back"),
}
ABOUT: Mapping[View, str] = {
    View.FAILED: say("These are not tried again by themselves."),
    View.SILENT: say("They went, and should have been answered by now. Ring them."),
    View.DECLINED: say("They said no, and nobody has looked since or handed it on elsewhere."),
    View.QUESTIONS: say("They asked us something, and wait for our answer."),
    View.WAITING: say("These have waited for more than an hour. They go by themselves."),
    View.ASKING: say("These go when the person agrees."),
    View.HELD: say("A worker holds these back until somebody lets them go."),
}
_SINCE: Mapping[View, str] = {
    View.SILENT: say("Went %(when)s"),
    View.DECLINED: say("Said no %(when)s"),
    View.QUESTIONS: say("Asked %(when)s"),
    View.WAITING: say("Waits since %(when)s"),
    View.ASKING: say("Waits since %(when)s"),
    View.HELD: say("Was to go %(when)s"),
}
_TRIED = say("Tried %(when)s")
_ANSWERED_AT: Mapping[View, str] = {View.DECLINED: "came-back", View.QUESTIONS: "services-ask"}
"""Where on the referral's own page something is done about it; else what went where is shown."""


@hub.get("/handed-on", endpoint="all_handed_on")
@may(Act.HAND_ON)
def overview() -> Response:
    """One list at a time, for one place or for all; and how each place fares."""
    office, staff = desk().office, current_staff()
    view, place = _view(), request.args.get("place", "")[:40]
    after = request.args.get("after", "")[:80]
    came_from.remember(address_of(view, place, after))
    with desk().looking() as session:
        found = lists.listing(session, office, staff, view, place, after)
        rows = [_row(session, view, each) for each in found.entries]
        counts = {each: lists.count(session, office, each, place) for each in View}
        fares = [_fares(session, each, view) for each in depths(session, office)]
        named = {each.key: each for each in places(session, office)}
        name = name_of_place(session, named, place) if place else ""
    return render(
        "hub/handed_on_all.html",
        title=t(say("Handed on: %(view)s"), view=t(TITLES[view])),
        door="hub",
        person=staff.name,
        heading=t(TITLES[view]),
        about=t(ABOUT[view]),
        tabs=[_tab(each, view, place, number) for each, number in counts.items()],
        rows=rows,
        fares=fares,
        place=name,
        everywhere=address_of(view),
        first=address_of(view, place) if after else None,
        next=address_of(view, place, found.after) if found.after else None,
        may_resend=staff.may(Act.SEND_ALL_AGAIN),
        done=[t(str(each)) for each in get_flashed_messages()],
    )


def waits_for_somebody(session: Session, office: Office) -> dict[str, Any] | None:
    """How many were handed on and go on only if somebody does something; None when none do."""
    counts = {each: lists.count(session, office, each) for each in lists.NEEDS_SOMEBODY}
    number = sum(counts.values())
    if not number:
        return None
    view = next(each for each, some in counts.items() if some)
    more = number > lists.MOST
    return {"number": min(number, lists.MOST), "more": more, "view": view.value}


def _view() -> View:
    asked = request.args.get("view", "")
    return View(asked) if asked in set(View) else View.FAILED


def address_of(view: View, place: str = "", after: str | None = None) -> str:
    """Where a list is, for one place or for all."""
    return url_for("hub.all_handed_on", view=view.value, place=place or None, after=after or None)


def _tab(each: View, current: View, place: str, number: int) -> dict[str, Any]:
    more = number > lists.MOST
    return {
        "title": t(TITLES[each]),
        "href": address_of(each, place),
        "count": f"{lists.MOST}+" if more else str(number or ""),
        "current": each is current,
    }


def _row(session: Session, view: View, entry: lists.Entry) -> dict[str, Any]:
    office, speak = desk().office, current_language().speaker
    named = {each.key: each for each in places(session, office)}
    hand_off, at = entry.hand_off, entry.at
    if view in (View.FAILED, View.SILENT):  # they are sorted by when they were due to go
        at = hand_off.finished_at or at
    return {
        "name": entry.name,
        "reference": entry.referral.reference if entry.name is not None else "",
        "leads": _leads(view, entry.referral.reference),
        "to": name_of_place(session, named, hand_off.destination),
        "href": address_of(view, hand_off.destination),
        "when": t(_SINCE.get(view, _TRIED), when=speak.moment(at)),
        "why": failed(hand_off.reason) if view in (View.FAILED, View.WAITING) else "",
        "stage": saying.stage(entry.referral),
    }


def _leads(view: View, reference: str) -> str:
    """Where somebody can do something about an entry of a list."""
    if view in _ANSWERED_AT:
        return url_for("hub.referral", reference=reference, _anchor=_ANSWERED_AT[view])
    return url_for("hub.handed_on", reference=reference)


def _fares(session: Session, depth: Depth, view: View) -> dict[str, Any]:
    speak = current_language().speaker
    named = {each.key: each for each in places(session, desk().office)}
    return {
        "name": name_of_place(session, named, depth.destination),
        "href": address_of(view, depth.destination),
        "waiting": depth.waiting,
        "oldest": speak.moment(depth.oldest) if depth.oldest else "",
        "failed": depth.failed,
        "down": speak.moment(depth.failing_since) if depth.failing_since else "",
        "why": failed(depth.reason),
        "again": speak.moment(depth.rests_until)
        if depth.rests_until and depth.rests_until > desk().office.now()
        else "",
        "resend": url_for("hub.send_all_again", place=depth.destination)
        if depth.failed and depth.known and not depth.failing_since
        else "",
        "unknown": not depth.known,
    }
