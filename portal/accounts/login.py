"""Who is signed in: Flask-Login asks the session's row in the database at every request."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user
from sqlalchemy.exc import SQLAlchemyError

from portal.referral.staff import Staff
from portal.referral.staff_sessions import touch, whose
from portal.web.desk import desk
from portal.web.fresh import ASK
from portal.web.guard import current_staff

from . import kept


@dataclass
class SignedIn(UserMixin):  # type: ignore[misc]
    """A signed-in browser: its token, which is all that the cookie holds, and whose it is.

    Until the second proof it is half signed in, and ``is_authenticated`` says no: whatever asks
    that, asks for both.
    """

    token: str
    staff: Staff
    proved_at: datetime | None

    def get_id(self) -> str:
        return self.token

    @property
    def is_authenticated(self) -> bool:
        return self.proved_at is not None


def set_up_login(app: Flask) -> None:
    """Let Flask-Login look after who is signed in to ``app``."""
    manager = LoginManager()
    manager.session_protection = None  # the row in the database protects, not the address
    manager.user_loader(_load)
    manager.unauthorized_handler(_unauthorized)
    manager.init_app(app)
    app.extensions[ASK] = _ask_for_fresh_proof


def let_in(token: str, staff: Staff, proved_at: datetime | None) -> None:
    """Give this browser a session of its own, in place of whatever it brought."""
    session.clear()
    g.pop("csrf_token", None)  # it was made for the session that has just gone
    login_user(SignedIn(token, staff, proved_at))


def signed_in() -> SignedIn | None:
    """Whoever is signed in, wholly or half."""
    found = current_user._get_current_object()
    return found if isinstance(found, SignedIn) else None


def _load(token: str) -> SignedIn | None:
    with desk().reading() as connection:
        found = whose(connection, desk().office, token)
    if found is None:
        return None
    if found.stale:
        # A busy database is no reason to show somebody out.
        with suppress(SQLAlchemyError), desk().writing() as connection:
            touch(connection, desk().office, token)
    return SignedIn(token, found.staff, found.proved_at)


def _ask_for_fresh_proof() -> ResponseReturnValue:
    """Ask for a second proof once more. What was sent comes along."""
    from .proving import ask_for_proof

    return ask_for_proof(current_staff(), request.path, kept.typed_here(), status=401)


def _unauthorized() -> ResponseReturnValue:
    """Ask them to sign in, or for what is missing. What was typed meanwhile comes along."""
    half = signed_in()
    if request.method in ("GET", "HEAD"):
        asked = request.full_path if request.query_string else request.path
        page = "accounts.proof" if half else "accounts.sign_in"
        return redirect(url_for(page, next=asked), 303)
    goes_to, typed = kept.brought()
    if half:
        from .proving import ask_for_proof

        return ask_for_proof(half.staff, goes_to, typed, status=401)
    from .signing_in import sign_in_page

    return sign_in_page(goes_to=goes_to, typed=typed, status=401)
