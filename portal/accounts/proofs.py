"""One's own second proofs: an app, passkeys, recovery codes; adding them and taking them away."""

from urllib.parse import quote
from uuid import UUID

from flask import Response, abort, flash, get_flashed_messages, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.accounts import accounts
from portal.referral.passkeys import passkeys_of, remove_passkey
from portal.referral.permissions import Act
from portal.referral.records import Account
from portal.referral.recovery_codes import make_codes
from portal.referral.second_proof import LastProof, remove_app, ways
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.fresh import freshly_proved
from portal.web.guard import current_staff, may
from portal.web.language import current_language, safe_next, t

from . import apps, ceremony, kept
from .proving import WHY
from .setting_up import take_passkey
from .showing import mistake, show

_LAST = say("This is your only second proof. Set up another one first, then take this away")
_APP_ADDED = say("Your app is set up. It asks for nothing else: use its codes when you sign in.")
_APP_GONE = say("Your app is taken away. Its codes no longer work here.")
_KEY_ADDED = say("Your passkey is added.")
_KEY_GONE = say("That passkey is taken away. It no longer works here.")


@accounts.get("/account/proofs")
@may(Act.OWN_ACCOUNT)
def proofs() -> Response:
    """What one proves oneself with after the password."""
    with desk().looking() as session:
        account = _mine(session)
        known = ways(session, account.id)
        keys = passkeys_of(session, desk().office, account)
    return show(
        "accounts/proofs.html",
        title=t(say("Your second proof")),
        back=url_for("accounts.own"),
        known=known,
        passkeys=keys,
        speak=current_language().speaker,
        possible=ceremony.site() is not None,
        done=[t(str(each)) for each in get_flashed_messages()],
    )


@accounts.route("/account/proofs/app", methods=["GET", "POST"])
@may(Act.OWN_ACCOUNT)
@freshly_proved
def app() -> ResponseReturnValue:
    """Set up an app, in place of an earlier one."""
    errors = []
    if request.method == "POST" and not kept.is_shown_again():
        refused = apps.accept(current_staff().id)
        if refused is None:
            return _done(_APP_ADDED)
        errors = [mistake(t(WHY[refused]), "code")]
    with desk().looking() as session:
        account = _mine(session)
        known = ways(session, account.id)
    return show(
        "accounts/app.html",
        title=t(say("Set up an app for codes")),
        back=url_for("accounts.proofs"),
        errors=errors,
        offer=apps.offer(account),
        known=known,
    )


@accounts.route("/account/proofs/passkey", methods=["GET", "POST"])
@may(Act.OWN_ACCOUNT)
@freshly_proved
def passkey() -> ResponseReturnValue:
    """Add a passkey."""
    errors = []
    if request.method == "POST" and not kept.is_shown_again():
        why = take_passkey(current_staff())
        if not why:
            return _done(_KEY_ADDED)
        errors = [mistake(t(why), "passkey_name")]
    with desk().looking() as session:
        account = _mine(session)
    return show(
        "accounts/passkey.html",
        title=t(say("Add a passkey")),
        back=url_for("accounts.proofs"),
        errors=errors,
        passkey=ceremony.ask_to_add(account),
    )


@accounts.route("/account/proofs/app/removal", methods=["GET", "POST"])
@may(Act.OWN_ACCOUNT)
@freshly_proved
def app_removal() -> ResponseReturnValue:
    """Take the app away, after asking."""
    errors = []
    if request.method == "POST" and not kept.is_shown_again():
        try:
            with desk().session() as session:
                remove_app(session, desk().office, _mine(session))
            return _done(_APP_GONE)
        except LastProof:
            errors = [mistake(t(_LAST), "do")]
    return _confirm(
        t(say("Take your app away")),
        t(say("Its codes will no longer work here. Recovery codes and passkeys stay.")),
        errors,
    )


@accounts.route("/account/proofs/passkeys/<uuid:passkey_id>/removal", methods=["GET", "POST"])
@may(Act.OWN_ACCOUNT)
@freshly_proved
def passkey_removal(passkey_id: UUID) -> ResponseReturnValue:
    """Take a passkey away, after asking."""
    errors = []
    if request.method == "POST" and not kept.is_shown_again():
        try:
            with desk().session() as session:
                remove_passkey(session, desk().office, _mine(session), passkey_id)
            return _done(_KEY_GONE)
        except LastProof:
            errors = [mistake(t(_LAST), "do")]
    with desk().looking() as session:
        mine = passkeys_of(session, desk().office, _mine(session))
    name = next((each.name for each in mine if each.id == passkey_id), None)
    if name is None:
        abort(404)
    lead = t(say("“%(name)s” will no longer work here. Delete it on your device too."), name=name)
    return _confirm(t(say("Take a passkey away")), lead, errors)


@accounts.route("/account/proofs/recovery", methods=["GET", "POST"])
@may(Act.OWN_ACCOUNT)
@freshly_proved
def recovery() -> Response:
    """Make recovery codes, and show them this once."""
    codes: list[str] = []
    if request.method == "POST" and not kept.is_shown_again():
        with desk().session() as session:
            codes = make_codes(session, desk().office, _mine(session))
    with desk().looking() as session:
        known = ways(session, current_staff().id)
    onward = safe_next(request.values.get("next", ""))
    return show(
        "accounts/recovery.html",
        title=t(say("Recovery codes")),
        back=None if codes else url_for("accounts.proofs"),
        codes=codes,
        paper="data:text/plain;charset=utf-8," + quote("\n".join(codes) + "\n"),
        known=known,
        goes_to=onward if onward != "/" else "",
    )


def _confirm(title: str, lead: str, errors: list[dict[str, str]]) -> Response:
    return show(
        "accounts/confirm.html",
        title=title,
        back=url_for("accounts.proofs"),
        errors=errors,
        lead=[lead],
        button_text=t(say("Take it away")),
        cancel=url_for("accounts.proofs"),
        grave=True,
    )


def _done(words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("accounts.proofs"), 303)


def _mine(session: Session) -> Account:
    found: Account = session.get_one(Account, current_staff().id)
    return found
