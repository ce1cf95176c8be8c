"""Signing in and out."""

from collections.abc import Iterable

from flask import Response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user

from portal.accounts import accounts
from portal.referral import limits
from portal.referral.accounts import as_staff, find_by_email, password_is
from portal.referral.answers import Problem
from portal.referral.history import SYSTEM, record
from portal.referral.permissions import Act
from portal.referral.questions.staff import SIGN_IN
from portal.referral.staff import Staff
from portal.referral.staff_sessions import begin_session, end_session
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import page_form, summarise
from portal.web.guard import anyone
from portal.web.language import safe_next, t
from portal.web.shell import render

from . import kept
from .login import let_in

_WRONG = say("We don't know that email address and password together. Check both and try again")
_TOO_MANY = say("Too many tries. Wait fifteen minutes, then try again")


def sign_in_page(
    *,
    goes_to: str = "",
    typed: kept.Typed | None = None,
    email: str = "",
    problems: Iterable[Problem] = (),
    refused: str = "",
    status: int = 200,
) -> Response:
    """The page that asks who somebody is; ``typed`` is carried along until they have said."""
    errors = summarise(SIGN_IN, problems)
    by_field = {problem.field: item["text"] for problem, item in zip(problems, errors, strict=True)}
    if refused:
        errors = [{"text": t(refused), "href": "#email"}]
    return render(
        "accounts/sign_in.html",
        title=t(SIGN_IN.title),
        status=status,
        error=bool(errors),
        door="hub",
        errors=errors,
        by_field=by_field,
        email=email,
        goes_to=goes_to,
        typed=typed or [],
        prefix=kept.PREFIX,
        ended=status == 401,
    )


@accounts.get("/sign-in")
@anyone
def sign_in() -> ResponseReturnValue:
    """Ask who somebody is, unless we know."""
    goes_to = request.args.get("next", "")
    if current_user.is_authenticated:
        return redirect(_landing(current_user.staff, goes_to), 303)
    return sign_in_page(goes_to=goes_to)


@accounts.post("/sign-in")
@anyone
def signed_in() -> ResponseReturnValue:
    """Let them in if email and password belong together."""
    goes_to, typed = request.form.get("next", ""), kept.typed_earlier()
    email = request.form.get("email", "")
    reading = page_form(SIGN_IN)().read({}, desk().office.today())
    if reading.problems:
        return sign_in_page(
            goes_to=goes_to, typed=typed, email=email, problems=reading.problems, status=422
        )
    known = _recognise(reading.answers["email"], reading.answers["password"])
    if not isinstance(known, Staff):
        status = 429 if known == _TOO_MANY else 422
        return sign_in_page(goes_to=goes_to, typed=typed, email=email, refused=known, status=status)
    with desk().writing() as connection:
        token = begin_session(connection, desk().office, known.id)
    let_in(token, known)
    if typed:
        return _carry_on(known, _landing(known, goes_to), typed)
    return redirect(_landing(known, goes_to), 303)


@accounts.post("/sign-out")
@anyone
def sign_out() -> ResponseReturnValue:
    """End the session, here and in the database."""
    if current_user.is_authenticated:
        with desk().writing() as connection:
            end_session(connection, desk().office, current_user.token)
    logout_user()
    session.clear()
    return redirect(url_for("accounts.sign_in"), 303)


def _recognise(email: str, password: str) -> Staff | str:
    """Who this is, or why they are not let in. It says and does the same for an unknown email."""
    office = desk().office
    address, account = f"address:{request.remote_addr}", f"account:{email.casefold()}"
    with desk().writing() as connection:
        # Every try at an account counts; an address is used by a whole team, so only wrong ones.
        too_many = not limits.count_try(connection, office, limits.SIGN_IN, account)
        too_many |= limits.is_over(connection, office, limits.SIGN_IN, address)
    if too_many:
        return _TOO_MANY
    with desk().looking() as session:
        found = find_by_email(session, office, email)
        if password_is(found, password) and found is not None:
            return as_staff(office, found)
    with desk().session() as session:
        limits.count_try(session.connection(), office, limits.SIGN_IN, address)
        record(session, office, None, "sign_in_refused", SYSTEM)
    return _WRONG


def _landing(staff: Staff, goes_to: str) -> str:
    target = safe_next(goes_to)
    if target != "/":
        return target
    return url_for("hub.inbox") if staff.may(Act.SEE_INBOX) else url_for("accounts.own")


def _carry_on(staff: Staff, target: str, typed: kept.Typed) -> Response:
    return render(
        "accounts/carry_on.html",
        title=t(say("You are signed in again")),
        door="hub",
        person=staff.name,
        inbox=staff.may(Act.SEE_INBOX),
        target=target,
        typed=typed,
        show_again=kept.SHOW_AGAIN,
    )
