"""What is sensitive asks for a second proof that is fresh, even from somebody signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.referral.staff_sessions import FRESH
from portal.web.desk import desk

View = TypeVar("View", bound=Callable[..., Any])

ASK = "portal_ask_for_fresh_proof"
"""The app's extension that asks for a fresh proof, and carries along what was sent."""


def freshly_proved(view: View) -> View:
    """Let ``view`` answer only those who gave a second proof within ten minutes; ask others for
    one first. What they typed comes along. It stands below the guard."""

    @wraps(view)
    def asked(*arguments: Any, **named: Any) -> Any:
        proved_at = getattr(current_user, "proved_at", None)
        if proved_at and desk().office.now() - proved_at < FRESH:
            return view(*arguments, **named)
        if proved_at is None or request.method == "GET":
            return redirect(url_for("accounts.proof", next=request.path), 303)
        ask: Callable[[], ResponseReturnValue] = current_app.extensions[ASK]
        return ask()

    return cast(View, asked)
