"""The way in: a first proof, a second proof, and on to where they wanted to go."""

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.referral.permissions import Act
from portal.referral.staff import Staff
from portal.referral.staff_sessions import begin_session, end_session, open_whole, prove_again
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.language import safe_next, t

from . import kept
from .login import let_in, signed_in
from .showing import show

_LANDINGS = (
    (Act.SEE_INBOX, "hub.inbox"),
    (Act.FOLLOW, "partner.list"),
    (Act.MANAGE_COLLEAGUES, "partner.people"),
)
"""The page that is somebody's first, by what they may do."""


def first_proof_given(
    staff: Staff, goes_to: str = "", typed: kept.Typed | None = None, *, how: str | None = None
) -> ResponseReturnValue:
    """End a first proof that succeeded, whatever it was: a password, or a provider's word.

    ``goes_to`` is where they wanted to go, and ``typed`` what they had typed there. ``how`` says
    what proved them a second time already, when something did; else they are asked for that next.
    """
    office, before = desk().office, signed_in()
    with desk().writing() as connection:
        if before is not None:
            end_session(connection, office, before.token)
        token = begin_session(connection, office, staff.id, how)
    let_in(token, staff, office.now() if how else None)
    if how:
        return go_on(staff, goes_to, typed)
    if typed:
        from .proving import ask_for_proof

        return ask_for_proof(staff, goes_to, typed)
    return redirect(url_for("accounts.proof", next=_ours(goes_to)), 303)


def second_proof_given(
    how: str, goes_to: str = "", typed: kept.Typed | None = None
) -> ResponseReturnValue:
    """End a second proof that succeeded: they are in, or have proved themselves afresh."""
    who = signed_in()
    office = desk().office
    if who is not None and who.is_authenticated:
        with desk().writing() as connection:
            prove_again(connection, office, who.token, how)
        return go_on(who.staff, goes_to, typed, heading=t(say("Thank you")))
    token = None
    if who is not None:
        with desk().writing() as connection:
            token = open_whole(connection, office, who.token, how)
    if who is None or token is None:  # it was ended while they were proving themselves
        from .signing_in import sign_in_page

        return sign_in_page(goes_to=goes_to, typed=typed, status=401)
    let_in(token, who.staff, office.now())
    return go_on(who.staff, goes_to, typed)


def go_on(
    staff: Staff, goes_to: str, typed: kept.Typed | None, *, heading: str = ""
) -> ResponseReturnValue:
    """Go where they wanted to go, with what they had typed there."""
    target = landing(staff, goes_to)
    return _carry_on(target, typed, heading) if typed else redirect(target, 303)


def _ours(goes_to: str) -> str | None:
    """Where they wanted to go, if that is a page of ours."""
    target = safe_next(goes_to)
    return None if target == "/" else target


def landing(staff: Staff, goes_to: str) -> str:
    """Where somebody goes who wanted to go to ``goes_to``, or nowhere we know."""
    target = _ours(goes_to)
    if target is not None:
        return target
    for act, page in _LANDINGS:
        if staff.may(act):
            return url_for(page)
    return url_for("accounts.own")


def _carry_on(target: str, typed: kept.Typed, heading: str) -> Response:
    return show(
        "accounts/carry_on.html",
        title=heading or t(say("You are signed in again")),
        target=target,
        typed=typed,
        show_again=kept.SHOW_AGAIN,
    )
