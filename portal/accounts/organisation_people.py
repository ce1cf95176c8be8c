"""The people of a partner organisation, for the hub's administrators: its first administrator is
invited here, and whoever can't help themself there is helped."""

from uuid import UUID

from flask import Response
from flask.typing import ResponseReturnValue

from portal.accounts import accounts
from portal.referral.permissions import Act, Role
from portal.web import people as pages
from portal.web.desk import desk
from portal.web.fresh import freshly_proved
from portal.web.guard import may

from .organisations import find_organisation

_BASE = "/hub/organisations/<uuid:organisation_id>/people"


def place_of(organisation_id: UUID) -> pages.Place:
    """The pages about the people of one organisation; "not found" without it."""
    find_organisation(organisation_id)
    home = f"/hub/organisations/{organisation_id}"
    return pages.Place(
        "hub", f"{home}/people", home, desk().looking, desk().session, organisation_id
    )


@accounts.get(f"{_BASE}/<uuid:person_id>")
@may(Act.MANAGE_ORGANISATIONS)
def person_there(organisation_id: UUID, person_id: UUID) -> Response:
    """Somebody there, and what can be done about their account."""
    return pages.person_page(place_of(organisation_id), person_id)


@accounts.route(f"{_BASE}/<uuid:person_id>/work", methods=["GET", "POST"])
@may(Act.MANAGE_ORGANISATIONS)
@freshly_proved
def work_there(organisation_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Change somebody's name and what they do there."""
    return pages.work_page(place_of(organisation_id), person_id)


@accounts.route(f"{_BASE}/<uuid:person_id>/closure", methods=["GET", "POST"])
@may(Act.MANAGE_ORGANISATIONS)
@freshly_proved
def closure_there(organisation_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """End somebody's access at once, after asking."""
    return pages.closure_page(place_of(organisation_id), person_id)


@accounts.route(f"{_BASE}/<uuid:person_id>/opening", methods=["GET", "POST"])
@may(Act.MANAGE_ORGANISATIONS)
@freshly_proved
def opening_there(organisation_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Let somebody in again whose access was ended, after asking."""
    return pages.opening_page(place_of(organisation_id), person_id)


@accounts.route(f"{_BASE}/<uuid:person_id>/new-proof", methods=["GET", "POST"])
@may(Act.MANAGE_ORGANISATIONS)
@freshly_proved
def new_proof_there(organisation_id: UUID, person_id: UUID) -> ResponseReturnValue:
    """Let somebody who lost everything set up a second proof anew, after asking."""
    return pages.proof_page(place_of(organisation_id), person_id)


@accounts.route(f"{_BASE}/invitation", methods=["GET", "POST"])
@may(Act.MANAGE_ORGANISATIONS)
@freshly_proved
def invitation_there(organisation_id: UUID) -> ResponseReturnValue:
    """Invite somebody into the organisation, and show the link this once."""
    return pages.invite_page(place_of(organisation_id), roles=[Role.PARTNER_ADMINISTRATOR])


@accounts.post(f"{_BASE}/invitations/<uuid:invitation_id>/withdrawal")
@may(Act.MANAGE_ORGANISATIONS)
def withdrawal_there(organisation_id: UUID, invitation_id: UUID) -> ResponseReturnValue:
    """Take an invitation into the organisation back."""
    return pages.withdraw_page(place_of(organisation_id), invitation_id)
