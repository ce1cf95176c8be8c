"""Everybody with an account in one place, and everybody invited there."""

from typing import Any

from flask import Response, get_flashed_messages
from sqlalchemy.orm import Session

from portal.referral.accounts import names
from portal.referral.inviting import waiting
from portal.referral.people import people
from portal.referral.training import LANES
from portal.web.desk import desk
from portal.web.language import current_language, t

from .place import Place


def list_page(place: Place, *, title: str, back: str) -> Response:
    """Everybody there, and everybody invited."""
    with place.look() as session:
        shown = everybody(session, place)
    return place.show(
        "accounts/people.html",
        title=title,
        back=back,
        speak=current_language().speaker,
        done=done_before(),
        **shown,
    )


def everybody(session: Session, place: Place) -> dict[str, Any]:
    """For a template: who is there, who is invited, and by whom. A partner reads no name of the
    hub's staff."""
    office = desk().office
    there = people(session, office, place.organisation)
    invited = waiting(session, office, place.organisation)
    known = {each.id: each.name for each in there}
    if place.door == "hub":
        known = names(session, office, {each.by for each in invited}) | known
    return {
        "people": there,
        "invited": invited,
        "inviters": known,
        "roles": place.roles,
        "lanes": LANES,
    }


def done_before() -> list[str]:
    """What to say about what was just done."""
    return [t(str(each)) for each in get_flashed_messages()]
