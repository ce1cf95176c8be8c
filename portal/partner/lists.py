"""The organisation's list: what it referred, how that stands, and what waits for it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Response, get_flashed_messages, request, url_for

from portal.partner import partner, walled_look
from portal.referral.handing_on.crossing_list import count_waiting
from portal.referral.lifecycle import ENDS, FOR_PARTNER, Progress
from portal.referral.own_list import Asked, Listing, own_list, what_waits
from portal.referral.permissions import Act
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.guard import current_staff, may
from portal.web.language import t

from .colleagues import colleagues
from .rows import rows
from .showing import show
from .waiting import waiting

_MINE = "mine"
_OPEN = [word for word in Progress if word not in ENDS]
_FINISHED = [word for word in Progress if word in ENDS]


@partner.get("/", endpoint="list")
@may(Act.FOLLOW)
def referrals() -> Response:
    """One screen of the list, as its address asks for it; what waits stands above the first."""
    asked, after = _asked(), _id(request.args.get("after", ""))
    office = desk().office
    with walled_look() as session:
        found = own_list(session, office, asked, after)
        people = colleagues(session, office)
        waits = None
        if not asked.finished and not asked.narrowed and after is None:
            handed = count_waiting(session) if current_staff().may(Act.RECEIVE) else 0
            waits = waiting(what_waits(session, office), handed, address_of(Asked(waits=True)))
    return show(
        "partner/list.html",
        title=t(say("Referrals")),
        waits=waits,
        tabs=_tabs(asked),
        words=_words(asked),
        people=_people(asked, people),
        asked=asked,
        rows=rows(found.entries, people),
        empty=_empty(asked, after),
        clear=address_of(Asked(asked.finished)) if asked.narrowed else None,
        first=address_of(asked) if after else None,
        next=_next(asked, found),
        done=[t(str(each)) for each in get_flashed_messages()],
    )


def address_of(asked: Asked, after: UUID | None = None) -> str:
    """Where the list that ``asked`` gives is. Nothing personal stands in it."""
    account = _MINE if asked.account == current_staff().id else asked.account
    return url_for(
        "partner.list",
        view="finished" if asked.finished else None,
        word=asked.word,
        by=account,
        waits="yes" if asked.waits else None,
        after=after,
    )


def _asked() -> Asked:
    """What the address asks for; what can't be read in it is left out."""
    finished = request.args.get("view") == "finished"
    word = request.args.get("word", "")
    by = request.args.get("by", "")
    return Asked(
        finished=finished,
        word=Progress(word) if word in (_FINISHED if finished else _OPEN) else None,
        account=current_staff().id if by == _MINE else _id(by),
        waits=request.args.get("waits") == "yes",
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _next(asked: Asked, found: Listing) -> str | None:
    return address_of(asked, found.after) if found.after else None


def _tabs(asked: Asked) -> list[dict[str, Any]]:
    return [
        {
            "title": t(title),
            "href": address_of(Asked(finished)),
            "current": asked.finished is finished,
        }
        for finished, title in ((False, say("Open")), (True, say("Finished")))
    ]


def _words(asked: Asked) -> list[dict[str, str]]:
    words = _FINISHED if asked.finished else _OPEN
    return [
        {"value": "", "text": t(say("Any"))},
        *({"value": str(word), "text": t(FOR_PARTNER[word])} for word in words),
    ]


def _people(asked: Asked, people: Mapping[UUID, str]) -> dict[str, Any]:
    """Who can be chosen as the one who sent it, and who is."""
    me = current_staff().id
    others = [{"value": str(each), "text": name} for each, name in people.items() if each != me]
    items = [
        {"value": "", "text": t(say("Anybody"))},
        {"value": _MINE, "text": t(say("You"))},
        *others,
    ]
    known = asked.account in people
    chosen = _MINE if asked.account == me else str(asked.account) if known else ""
    return {"items": items, "chosen": chosen}


def _empty(asked: Asked, after: UUID | None) -> str:
    """What a list without rows says."""
    if after:
        return t(say("There are no more."))
    if asked.narrowed:
        return t(say("Nothing here fits what you chose."))
    if asked.finished:
        return t(say("No referral of yours is finished yet."))
    if not current_staff().sends:
        ring = say(
            "Your organisation can’t refer anybody to us yet. To change that, ring %(phone)s."
        )
        return t(ring, phone=desk().office.hub.phone)
    return t(
        say(
            "No referral is open. When you refer somebody, you see here how it goes on: when it "
            "was received, accepted or passed on, and when it is finished."
        )
    )
