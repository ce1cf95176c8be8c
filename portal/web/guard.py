"""Who may reach a route: each view carries one guard, and an app with one that has none stops."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.referral.permissions import Act
from portal.referral.staff import Staff

View = TypeVar("View", bound=Callable[..., Any])

ANYONE = "anyone"
HALF_SIGNED_IN = "half_signed_in"
SIGNATURE = "signature"
TOKEN = "token"  # noqa: S105 - the name of a guard

MACHINES = frozenset({SIGNATURE, TOKEN})
"""Guards for machines, which prove who they are anew with everything they send. The view itself
checks that, before anything else."""


class UnguardedRoute(RuntimeError):
    """A route that nobody said who may reach."""


def anyone(view: View) -> View:
    """Guard: whoever comes. The view itself asks for a visit's token, or a code, where it must."""
    view.guard = ANYONE  # type: ignore[attr-defined]
    return view


def half_signed_in(view: View) -> View:
    """Guard: staff whose password was right, whether or not the second proof followed."""
    view.guard = HALF_SIGNED_IN  # type: ignore[attr-defined]
    return view


def signed(view: View) -> View:
    """Guard: a machine that signs what it sends with a secret that it shares with this hub."""
    view.guard = SIGNATURE  # type: ignore[attr-defined]
    return _without_forms(view)


def with_token(view: View) -> View:
    """Guard: a machine that shows a token of this hub."""
    view.guard = TOKEN  # type: ignore[attr-defined]
    return _without_forms(view)


def _without_forms(view: View) -> View:
    """No browser is signed in here, so no other site can make one send a form in its name."""
    view.own_token_check = True  # type: ignore[attr-defined]
    return view


def may(act: Act) -> Callable[[View], View]:
    """Guard: staff who are signed in and may do ``act``. To others the page doesn't exist."""

    def mark(view: View) -> View:
        view.guard = act  # type: ignore[attr-defined]
        return view

    return mark


def current_staff() -> Staff:
    """The member of staff who is signed in. Only behind a guard for staff."""
    return cast(Staff, current_user.staff)


def opened_by(acts: Iterable[Act]) -> frozenset[Act]:
    """Those of ``acts`` that whoever is signed in may do."""
    staff = getattr(current_user, "staff", None)
    return frozenset(act for act in acts if isinstance(staff, Staff) and staff.may(act))


def wants_shortcuts() -> bool:
    """Whether keys of the keyboard do things by themselves for whoever is signed in."""
    staff = getattr(current_user, "staff", None)
    return isinstance(staff, Staff) and staff.shortcuts


def set_up_guard(app: Flask) -> None:
    """Check every request against its view's guard."""
    app.before_request(_check)


def guard_of(app: Flask, endpoint: str) -> str | Act | None:
    """The guard of a view, by its endpoint; None when it has none."""
    if endpoint == "static":
        return ANYONE
    return getattr(app.view_functions[endpoint], "guard", None)


def refuse_unguarded(app: Flask) -> None:
    """Raise UnguardedRoute when a route of ``app`` carries no guard."""
    bare = {rule.endpoint for rule in app.url_map.iter_rules()}
    bare = {endpoint for endpoint in bare if guard_of(app, endpoint) is None}
    if bare:
        raise UnguardedRoute(f"Say who may reach: {', '.join(sorted(bare))}")


def _check() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # no such page: the router says so next
    guard = guard_of(current_app, request.endpoint)
    if guard is None or guard == ANYONE or guard in MACHINES:
        return None  # none was refused when the app was made
    if guard == HALF_SIGNED_IN and hasattr(current_user, "staff"):
        return None
    if not current_user.is_authenticated:  # without the second proof, nobody is
        answer: ResponseReturnValue = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
        return answer
    if not current_staff().may(Act(guard)):
        abort(404)
    return None
