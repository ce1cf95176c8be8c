"""Who is signed in: Flask-Login asks the session's row in the database at every request."""

from contextlib import suppress
from dataclasses import dataclass

from flask import Flask, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, login_user
from sqlalchemy.exc import SQLAlchemyError

from portal.referral.staff import Staff
from portal.referral.staff_sessions import touch, whose
from portal.web.desk import desk

from . import kept


@dataclass
class SignedIn(UserMixin):  # type: ignore[misc]
    """A signed-in browser: its token, which is all that the cookie holds, and whose it is."""

    token: str
    staff: Staff

    def get_id(self) -> str:
        return self.token


def set_up_login(app: Flask) -> None:
    """Let Flask-Login look after who is signed in to ``app``."""
    manager = LoginManager()
    manager.session_protection = None  # the row in the database protects, not the address
    manager.user_loader(_load)
    manager.unauthorized_handler(_unauthorized)
    manager.init_app(app)


def let_in(token: str, staff: Staff) -> None:
    """Give this browser a session of its own, in place of whatever it brought."""
    session.clear()
    g.pop("csrf_token", None)  # it was made for the session that has just gone
    login_user(SignedIn(token, staff))


def _load(token: str) -> SignedIn | None:
    with desk().reading() as connection:
        found = whose(connection, desk().office, token)
    if found is None:
        return None
    staff, stale = found
    if stale:
        # A busy database is no reason to show somebody out.
        with suppress(SQLAlchemyError), desk().writing() as connection:
            touch(connection, desk().office, token)
    return SignedIn(token, staff)


def _unauthorized() -> ResponseReturnValue:
    """Ask them to sign in. What was typed when the session ended comes along."""
    if request.method in ("GET", "HEAD"):
        asked = request.full_path if request.query_string else request.path
        return redirect(url_for("accounts.sign_in", next=asked), 303)
    from .signing_in import sign_in_page

    return sign_in_page(goes_to=request.path, typed=kept.typed_here(), status=401)
