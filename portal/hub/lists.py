"""The inbox."""

from flask import Response, request, url_for

from portal.hub import hub
from portal.referral.contact import Channel
from portal.referral.inbox import Entry, Order, View, inbox
from portal.referral.permissions import Act
from portal.referral.words import Speaker, say
from portal.web.desk import desk
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from . import saying

VIEWS = {
    View.OPEN: (
        say("Open"),
        say("Nothing is open just now. When somebody sends a referral, it will be here."),
    ),
    View.NOBODYS: (say("Nobody’s"), say("Every open referral has somebody who looks after it.")),
    View.MINE: (say("Mine"), say("You look after no open referral. Take one from “Nobody’s”.")),
    View.FINISHED: (say("Finished"), say("No referral is finished yet.")),
}


@hub.get("/", endpoint="inbox")
@may(Act.SEE_INBOX)
def show_inbox() -> Response:
    """What came in, the most urgent first."""
    return _page(_view(request.args.get("view")))


def _page(view: View) -> Response:
    office, staff = desk().office, current_staff()
    order = Order.NEWEST if request.args.get("order") == Order.NEWEST else Order.URGENT
    after = request.args.get("after", "")
    with desk().looking() as session:
        listing = inbox(session, office, staff, view, order, after)
    speak = current_language().speaker
    return render(
        "hub/inbox.html",
        title=t(say("Inbox")),
        door="hub",
        person=staff.name,
        view=view,
        views=[(each, t(title)) for each, (title, _) in VIEWS.items()],
        empty=t(VIEWS[view][1]),
        order=order,
        ordered=view is not View.FINISHED,
        rows=[_row(entry, speak) for entry in listing.entries],
        first=url_for("hub.inbox", view=view, order=order) if after else None,
        next=url_for("hub.inbox", view=view, order=order, after=listing.after)
        if listing.after
        else None,
    )


def _row(entry: Entry, speak: Speaker) -> dict[str, object]:
    """What the list shows of one referral, in words."""
    if entry.closed_lane:
        return {"closed_lane": True, "owner": entry.owner}
    office, referral, card = desk().office, entry.referral, entry.card
    due, late = saying.due(referral, office, speak)
    return {
        "reference": referral.reference,
        "name": card.name if card else "",
        "erased": card is None,
        "place": card.place if card else "",
        "stage": saying.stage(referral),
        "stage_colour": saying.stage_colour(referral),
        "kind": saying.kind(referral),
        "age": saying.age(referral, office),
        "ways": speak.list(t(saying.CHANNELS[way]) for way in card.ways) if card else "",
        "careful": card is not None and card.careful and set(card.ways) != {Channel.HERE},
        "priority": referral.priority,
        "soon": t(saying.PRIORITIES[referral.priority]),
        "reasons": [t(reason) for reason in card.reasons] if card else [],
        "due": due,
        "late": late,
        "owner": entry.owner,
        "specialist": referral.specialist,
        "erasure": referral.erasure_asked_at is not None and referral.erased_at is None,
        "received": speak.moment(referral.received_at),
    }


def _view(asked: str | None) -> View:
    try:
        return View(asked or View.OPEN)
    except ValueError:
        return View.OPEN
