"""What is sensitive asks for a second proof that is fresh, even from somebody signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import redirect, request, url_for

from portal.referral.staff_sessions import FRESH
from portal.web.desk import desk

from . import kept
from .login import signed_in

View = TypeVar("View", bound=Callable[..., Any])


def freshly_proved(view: View) -> View:
    """Let ``view`` answer only those who gave a second proof within ten minutes; ask others for
    one first. What they typed comes along. It stands below the guard."""

    @wraps(view)
    def asked(*arguments: Any, **named: Any) -> Any:
        who = signed_in()
        proved_at = who.proved_at if who else None
        if who and proved_at and desk().office.now() - proved_at < FRESH:
            return view(*arguments, **named)
        if who is None or request.method == "GET":
            return redirect(url_for("accounts.proof", next=request.path), 303)
        from .proving import ask_for_proof

        return ask_for_proof(who.staff, request.path, kept.typed_here(), status=401)

    return cast(View, asked)
