"""Finding a referral by a reference: the organisation's own, or ours; and what was handed on to
it, by a name too.

What was typed travels in no address: see ``searched``.
"""

from typing import Any

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.partner import partner, walled_look
from portal.referral.handing_on.crossing_list import find_received
from portal.referral.own_list import find_own
from portal.referral.permissions import Act
from portal.referral.search_terms import LONGEST
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import own_token_check, token_holds
from portal.web.guard import current_staff, may
from portal.web.language import t
from portal.web.searched import keep_search, kept_search
from portal.web.typed_before import TYPED_BEFORE, is_shown_again

from .colleagues import colleagues
from .received_words import rows as received_rows
from .rows import rows
from .showing import show

_NOTHING_TYPED = say("Type your own reference, or ours")


@partner.get("/search")
@may(Act.FOLLOW)
def searched() -> Response:
    """What this session searched for last, searched again; or just the box."""
    typed = kept_search()
    if not typed:
        return _page()
    return _page(typed, found=_found(typed), received=_received(typed))


@partner.post("/search", endpoint="search")
@own_token_check
@may(Act.FOLLOW)
def send_search() -> ResponseReturnValue:
    """Look for what was typed, and lead to what was found: straight to it where it is one."""
    typed = request.form.get("typed", "")[:LONGEST].strip()
    if is_shown_again() or not token_holds(request.form):
        return _page(typed, notice=t(TYPED_BEFORE))
    if not typed:
        return _page(problem=t(_NOTHING_TYPED))
    found, received = _found(typed), _received(typed)
    if len(found) == 1 and not received:
        return redirect(url_for("partner.referral", reference=found[0]["reference"]), 303)
    if len(received) == 1 and not found:
        return redirect(url_for("partner.received", received=received[0]["reference"]), 303)
    keep_search(typed)
    return redirect(url_for("partner.searched"), 303)


def _found(typed: str) -> list[dict[str, Any]]:
    office = desk().office
    with walled_look() as session:
        return rows(find_own(session, office, typed), colleagues(session, office))


def _received(typed: str) -> list[dict[str, Any]]:
    if not current_staff().may(Act.RECEIVE):
        return []
    with walled_look() as session:
        return received_rows(find_received(session, desk().office, typed))


def _page(
    typed: str = "",
    *,
    found: list[dict[str, Any]] | None = None,
    received: list[dict[str, Any]] | None = None,
    problem: str = "",
    notice: str = "",
) -> Response:
    return show(
        "partner/search.html",
        title=t(say("Find a referral")),
        status=422 if problem else 200,
        error=bool(problem),
        back=url_for("partner.list"),
        typed=typed,
        problem=problem,
        notice=notice,
        found=found,
        received=received or [],
    )
