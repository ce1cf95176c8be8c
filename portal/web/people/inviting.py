"""Inviting somebody, and taking an invitation back."""

from collections.abc import Iterable
from urllib.parse import quote
from uuid import UUID

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.referral import limits
from portal.referral.accounts import BadEmail, EmailTaken
from portal.referral.inviting import WORKS_FOR, MayNotInvite, invite, withdraw
from portal.referral.kinds import Raw
from portal.referral.words import say
from portal.web import telling
from portal.web.desk import desk
from portal.web.forms import mistake, page_form, show_fields, summarise, write_fields
from portal.web.guard import current_staff
from portal.web.language import current_language, t
from portal.web.typed_before import is_shown_again

from .place import Errors, Place

_TAKEN = say("There is an account with this email address already")
_ENDED = say(
    "There is an account with this email address, and its access was ended. Open it again instead"
)
_ELSEWHERE = say("This email address can’t be invited. Use another one, or ask the hub")
_NO_EMAIL = say("Check the email address: something in it is wrong")
_CLOSED = say("Nobody can be invited to this organisation now. Open it again first")
_TOO_MANY = say("You made many invitations in a short time. Wait an hour, then go on")
_WITHDRAWN = say("The invitation is taken back. Its link no longer works.")


def invite_page(place: Place, roles: Iterable[str] = ()) -> ResponseReturnValue:
    """Invite somebody, and show the link this once. ``roles`` are ticked to begin with."""
    page = place.invite
    form = page_form(page)()
    if request.method == "GET":
        return _page(place, write_fields(page, {"roles": list(roles)}))
    if is_shown_again():
        return _page(place, form.raw)
    reading = form.read({}, desk().office.today())
    if reading.problems:
        return _page(place, form.raw, summarise(page, reading.problems))
    given, staff, office = reading.answers, current_staff(), desk().office
    with place.change() as session:
        who = f"account:{staff.id}"
        if not limits.count_try(session.connection(), office, limits.INVITING, who):
            return _page(place, form.raw, [mistake(t(_TOO_MANY), "email")], status=429)
    try:
        with place.change() as session:
            token = invite(
                session,
                office,
                staff,
                email=given["email"],
                name=given["name"],
                roles=given["roles"],
                training=given.get("training") or [],
                organisation_id=place.organisation,
            )
    except EmailTaken as taken:
        return _page(place, form.raw, [mistake(t(_why(place, taken)), "email")])
    except BadEmail:
        return _page(place, form.raw, [mistake(t(_NO_EMAIL), "email")])
    except MayNotInvite:
        return _page(place, form.raw, [mistake(t(_CLOSED), "email")], status=409)
    return _invited(place, given["name"], given["email"], token)


def withdraw_page(place: Place, invitation_id: UUID) -> ResponseReturnValue:
    """Take an invitation back."""
    with place.change() as session:
        withdraw(session, desk().office, current_staff(), invitation_id)
    flash(_WITHDRAWN)
    return redirect(place.home, 303)


def _why(place: Place, taken: EmailTaken) -> str:
    """What to say of an address that has an account; of others' people, a partner learns nothing
    more than that it can't be invited."""
    if taken.organisation_id != place.organisation:
        return _ELSEWHERE if place.door != "hub" else _TAKEN
    return _ENDED if taken.closed else _TAKEN


def _invited(place: Place, name: str, email: str, token: str) -> Response:
    link = f"{desk().settings.public_url}{url_for('accounts.join')}#{token}"
    until = current_language().speaker.moment(desk().office.now() + WORKS_FOR)
    words = telling.invitation(current_staff().name, link, until, at_hub=place.at_hub)
    return place.show(
        "accounts/invited.html",
        title=t(say("The invitation is made")),
        name=name,
        email=email,
        link=link,
        until=until,
        sent=telling.send_invitation(email, words),
        mailto=f"mailto:{quote(email)}?body={quote(words)}",
    )


def _page(
    place: Place, typed: Raw, errors: Errors | None = None, status: int | None = None
) -> Response:
    page = place.invite
    reading = page_form(page)().read({}, desk().office.today()) if errors else None
    return place.show(
        "accounts/invite.html",
        title=t(page.title),
        back=place.home,
        errors=errors,
        fields=show_fields(page, typed, {}, reading.problems if reading else ()),
        **({"status": status} if status else {}),
    )
