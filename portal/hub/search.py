"""Finding a referral by a name, a number or a reference.

What was typed is personal, so it travels in no address: see ``searched``.
"""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.hub import hub
from portal.referral.permissions import Act
from portal.referral.search_terms import LONGEST, read_terms
from portal.referral.searching import Found, Hit, Why, search
from portal.referral.words import Speaker, say
from portal.web.desk import desk
from portal.web.forms import own_token_check, token_holds
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.searched import keep_search, kept_search
from portal.web.shell import render

from . import came_from, saying
from .match_words import goes_on_words

WHY = {
    Why.REFERENCE: say("Same reference"),
    Why.PHONE: say("Same phone number"),
    Why.EMAIL: say("Same email address"),
    Why.THEIR_REFERENCE: say("Same reference from another service"),
    Why.POSTCODE: say("Same postcode"),
    Why.NAME: say("Same name"),
    Why.SOUND: say("Name sounds alike"),
    Why.SLIP: say("Name is spelled almost the same"),
    Why.START: say("Name begins like this"),
    Why.NEAR: say("Name looks alike"),
    Why.PART: say("Part of the name is the same"),
    Why.DISTRICT: say("Same first half of the postcode"),
}

_NOTHING_TYPED = say("Type a name, a phone number, an email address, a postcode or a reference")
_AGAIN = say("This is what you typed before. It has not been sent yet.")
_MISTYPED = say(
    "If this is one of our references, a letter or digit in it is wrong: no reference looks like "
    "that. Check it, letter by letter."
)
_UNKNOWN = say(
    "There is no referral with the reference %(reference)s that you can open. If it is right, a "
    "coordinator can help."
)
_NOBODY = say("Nothing that you can open fits what you typed.")


@hub.get("/search")
@may(Act.SEE_INBOX)
def searched() -> Response:
    """What this session searched for last, searched again; or just the box."""
    typed = kept_search()
    if not typed:
        return _page()
    came_from.remember(url_for("hub.searched"))
    return _results(typed)


@hub.post("/search", endpoint="search")
@own_token_check
@may(Act.SEE_INBOX)
def send_search() -> ResponseReturnValue:
    """Look for what was typed, and lead to what was found."""
    typed = request.form.get("typed", "")[:LONGEST].strip()
    if request.form.get("typed_before") or not token_holds(request.form):
        return _page(typed, notice=t(_AGAIN))
    terms = read_terms(typed)
    if not terms:
        return _page(typed, problem=t(_NOTHING_TYPED))
    if terms.reference:
        with desk().looking() as reading:
            found = search(reading, desk().office, current_staff(), typed)
        if found.hits and found.hits[0].why[0] is Why.REFERENCE:
            reference = found.hits[0].referral.reference
            return redirect(url_for("hub.referral", reference=reference), 303)
    keep_search(typed)
    return redirect(url_for("hub.searched"), 303)


def _results(typed: str) -> Response:
    with desk().looking() as reading:
        found = search(reading, desk().office, current_staff(), typed)
    return _page(typed, found=found)


def _page(
    typed: str = "", *, found: Found | None = None, problem: str = "", notice: str = ""
) -> Response:
    speak = current_language().speaker
    return render(
        "hub/search.html",
        title=t(say("Find a referral")),
        status=422 if problem else 200,
        error=bool(problem),
        door="hub",
        person=current_staff().name,
        back=url_for("hub.inbox"),
        typed=typed,
        problem=problem,
        notice=notice,
        found=found,
        rows=[_row(hit, speak) for hit in found.hits] if found else [],
        nothing=_nothing(found) if found and not found.hits else [],
    )


def _row(hit: Hit, speak: Speaker) -> dict[str, object]:
    """What the results show of one referral, in words."""
    referral, card, office = hit.referral, hit.card, desk().office
    return {
        "reference": referral.reference,
        "name": card.name,
        "adult": card.adult,
        "place": card.place,
        "kind": saying.kind(referral),
        "age": saying.age(referral, office),
        "stage": saying.stage(referral),
        "stage_colour": saying.stage_colour(referral),
        "owner": hit.owner,
        "open": referral.is_open,
        "why": [t(WHY[each]) for each in hit.why],
        "received": speak.moment(referral.received_at),
        "specialist": referral.specialist,
        "goes_on": goes_on_words(hit.goes_on) if hit.goes_on else "",
    }


def _nothing(found: Found) -> list[str]:
    """Why nothing was found, as far as it can be said."""
    terms = found.terms
    if terms.reference:
        return [t(_UNKNOWN, reference=terms.reference)]
    return [t(_NOBODY), *([t(_MISTYPED)] if terms.mistyped else [])]
