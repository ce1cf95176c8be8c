"""Signing in and out: the first proof is a password, or a passkey that stands for both."""

from collections.abc import Iterable

from flask import Response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from portal.accounts import accounts
from portal.referral import limits
from portal.referral.accounts import as_staff, find_by_email, password_is
from portal.referral.answers import Problem
from portal.referral.history import SYSTEM, record
from portal.referral.questions.staff import SIGN_IN
from portal.referral.records import Account
from portal.referral.second_proof import How
from portal.referral.staff import Staff
from portal.referral.staff_sessions import end_session
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, summarise, token_holds
from portal.web.guard import anyone
from portal.web.language import t
from portal.web.visitor import visitor

from . import ceremony, kept
from .entering import first_proof_given, landing
from .login import signed_in
from .showing import mistake, show

_WRONG = say("We don't know that email address and password together. Check both and try again")
_TOO_MANY = say("Too many tries. Wait fifteen minutes, then try again")
_LOST = say("Something changed in your browser since this page was made. Please try again")
_NO_PASSKEY = say("That passkey did not work here. Sign in with your email address and password")


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
    if refused:
        errors = [mistake(t(refused), "email")]
    return show(
        "accounts/sign_in.html",
        title=t(SIGN_IN.title),
        status=status,
        errors=errors,
        refused=bool(refused),
        email=email,
        passkey=ceremony.ask_to_sign_in(),
        provider=desk().settings.sign_in_provider,
        goes_to=goes_to,
        typed=typed or [],
        prefix=kept.PREFIX,
        ended=status == 401,
    )


@accounts.get("/sign-in")
@anyone
def sign_in() -> ResponseReturnValue:
    """Ask who somebody is, unless we know."""
    goes_to, who = request.args.get("next", ""), signed_in()
    if who is None:
        return sign_in_page(goes_to=goes_to)
    if not who.is_authenticated:
        return redirect(url_for("accounts.proof", next=goes_to or None), 303)
    return redirect(landing(who.staff, goes_to), 303)


@accounts.post("/sign-in")
@anyone
@own_token_check
def first_proof() -> ResponseReturnValue:
    """Take the first proof, if email and password belong together."""
    goes_to, typed = kept.brought()
    email = request.form.get("email", "")
    if not token_holds(request.form):
        return sign_in_page(goes_to=goes_to, typed=typed, email=email, refused=_LOST, status=400)
    reading = page_form(SIGN_IN)().read({}, desk().office.today())
    if reading.problems:
        return sign_in_page(
            goes_to=goes_to, typed=typed, email=email, problems=reading.problems, status=422
        )
    known = _recognise(reading.answers["email"], reading.answers["password"])
    if not isinstance(known, Staff):
        status = 429 if known == _TOO_MANY else 422
        return sign_in_page(goes_to=goes_to, typed=typed, email=email, refused=known, status=status)
    return first_proof_given(known, goes_to, typed)


@accounts.post("/sign-in/passkey")
@anyone
@own_token_check
def both_proofs() -> ResponseReturnValue:
    """Let them in by a passkey alone: it has checked who holds it, so it proves two things."""
    goes_to, typed = kept.brought()
    refused = "" if token_holds(request.form) else _LOST
    address, office = visitor(), desk().office
    with desk().reading() as connection:
        if limits.is_over(connection, office, limits.SIGN_IN, address):
            refused = _TOO_MANY
    if not refused:
        try:
            account_id = ceremony.prove(request.form.get("credential", ""))
        except ceremony.NotProved:
            refused = _NO_PASSKEY
            with desk().writing() as connection:
                limits.count_try(connection, office, limits.SIGN_IN, address)
    if refused:
        status = {_LOST: 400, _TOO_MANY: 429}.get(refused, 422)
        return sign_in_page(goes_to=goes_to, typed=typed, refused=refused, status=status)
    with desk().looking() as looking:
        staff = as_staff(office, looking.get_one(Account, account_id))
    return first_proof_given(staff, goes_to, typed, how=How.PASSKEY)


@accounts.post("/sign-out")
@anyone
def sign_out() -> ResponseReturnValue:
    """End the session, here and in the database."""
    who = signed_in()
    if who is not None:
        with desk().writing() as connection:
            end_session(connection, desk().office, who.token)
    logout_user()
    session.clear()
    return redirect(url_for("accounts.sign_in"), 303)


def _recognise(email: str, password: str) -> Staff | str:
    """Who this is, or why they are not let in. It says and does the same for an unknown email."""
    office = desk().office
    address, account = visitor(), f"account:{email.casefold()}"
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
