"""One's own account: what we know, and changing the password."""

from flask import Response, flash, get_flashed_messages, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.accounts import accounts
from portal.referral import limits
from portal.referral.accounts import WeakPassword, change_password, password_is, profile
from portal.referral.permissions import Act
from portal.referral.questions.partner_people import EVERY_ROLE
from portal.referral.questions.staff import PASSWORD
from portal.referral.records import Account, Organisation
from portal.referral.second_proof import ways
from portal.referral.staff_sessions import end_others
from portal.referral.training import LANES
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import page_form, summarise
from portal.web.fresh import freshly_proved
from portal.web.guard import current_staff, may
from portal.web.language import t

from . import kept
from .showing import show

_CHANGED = say("Your password is changed. Other browsers where you were signed in are signed out.")
_NOT_THE_ONE = say("That is not your password. Check it and try again")
_DIFFERENT = say("The two new passwords are not the same. Type them again")
_TOO_MANY = say("Too many tries. Wait fifteen minutes, then try again")


@accounts.get("/account")
@may(Act.OWN_ACCOUNT)
def own() -> Response:
    """What we know about whoever is signed in."""
    staff = current_staff()
    with desk().looking() as session:
        known = profile(desk().office, session.get_one(Account, staff.id))
        proved = ways(session, staff.id)
        there = session.get_one(Organisation, staff.organisation) if staff.organisation else None
    return show(
        "accounts/own.html",
        title=t(say("Your account")),
        known=known,
        proved=proved,
        organisation=there.name if there else "",
        roles=[t(words) for role, words in EVERY_ROLE.items() if role in staff.roles],
        training=[t(words) for lane, words in LANES.items() if lane in staff.training],
        manages=staff.may(Act.MANAGE_ACCOUNTS),
        manages_partners=staff.may(Act.MANAGE_ORGANISATIONS),
        manages_colleagues=staff.may(Act.MANAGE_COLLEAGUES),
        has_inbox=staff.may(Act.SEE_INBOX),
        shortcuts=staff.shortcuts,
        works=staff.may(Act.WORK),
        leads=staff.may(Act.SET_LANES),
        done=[t(str(each)) for each in get_flashed_messages()],
    )


@accounts.get("/account/password")
@may(Act.OWN_ACCOUNT)
@freshly_proved
def password() -> Response:
    """Ask for a new password."""
    return _password_page([])


@accounts.post("/account/password")
@may(Act.OWN_ACCOUNT)
@freshly_proved
def new_password() -> ResponseReturnValue:
    """Set a new password, and end this account's other sessions."""
    if kept.is_shown_again():
        return _password_page([])
    reading = page_form(PASSWORD)().read({}, desk().office.today())
    if reading.problems:
        return _password_page(summarise(PASSWORD, reading.problems))
    given = reading.answers
    if given["new"] != given["again"]:
        return _password_page([{"text": t(_DIFFERENT), "href": "#again"}])
    wrong = _change(given["current"], given["new"])
    if wrong:
        return _password_page([wrong])
    flash(_CHANGED)
    return redirect(url_for("accounts.own"), 303)


def _change(current: str, new: str) -> dict[str, str] | None:
    """Change the password; or give the one mistake, for the error summary."""
    office, staff = desk().office, current_staff()
    with desk().writing() as connection:
        within = limits.count_try(connection, office, limits.SIGN_IN, f"change:{staff.id}")
    if not within:
        return {"text": t(_TOO_MANY), "href": "#current"}
    try:
        with desk().session() as session:
            account = session.get_one(Account, staff.id)
            if not password_is(account, current):
                return {"text": t(_NOT_THE_ONE), "href": "#current"}
            change_password(session, office, account, new)
            end_others(session.connection(), office, staff.id, current_user.token)
    except WeakPassword as weak:
        return {"text": t(weak.why), "href": "#new"}
    return None


def _password_page(errors: list[dict[str, str]]) -> Response:
    return show(
        "accounts/password.html",
        title=t(PASSWORD.title),
        back=url_for("accounts.own"),
        errors=errors,
        page=PASSWORD,
    )
