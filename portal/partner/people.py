"""The people of a partner organisation, for its own administrators."""

from uuid import UUID

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from portal.partner import partner, walled, walled_look
from portal.referral.permissions import Act
from portal.referral.words import say
from portal.web import people as pages
from portal.web.fresh import freshly_proved
from portal.web.guard import current_staff, may
from portal.web.language import t


def _own() -> pages.Place:
    """The organisation of whoever is signed in."""
    home = "/partner/people"
    return pages.Place("partner", home, home, walled_look, walled, current_staff().organisation)


@partner.get("/people", endpoint="people")
@may(Act.MANAGE_COLLEAGUES)
def show_people() -> Response:
    """Everybody of the organisation with an account, and everybody invited."""
    title = t(say("Your colleagues and their accounts"))
    return pages.list_page(_own(), title=title, back=url_for("accounts.own"))


@partner.get("/people/<uuid:person_id>")
@may(Act.MANAGE_COLLEAGUES)
def person(person_id: UUID) -> Response:
    """One colleague, and what can be done about their account."""
    return pages.person_page(_own(), person_id)


@partner.route("/people/<uuid:person_id>/work", methods=["GET", "POST"])
@may(Act.MANAGE_COLLEAGUES)
@freshly_proved
def person_work(person_id: UUID) -> ResponseReturnValue:
    """Change a colleague's name and what they do."""
    return pages.work_page(_own(), person_id)


@partner.route("/people/<uuid:person_id>/closure", methods=["GET", "POST"])
@may(Act.MANAGE_COLLEAGUES)
@freshly_proved
def person_closure(person_id: UUID) -> ResponseReturnValue:
    """End a colleague's access at once, after asking."""
    return pages.closure_page(_own(), person_id)


@partner.route("/people/<uuid:person_id>/opening", methods=["GET", "POST"])
@may(Act.MANAGE_COLLEAGUES)
@freshly_proved
def person_opening(person_id: UUID) -> ResponseReturnValue:
    """Let a colleague in again whose access was ended, after asking."""
    return pages.opening_page(_own(), person_id)


@partner.route("/people/<uuid:person_id>/new-proof", methods=["GET", "POST"])
@may(Act.MANAGE_COLLEAGUES)
@freshly_proved
def person_new_proof(person_id: UUID) -> ResponseReturnValue:
    """Let a colleague who lost everything set up a second proof anew, after asking."""
    return pages.proof_page(_own(), person_id)


@partner.route("/people/invitation", methods=["GET", "POST"])
@may(Act.MANAGE_COLLEAGUES)
@freshly_proved
def invitation() -> ResponseReturnValue:
    """Invite somebody into the organisation, and show the link this once."""
    return pages.invite_page(_own(), roles=["referrer"])


@partner.post("/people/invitations/<uuid:invitation_id>/withdrawal")
@may(Act.MANAGE_COLLEAGUES)
def invitation_withdrawal(invitation_id: UUID) -> ResponseReturnValue:
    """Take an invitation into the organisation back."""
    return pages.withdraw_page(_own(), invitation_id)
