"""The inbox: one view of the queue, narrowed by filters, a screen at a time."""

from collections.abc import Mapping
from typing import Any

from flask import Response, get_flashed_messages, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.hub import hub
from portal.referral import callbacks
from portal.referral.colleagues import colleagues
from portal.referral.permissions import Act
from portal.referral.queue import address
from portal.referral.queue.badges import badges
from portal.referral.queue.filter import Filter
from portal.referral.queue.lists import REACH, Listing, listing
from portal.referral.saved_filters import Kept, kept
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import own_token_check
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from . import came_from, filter_words, filters, matches, views
from .handed_on_all import waits_for_somebody
from .rows import row


@hub.get("/", endpoint="inbox")
@may(Act.SEE_INBOX)
def show_inbox() -> Response:
    """One screen of a view, as its address asks for it."""
    asked = address.read(request.args.to_dict(flat=False))
    after = request.args.get("after", "")
    mark = {"after": after} if after else {}
    came_from.remember(filters.address_of(asked.filter, **mark))
    return _page(asked.filter, after=after, left_out=asked.left_out)


# It changes nothing and shows nothing by itself, so a form from an ended session may come late.
@hub.post("/filter", endpoint="filter")
@own_token_check
@may(Act.SEE_INBOX)
def choose() -> ResponseReturnValue:
    """Go to the list that the panel asks for; or say what could not be read, with it all kept.

    The panel is sent, and only what was read goes into an address: nobody's door stands in one.
    """
    asked = address.read(request.form.to_dict(flat=False))
    wrong = filter_words.PROBLEMS.items()
    problems = {name: t(words) for name, words in wrong if name in asked.left_out}
    since, until = asked.filter.since, asked.filter.until
    if since and until and until < since:
        problems["until"] = t(filter_words.TURNED_ROUND)
    if problems:
        typed = {name: request.form.get(name, "")[:200] for name in problems}
        return _page(asked.filter, typed=typed, problems=problems)
    return redirect(filters.address_of(asked.filter), 303)


def _page(
    asked: Filter,
    *,
    after: str = "",
    left_out: tuple[str, ...] = (),
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> Response:
    office, staff, speak = desk().office, current_staff(), current_language().speaker
    with desk().looking() as session:
        found = listing(session, office, staff, asked, after)
        counts = badges(session, office, staff)
        people = colleagues(session, office)
        saved = kept(session, office, staff)
        to_ring = callbacks.waiting(session, office)
        handed_on = waits_for_somebody(session, office)
        pairs = matches.waiting(session, office, staff)
    title = t(views.TITLES[asked.view])
    return render(
        "hub/inbox.html",
        title=t(say("Inbox: %(view)s"), view=title),
        status=422 if problems else 200,
        error=bool(problems),
        door="hub",
        person=staff.name,
        asked=asked,
        heading=title,
        to_ring=to_ring,
        handed_on=handed_on,
        pairs=pairs,
        about=t(views.ABOUT.get(asked.view, "")),
        tabs=views.tabs(counts, asked.view),
        saved=[_kept(each, asked) for each in saved],
        chosen=filters.chosen(asked, people),
        cleared=filters.cleared(asked),
        panel=filters.panel(asked, people, typed),
        problems=problems or {},
        errors=[{"text": text, "href": f"#{name}"} for name, text in (problems or {}).items()],
        orders=filters.orders(asked),
        left_out=[t(filter_words.NAMES[name]) for name in left_out],
        link=request.host_url.rstrip("/") + filters.address_of(asked),
        save=None if filters.is_bare(asked) else _save(asked),
        rows=[row(entry, speak) for entry in found.entries],
        empty=_empty(asked, found, after),
        reach=REACH if found.further else 0,
        first=filters.address_of(asked) if after else None,
        next=_next(asked, found),
        further=bool(found.further),
        done=[t(str(each)) for each in get_flashed_messages()],
    )


def _next(asked: Filter, found: Listing) -> str | None:
    mark = found.after or found.further
    return filters.address_of(asked, after=mark) if mark else None


def _empty(asked: Filter, found: Listing, after: str) -> dict[str, Any]:
    """What a list without rows says, and where somebody might go from there."""
    if found.further or found.after:
        return {"text": t(say("None that fits so far."))}
    if after:
        return {"text": t(say("There are no more."))}
    if asked.narrowed:
        clear = {"text": t(say("Clear the filters")), "href": filters.cleared(asked)}
        return {"text": t(say("Nothing here fits all these filters.")), "link": clear}
    text, view = views.EMPTY[asked.view]
    if view is None:
        return {"text": t(text)}
    look = t(say("See “%(view)s”"), view=t(views.TITLES[view]))
    return {"text": t(text), "link": {"text": look, "href": views.address_of_view(view)}}


def _kept(each: Kept, asked: Filter) -> dict[str, Any]:
    return {
        "name": each.name,
        "owner": each.owner,
        "href": filters.address_of(each.filter),
        "current": each.filter == asked,
    }


def _save(asked: Filter) -> str:
    query = filters.address_of(asked).partition("?")[2]
    return f"{url_for('hub.new_filter')}?{query}"
