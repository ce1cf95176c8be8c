"""Doing something about a referral: each action has a page that asks, and an address that does."""

import logging
from collections.abc import Sequence

from flask import Response, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import NotFound

from portal.hub import hub
from portal.referral.answers import Problem
from portal.referral.kinds import OneOf, Raw
from portal.referral.lifecycle import MoveRefused
from portal.referral.moving import ChangedMeanwhile
from portal.referral.questions.question import Page
from portal.referral.words import say
from portal.storage.errors import StorageProblem, why
from portal.web.desk import desk
from portal.web.errors import error_page
from portal.web.forms import page_form
from portal.web.guard import current_staff, may

from .action import Action, Said, Unfit
from .action_page import NOT_NOW, Basis, asked, show_action
from .actions import ACTIONS, is_offered
from .looking import load

log = logging.getLogger("portal")

_CHANGED = say(
    "This referral changed after you opened it. Nothing of yours was saved. See how it stands "
    "now, and send yours again if it is still right."
)
_NOT_KEPT = say("This was not saved: our records are busy. Wait a moment, then send it again.")
_AGAIN = say("This is what you wrote before. It has not been sent or saved yet.")


class NotOffered(ValueError):
    """An action that can't be done as the referral stands."""


def _answer(action: Action, reference: str) -> ResponseReturnValue:
    if request.method == "POST":
        return _act(action, reference)
    return show_action(action, reference, _chosen(asked(action, reference)))


def _chosen(page: Page) -> Raw:
    """What a link that leads here chose already: only from our own answers, never typed words."""
    choices = (each.id for each in page.questions if isinstance(each.kind, OneOf))
    return {name: request.args.getlist(name) for name in choices if name in request.args}


def _act(action: Action, reference: str) -> ResponseReturnValue:
    """Do it; or show the page again, with what was typed and why it was not done."""
    form, basis = page_form(asked(action, reference))(), Basis.sent()
    if request.form.get("typed_before"):
        return show_action(action, reference, form.raw, notice=_again(action))
    reading = form.read({}, desk().office.today())
    if reading.problems:
        return _wrong(action, reference, form.raw, reading.problems, basis)
    try:
        leads = _do(action, reference, basis.version, reading.answers)
    except Unfit as error:
        return _wrong(action, reference, form.raw, error.problems, basis)
    except ChangedMeanwhile:
        return show_action(action, reference, form.raw, notice=_CHANGED, status=409)
    except (MoveRefused, NotOffered):
        return show_action(action, reference, form.raw, notice=NOT_NOW, status=409)
    except (SQLAlchemyError, StorageProblem) as error:
        log.error("storage failed: %s %s at %s", why(error), type(error).__name__, request.endpoint)
        return show_action(action, reference, form.raw, notice=_NOT_KEPT, status=503, basis=basis)
    if leads is None:
        flash(action.done)
    return redirect(leads or url_for("hub.referral", reference=reference), 303)


def _wrong(
    action: Action, reference: str, typed: Raw, problems: Sequence[Problem], basis: Basis
) -> Response:
    return show_action(action, reference, typed, problems=problems, status=422, basis=basis)


def _again(action: Action) -> str:
    return _AGAIN if action.page else ""


def _do(action: Action, reference: str, version: int, said: Said) -> str | None:
    """Do it in one transaction, which an exception undoes; gives where it leads."""
    staff = current_staff()
    with desk().session() as session:
        referral = load(session, reference, lock=True)
        mine_already = action.noun == "owner" and referral.owner_id == staff.id
        if not (mine_already or is_offered(action, referral, staff)):
            raise NotOffered
        return action.do(session, desk().office, referral, staff, version, said)


@hub.errorhandler(CSRFError)
def token_too_old(error: CSRFError) -> ResponseReturnValue:
    """A form from before this session: somebody signed in again meanwhile. Show it, filled in."""
    action = ACTIONS.get(request.path.rpartition("/")[2])
    view = request.view_args or {}
    same_site = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    if action is None or "reference" not in view or not same_site:
        return error_page(400)
    if not current_user.is_authenticated:
        return _sign_in_first()
    if not current_staff().may(action.act):
        return error_page(404)
    reference = view["reference"]
    try:
        typed = page_form(asked(action, reference))().raw
        return show_action(
            action, reference, typed, notice=_again(action), status=400, basis=Basis.sent()
        )
    except NotFound:  # let through here, nobody would answer it
        return error_page(404)


def _sign_in_first() -> ResponseReturnValue:
    answer: ResponseReturnValue = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
    return answer


def _route(action: Action) -> None:
    @may(action.act)
    def view(reference: str) -> ResponseReturnValue:
        return _answer(action, reference)

    hub.add_url_rule(
        f"/referrals/<reference>/{action.noun}", action.noun, view, methods=["GET", "POST"]
    )


for _action in ACTIONS.values():
    _route(_action)
