"""One partner organisation: what is known of it, closing it and opening it again."""

from uuid import UUID

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts import accounts
from portal.referral.organisations import (
    OrganisationChanged,
    close_organisation,
    open_again,
)
from portal.referral.people import Person
from portal.referral.permissions import Act, Role
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.fresh import freshly_proved
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.people import done_before, everybody
from portal.web.typed_before import is_shown_again

from .organisation_people import place_of
from .organisations import find_organisation, shown_facts, version_sent
from .showing import mistake, show

_CLOSED = say("The organisation is closed. Nobody there can sign in.")
_OPENED = say("The organisation is open again.")
_CHANGED = say(
    "Somebody else changed this organisation meanwhile. Look at it again before you go on"
)


@accounts.get("/hub/organisations/<uuid:organisation_id>")
@may(Act.MANAGE_ORGANISATIONS)
def organisation(organisation_id: UUID) -> Response:
    """One organisation, its people, and what can be done about it."""
    found, place = find_organisation(organisation_id), place_of(organisation_id)
    with place.look() as session:
        shown = everybody(session, place)
    return show(
        "accounts/organisation.html",
        title=t(say("A partner organisation")),
        back=url_for("accounts.organisations"),
        found=found,
        facts=shown_facts(found),
        here=url_for("accounts.organisation", organisation_id=organisation_id),
        base=place.base,
        at_hub=False,
        speak=current_language().speaker,
        done=done_before(),
        looked_after=_is_looked_after(shown["people"]),
        **shown,
    )


@accounts.route("/hub/organisations/<uuid:organisation_id>/closure", methods=["GET", "POST"])
@may(Act.MANAGE_ORGANISATIONS)
@freshly_proved
def organisation_closure(organisation_id: UUID) -> ResponseReturnValue:
    """Close an organisation, after asking."""
    if request.method == "POST" and not is_shown_again():
        try:
            with desk().session() as session:
                by, version = current_staff().id, version_sent()
                close_organisation(session, desk().office, organisation_id, by, version=version)
        except OrganisationChanged:
            return _ask_to_close(organisation_id, changed=True)
        return _done(organisation_id, _CLOSED)
    return _ask_to_close(organisation_id)


@accounts.route("/hub/organisations/<uuid:organisation_id>/opening", methods=["GET", "POST"])
@may(Act.MANAGE_ORGANISATIONS)
@freshly_proved
def organisation_opening(organisation_id: UUID) -> ResponseReturnValue:
    """Open a closed organisation again, after asking."""
    if request.method == "POST" and not is_shown_again():
        try:
            with desk().session() as session:
                by, version = current_staff().id, version_sent()
                open_again(session, desk().office, organisation_id, by, version=version)
        except OrganisationChanged:
            return _ask_to_open(organisation_id, changed=True)
        return _done(organisation_id, _OPENED)
    return _ask_to_open(organisation_id)


def _is_looked_after(people: list[Person]) -> bool:
    """Whether somebody there can sign in who looks after its accounts."""
    role = Role.PARTNER_ADMINISTRATOR
    return any(role in each.roles and each.ended is None for each in people)


def _ask_to_close(organisation_id: UUID, *, changed: bool = False) -> Response:
    lead = (
        say("Wherever its people are signed in, they are out at their next click."),
        say("Nobody there can sign in again, and their open invitations no longer work."),
        say("What they sent stays with the hub, and the hub goes on with it."),
    )
    title, button = say("Close this organisation"), say("Close it now")
    return _ask(organisation_id, title, lead, button, grave=True, changed=changed)


def _ask_to_open(organisation_id: UUID, *, changed: bool = False) -> Response:
    lead = (
        say("Everybody there whose own access was not ended can sign in as before."),
        say("They see what they sent, and how it stands now."),
    )
    title, button = say("Open this organisation again"), say("Open it again")
    return _ask(organisation_id, title, lead, button, grave=False, changed=changed)


def _ask(
    organisation_id: UUID,
    title: str,
    lead: tuple[str, ...],
    button: str,
    *,
    grave: bool,
    changed: bool,
) -> Response:
    found = find_organisation(organisation_id)
    here = url_for("accounts.organisation", organisation_id=organisation_id)
    return show(
        "accounts/confirm.html",
        title=t(title),
        back=here,
        errors=[mistake(t(_CHANGED), "do")] if changed else [],
        status=409 if changed else 200,
        about=found.name,
        lead=[t(line) for line in lead],
        button_text=t(button),
        cancel=here,
        grave=grave,
        version=found.version,
    )


def _done(organisation_id: UUID, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("accounts.organisation", organisation_id=organisation_id), 303)
