"""The accounts of hub staff, for the hub's administrators."""

from uuid import UUID

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from portal.accounts import accounts
from portal.referral.permissions import Act
from portal.referral.words import say
from portal.web import people as pages
from portal.web.desk import desk
from portal.web.fresh import freshly_proved
from portal.web.guard import may
from portal.web.language import t


def _hub() -> pages.Place:
    return pages.Place("hub", "/hub/people", "/hub/people", desk().looking, desk().session)


@accounts.get("/hub/people", endpoint="people")
@may(Act.MANAGE_ACCOUNTS)
def show_people() -> Response:
    """Everybody of the hub with an account, and everybody invited."""
    title = t(say("People and their accounts"))
    return pages.list_page(_hub(), title=title, back=url_for("accounts.own"))


@accounts.get("/hub/people/<uuid:person_id>")
@may(Act.MANAGE_ACCOUNTS)
def person(person_id: UUID) -> Response:
    """One colleague, and what can be done about their account."""
    return pages.person_page(_hub(), person_id)


@accounts.route("/hub/people/<uuid:person_id>/work", methods=["GET", "POST"])
@may(Act.MANAGE_ACCOUNTS)
@freshly_proved
def work(person_id: UUID) -> ResponseReturnValue:
    """Change a colleague's name, roles and training."""
    return pages.work_page(_hub(), person_id)


@accounts.route("/hub/people/<uuid:person_id>/closure", methods=["GET", "POST"])
@may(Act.MANAGE_ACCOUNTS)
@freshly_proved
def closure(person_id: UUID) -> ResponseReturnValue:
    """End a colleague's access at once, after asking."""
    return pages.closure_page(_hub(), person_id)


@accounts.route("/hub/people/<uuid:person_id>/opening", methods=["GET", "POST"])
@may(Act.MANAGE_ACCOUNTS)
@freshly_proved
def opening(person_id: UUID) -> ResponseReturnValue:
    """Let a colleague in again whose access was ended, after asking."""
    return pages.opening_page(_hub(), person_id)


@accounts.route("/hub/people/<uuid:person_id>/new-proof", methods=["GET", "POST"])
@may(Act.MANAGE_ACCOUNTS)
@freshly_proved
def new_proof(person_id: UUID) -> ResponseReturnValue:
    """Let a colleague who lost everything set up a second proof anew, after asking."""
    return pages.proof_page(_hub(), person_id)


@accounts.route("/hub/people/invitation", methods=["GET", "POST"])
@may(Act.MANAGE_ACCOUNTS)
@freshly_proved
def invitation() -> ResponseReturnValue:
    """Invite somebody to the hub, and show the link this once."""
    return pages.invite_page(_hub())


@accounts.post("/hub/people/invitations/<uuid:invitation_id>/withdrawal")
@may(Act.MANAGE_ACCOUNTS)
def withdrawal(invitation_id: UUID) -> ResponseReturnValue:
    """Take an invitation to the hub back."""
    return pages.withdraw_page(_hub(), invitation_id)
