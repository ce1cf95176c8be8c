"""Signing in at the hub's own provider, by OpenID Connect: its word is the first proof here."""

import logging
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import current_app, redirect, request, session, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from joserfc.errors import JoseError
from requests import RequestException

from portal.accounts import accounts
from portal.referral.accounts import as_staff
from portal.referral.second_proof import How
from portal.referral.single_sign_on import recognise
from portal.referral.staff import Staff
from portal.referral.words import say
from portal.settings import SignInProvider
from portal.web.desk import desk
from portal.web.forms import own_token_check
from portal.web.guard import anyone
from portal.web.language import t

from . import kept
from .entering import first_proof_given, go_on
from .login import signed_in
from .signing_in import sign_in_page

log = logging.getLogger("portal")

_PATIENCE = 10  # seconds for each answer of the provider
_NEXT = "sign_in_next"
_LONGEST_NEXT = 1000  # characters; a cookie holds some four thousand, and this is kept in one
_UNDER_WAY = "_state_provider_"
_MOST_UNDER_WAY = 3
_UNKNOWN = say(
    "%(provider)s knows you, but nobody here has an account with your address there. Ask whoever "
    "looks after accounts where you work"
)
_FAILED = say("Signing in with %(provider)s did not work. Try again, or use your password")


class NotTold(ValueError):
    """The provider's answer does not say who somebody is."""


@accounts.record_once
def set_up_provider(state: BlueprintSetupState) -> None:
    """Get to know the hub's provider; nothing is asked of it before somebody signs in there."""
    provider = state.app.extensions["portal_desk"].settings.sign_in_provider
    if provider is None:
        return
    oauth = OAuth(state.app)
    oauth.register(
        "provider",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=f"{provider.issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": _PATIENCE,
        },
    )
    state.app.extensions["portal_provider"] = oauth.provider


@accounts.get("/sign-in/provider")
@anyone
def to_provider() -> ResponseReturnValue:
    """Go and sign in there."""
    provider = desk().settings.sign_in_provider
    if provider is None:
        return redirect(url_for("accounts.sign_in"), 303)
    goes_to = request.args.get("next", "")
    session[_NEXT] = goes_to if len(goes_to) <= _LONGEST_NEXT else ""
    _forget_given_up()
    back = desk().settings.public_url + url_for("accounts.from_provider")
    try:
        answer: ResponseReturnValue = _client().authorize_redirect(back)
    except _TROUBLE as error:
        return _failed(provider, error)
    return answer


@accounts.get("/sign-in/provider/back")
@anyone
def from_provider() -> ResponseReturnValue:
    """Come back from there: let them in if the account is known here."""
    provider = desk().settings.sign_in_provider
    if provider is None:
        return redirect(url_for("accounts.sign_in"), 303)
    goes_to = str(session.pop(_NEXT, ""))
    try:
        staff = _who(provider, _told(provider))
    except _TROUBLE as error:
        return _failed(provider, error)
    if staff is None:
        return sign_in_page(goes_to=goes_to, refused=t(_UNKNOWN, provider=provider.name))
    how = How.PROVIDER if provider.proves_twice else None
    return first_proof_given(staff, goes_to, how=how)


@accounts.post("/sign-in/provider/done")
@anyone
@own_token_check
def done_there() -> ResponseReturnValue:
    """They signed in there on another page: show what they had typed here. It is not acted on,
    and so a page made before they signed in may ask it."""
    goes_to, typed = kept.brought()
    who = signed_in()
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        typed = []
    if who is None or not who.is_authenticated:
        return sign_in_page(goes_to=goes_to, typed=typed, status=401)
    return go_on(who.staff, goes_to, typed)


_TROUBLE = (AuthlibBaseError, JoseError, RequestException, NotTold, RuntimeError, ValueError)


def _forget_given_up() -> None:
    """Forget all but the last ways there that nobody came back from, or the cookie that keeps
    them is too long for a browser, and nobody signs in."""
    begun = [name for name in session if name.startswith(_UNDER_WAY)]
    begun.sort(key=lambda name: session[name]["exp"])
    for name in begun[: 1 - _MOST_UNDER_WAY]:
        del session[name]


def _client() -> Any:
    return current_app.extensions["portal_provider"]


def _told(provider: SignInProvider) -> dict[str, Any]:
    """What the provider says of them, proved by its signature. Raises one of _TROUBLE."""
    token = _client().authorize_access_token()
    claims = token.get("userinfo")
    issuer = _client().load_server_metadata().get("issuer", "")
    if not claims or issuer.rstrip("/") != provider.issuer:
        raise NotTold("no claims, or another issuer than the settings name")
    told = dict(claims)
    if "email" not in told:
        more = _client().userinfo(token=token)
        if more.get("sub") == told["sub"]:
            told |= {name: more[name] for name in ("email", "email_verified") if name in more}
    return told


def _who(provider: SignInProvider, told: dict[str, Any]) -> Staff | None:
    with desk().session() as writing:
        account = recognise(
            writing,
            desk().office,
            issuer=provider.issuer,
            subject=str(told["sub"]),
            email=str(told.get("email", "")),
            verified=provider.trusts_email or told.get("email_verified") is True,
        )
        return as_staff(desk().office, account) if account else None


def _failed(provider: SignInProvider, error: Exception) -> ResponseReturnValue:
    log.warning("the sign-in provider failed: %s", type(error).__name__)
    return sign_in_page(refused=t(_FAILED, provider=provider.name), status=502)
