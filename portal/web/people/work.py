"""Changing somebody's name and what they do."""

from uuid import UUID

from flask import Response, request
from flask.typing import ResponseReturnValue

from portal.referral.kinds import Raw
from portal.referral.people import (
    LastAdministrator,
    Oneself,
    Person,
    PersonChanged,
    change_person,
)
from portal.referral.training import LANES
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import mistake, page_form, show_fields, summarise, write_fields
from portal.web.guard import current_staff
from portal.web.language import t
from portal.web.typed_before import is_shown_again

from .one import LAST, ONESELF
from .place import Errors, Place

_CHANGED = say(
    "Somebody else changed this account after you opened it. Nothing of yours was saved. See "
    "below how it stands now, and change it again if that is still right"
)
_SAVED = say("It is saved. It holds from their next click.")


def work_page(place: Place, person_id: UUID) -> ResponseReturnValue:
    """Change somebody's name, roles and training."""
    found, form = place.find(person_id), page_form(place.work)()
    if request.method == "GET":
        held = {"name": found.name, "roles": list(found.roles), "training": list(found.training)}
        return _page(place, found, write_fields(place.work, held))
    if is_shown_again():
        return _page(place, found, form.raw)
    reading = form.read({}, desk().office.today())
    if reading.problems:
        return _page(place, found, form.raw, summarise(place.work, reading.problems))
    given = reading.answers
    try:
        with place.change(person_id) as session:
            change_person(
                session,
                desk().office,
                person_id,
                current_staff(),
                mark=request.form.get("mark", ""),
                name=given["name"],
                roles=given["roles"],
                training=given.get("training") or [],
            )
    except LastAdministrator:
        return _page(place, found, form.raw, [mistake(t(LAST), "roles")])
    except Oneself:
        return _page(place, found, form.raw, [mistake(t(ONESELF), "roles")])
    except PersonChanged:
        now, errors = place.find(person_id), [mistake(t(_CHANGED), "name")]
        return _page(place, now, form.raw, errors, status=409)
    return place.done(person_id, _SAVED)


def _page(
    place: Place,
    found: Person,
    typed: Raw,
    errors: Errors | None = None,
    status: int | None = None,
) -> Response:
    page = place.work
    reading = page_form(page)().read({}, desk().office.today()) if errors else None
    return place.show(
        "accounts/work.html",
        title=t(page.title),
        back=place.about(found.id),
        errors=errors,
        found=found,
        fields=show_fields(page, typed, {}, reading.problems if reading else ()),
        roles=place.named(found.roles),
        training=[t(words) for lane, words in LANES.items() if lane in found.training],
        changed=status == 409,
        **({"status": status} if status else {}),
    )
