"""Doing something about a referral: each action has a page that asks, and an address that does."""

import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError

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
from portal.web.forms import page_form, show_fields, summarise
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.shell import render

from .action import Action, Said, Unfit
from .actions import ACTIONS, is_offered, offered
from .banner import contact_rule
from .looking import about, load

log = logging.getLogger("portal")

_NOTHING = Page(id="nothing", title="")

_CHANGED = say(
    "This referral changed after you opened it. Nothing of yours was saved. See how it stands "
    "now, and send yours again if it is still right."
)
_NOT_KEPT = say("This was not saved: our records are busy. Wait a moment, then send it again.")
_NOT_NOW = say("This can't be done as the referral stands now. Nothing was saved.")
_AGAIN = say("This is what you wrote before. It has not been sent or saved yet.")


class NotOffered(ValueError):
    """An action that can't be done as the referral stands."""


def _answer(action: Action, reference: str) -> ResponseReturnValue:
    if request.method == "POST":
        return _act(action, reference)
    return _page(action, reference, _chosen(_asked(action, reference)))


def _chosen(page: Page) -> Raw:
    """What a link that leads here chose already: only from our own answers, never typed words."""
    choices = (each.id for each in page.questions if isinstance(each.kind, OneOf))
    return {name: request.args.getlist(name) for name in choices if name in request.args}


def _act(action: Action, reference: str) -> ResponseReturnValue:
    """Do it; or show the page again, with what was typed and why it was not done."""
    form = page_form(_asked(action, reference))()
    if request.form.get("typed_before"):
        return _page(action, reference, form.raw, notice=_again(action))
    reading = form.read({}, desk().office.today())
    if reading.problems:
        return _page(action, reference, form.raw, problems=reading.problems, status=422)
    try:
        leads = _do(action, reference, _version(), reading.answers)
    except Unfit as error:
        return _page(action, reference, form.raw, problems=error.problems, status=422)
    except ChangedMeanwhile:
        return _page(action, reference, form.raw, notice=_CHANGED, status=409)
    except (MoveRefused, NotOffered):
        return _page(action, reference, form.raw, notice=_NOT_NOW, status=409)
    except (SQLAlchemyError, StorageProblem) as error:
        log.error("storage failed: %s %s at %s", why(error), type(error).__name__, request.endpoint)
        return _page(action, reference, form.raw, notice=_NOT_KEPT, status=503)
    if leads is None:
        flash(action.done)
    return redirect(leads or url_for("hub.referral", reference=reference), 303)


def _asked(action: Action, reference: str) -> Page:
    """What ``action`` asks; nothing of whoever was erased."""
    if not callable(action.page):
        return action.page or _NOTHING
    with desk().looking() as session:
        referral = load(session, reference)
        if referral.erased_at is not None:
            return _NOTHING
        return action.page(session, desk().office, referral, current_staff())


def _version() -> int:
    """The version that the page was made for; one that can't be read is none there ever was."""
    given = request.form.get("version", "")
    return int(given) if re.fullmatch(r"[0-9]{1,9}", given) else 0


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


def _page(
    action: Action,
    reference: str,
    typed: Raw,
    *,
    problems: Sequence[Problem] = (),
    notice: str = "",
    status: int = 200,
) -> Response:
    """The page of one action, with what was typed. An explanation stands where it can't be done."""
    staff, page, office = current_staff(), _asked(action, reference), desk().office
    above: Mapping[str, Any] = {}
    rule = ""
    with desk().looking() as session:
        referral = load(session, reference)
        facts = about(session, referral, current_language().speaker)
        if referral.erased_at is None:
            rule = contact_rule(session, office, referral) if action.reaches else ""
            above = action.show(session, office, referral, staff) if action.show else {}
    can = is_offered(action, referral, staff)
    return render(
        "hub/action.html",
        title=t(action.title),
        status=status,
        error=bool(problems) or status == 409,
        door="hub",
        person=staff.name,
        back=url_for("hub.referral", reference=referral.reference),
        action=action,
        lead=t(action.lead, **facts) if action.lead else "",
        fields=show_fields(page, typed, {}, problems),
        errors=summarise(page, problems),
        notice=t(notice or ("" if can else _NOT_NOW)),
        rule=rule,
        above=above,
        can=can,
        others=[each for each in offered(referral, staff) if each is not action],
        written=next((texts[0] for texts in typed.values() if texts), ""),
        referral=referral,
        facts=facts,
    )


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
        abort(404)
    typed = page_form(_asked(action, view["reference"]))().raw
    return _page(action, view["reference"], typed, notice=_again(action), status=400)


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
