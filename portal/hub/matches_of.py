"""Every pair that one referral is in: those that wait for somebody to compare them, and those that
somebody has decided about."""

from typing import Any
from uuid import UUID

from flask import Response, abort, request, url_for

from portal.hub import hub
from portal.referral.history import timeline
from portal.referral.pairs_of_one import screen
from portal.referral.permissions import Act
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from .again_words import said_to_be_the_same
from .looking import about, load
from .match_rows import decided_rows, waiting_rows

_WAITING, _DECIDED = say("To compare"), say("Decided")


@hub.get("/referrals/<reference>/matches")
@may(Act.DECIDE_MATCH)
def matches_of(reference: str) -> Response:
    """One screen of them, the newest first."""
    office, staff, speak = desk().office, current_staff(), current_language().speaker
    decided, after = request.args.get("show") == "decided", _mark(request.args.get("after", ""))
    with desk().looking() as session:
        referral = load(session, reference)
        if referral.data_key is None:
            abort(404)
        found = screen(session, office, referral, staff, decided=decided, after=after)
        shown: dict[str, Any] = {"referral": referral, "facts": about(session, referral, speak)}
        if decided:
            shown["rows"] = decided_rows(session, office, referral, found.pairs, speak)
        else:
            same = said_to_be_the_same(timeline(session, referral.id))
            shown["rows"] = waiting_rows(session, office, referral, found.pairs, same, speak)
    here = referral.reference
    return render(
        "hub/matches_of.html",
        title=t(say("Others that may be the same")),
        door="hub",
        person=staff.name,
        back=url_for("hub.referral", reference=here),
        decided=decided,
        tabs=[
            {"title": t(words), "href": _address(here, decided=each), "current": each is decided}
            for words, each in ((_WAITING, False), (_DECIDED, True))
        ],
        first=_address(here, decided=decided) if after else None,
        next=_address(here, decided=decided, after=found.after) if found.after else None,
        **shown,
    )


def _address(reference: str, *, decided: bool, after: UUID | None = None) -> str:
    show = "decided" if decided else None
    return url_for("hub.matches_of", reference=reference, show=show, after=after)


def _mark(text: str) -> UUID | None:
    try:
        return UUID(text) if len(text) == 36 else None
    except ValueError:
        return None
