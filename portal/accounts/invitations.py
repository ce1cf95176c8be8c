"""Invitations: an administrator makes one and hands over its link; whoever has it makes an account.

What the link holds stands after its #, which no browser sends and no log keeps. A page reads it
there, or asks for it, and sends it in a form. Looking at an invitation never uses it up.
"""

from urllib.parse import quote
from uuid import UUID

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts import accounts
from portal.referral import limits
from portal.referral.accounts import BadEmail, EmailTaken, WeakPassword, as_staff
from portal.referral.inviting import (
    WORKS_FOR,
    Invited,
    NoInvitation,
    accept,
    invite,
    look,
    withdraw,
)
from portal.referral.kinds import Raw
from portal.referral.permissions import Act
from portal.referral.questions.staff_accounts import INVITE, JOIN
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, show_fields, summarise, token_holds
from portal.web.guard import anyone, current_staff, may
from portal.web.language import current_language, t

from . import kept, telling
from .entering import first_proof_given
from .fresh import freshly_proved
from .showing import Error, mistake, show

_TAKEN = say("There is an account with this email address already")
_ENDED = say(
    "There is an account with this email address, and its access was ended. Open it again instead"
)
_NO_EMAIL = say("Check the email address: something in it is wrong")
_WITHDRAWN = say("The invitation is taken back. Its link no longer works.")
_DIFFERENT = say("The two passwords are not the same. Type them again")
_LOST = say("Something changed in your browser since this page was made. Please try again")


@accounts.route("/hub/people/invitation", methods=["GET", "POST"])
@may(Act.MANAGE_ACCOUNTS)
@freshly_proved
def invitation() -> ResponseReturnValue:
    """Invite somebody, and show the link this once."""
    form = page_form(INVITE)()
    if request.method == "GET" or kept.is_shown_again():
        return _invite_page(form.raw)
    reading = form.read({}, desk().office.today())
    if reading.problems:
        return _invite_page(form.raw, summarise(INVITE, reading.problems))
    given, staff = reading.answers, current_staff()
    try:
        with desk().session() as session:
            token = invite(
                session,
                desk().office,
                staff,
                email=given["email"],
                name=given["name"],
                roles=given["roles"],
                training=given["training"] or [],
            )
    except EmailTaken as taken:
        return _invite_page(form.raw, [mistake(t(_ENDED if taken.closed else _TAKEN), "email")])
    except BadEmail:
        return _invite_page(form.raw, [mistake(t(_NO_EMAIL), "email")])
    link = f"{desk().settings.public_url}{url_for('accounts.join')}#{token}"
    until = current_language().speaker.moment(desk().office.now() + WORKS_FOR)
    words = telling.invitation(staff.name, link, until)
    return show(
        "accounts/invited.html",
        title=t(say("The invitation is made")),
        name=given["name"],
        email=given["email"],
        link=link,
        until=until,
        sent=telling.send_invitation(given["email"], words),
        mailto=f"mailto:{quote(given['email'])}?body={quote(words)}",
    )


@accounts.post("/hub/people/invitations/<uuid:invitation_id>/withdrawal")
@may(Act.MANAGE_ACCOUNTS)
def withdrawal(invitation_id: UUID) -> ResponseReturnValue:
    """Take an invitation back."""
    with desk().session() as session:
        withdraw(session, desk().office, current_staff(), invitation_id)
    flash(_WITHDRAWN)
    return redirect(url_for("accounts.people"), 303)


@accounts.get("/invitation")
@anyone
def join() -> Response:
    """Ask for what the link holds: the page's script fills it in, or the person does."""
    return _ask_for_link([])


@accounts.post("/invitation")
@anyone
@own_token_check
def looked() -> ResponseReturnValue:
    """Show who an invitation is for, and ask for a name and a password."""
    if not token_holds(request.form):
        return _ask_for_link([mistake(t(_LOST), "invitation")], status=400)
    found = _look()
    return _join_page(found, {}) if isinstance(found, Invited) else found


@accounts.post("/invitation/account")
@anyone
@own_token_check
def joined() -> ResponseReturnValue:
    """Make the account, and go on to its second proof."""
    found = _look()
    if not isinstance(found, Invited):
        return found
    form = page_form(JOIN)()
    if not token_holds(request.form):
        return _join_page(found, form.raw, [mistake(t(_LOST), "name")], status=400)
    reading = form.read({}, desk().office.today())
    given = reading.answers
    if reading.problems:
        return _join_page(found, form.raw, summarise(JOIN, reading.problems))
    if given["new"] != given["again"]:
        return _join_page(found, form.raw, [mistake(t(_DIFFERENT), "again")])
    try:
        with desk().session() as session:
            account = accept(
                session, desk().office, _token(), name=given["name"], password=given["new"]
            )
            staff = as_staff(desk().office, account)
    except WeakPassword as weak:
        return _join_page(found, form.raw, [mistake(t(weak.why), "new")])
    except (NoInvitation, EmailTaken):
        return _no_invitation()
    return first_proof_given(staff)


def _look() -> Invited | ResponseReturnValue:
    """The invitation that this request is about; or the page that says there is none."""
    office = desk().office
    with desk().writing() as connection:
        whose = f"address:{request.remote_addr}"
        if not limits.count_try(connection, office, limits.INVITATION, whose):
            return _no_invitation(429)
    try:
        with desk().looking() as session:
            return look(session, office, _token())
    except NoInvitation:
        return _no_invitation()


def _token() -> str:
    """What the link holds; the whole link will do too."""
    return request.form.get("invitation", "")[:500].strip().rpartition("#")[2]


def _ask_for_link(errors: list[Error], status: int = 200) -> Response:
    return show(
        "accounts/invitation.html",
        title=t(say("Your invitation")),
        errors=errors,
        status=status,
    )


def _no_invitation(status: int = 404) -> Response:
    return show(
        "accounts/no_invitation.html",
        title=t(say("This invitation does not work")),
        status=status,
        too_many=status == 429,
    )


def _join_page(
    found: Invited, typed: Raw, errors: list[Error] | None = None, status: int | None = None
) -> Response:
    return show(
        "accounts/join.html",
        title=t(JOIN.title),
        errors=errors,
        found=found,
        name=(typed.get("name") or [found.name])[0],
        invitation=_token(),
        questions={each.id: each for each in JOIN.questions},
        **({"status": status} if status else {}),
    )


def _invite_page(typed: Raw, errors: list[Error] | None = None) -> Response:
    reading = page_form(INVITE)().read({}, desk().office.today()) if errors else None
    return show(
        "accounts/invite.html",
        title=t(INVITE.title),
        back=url_for("accounts.people"),
        errors=errors,
        fields=show_fields(INVITE, typed, {}, reading.problems if reading else ()),
    )
