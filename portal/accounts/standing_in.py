"""Who usually stands in for oneself."""

from collections.abc import Iterable
from uuid import UUID

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.accounts import accounts
from portal.referral.answers import Problem
from portal.referral.colleagues import colleagues
from portal.referral.kinds import Raw
from portal.referral.owning import NotTheirs
from portal.referral.permissions import Act
from portal.referral.questions.question import Page
from portal.referral.questions.staff_owning import stand_in_page
from portal.referral.records import Account
from portal.referral.standing_in import NotForOneself, set_stand_in
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import page_form, show_fields, summarise, write_fields
from portal.web.guard import current_staff, may
from portal.web.language import t

from . import kept
from .showing import show

_KEPT = say("It is kept who stands in for you.")
_NOT_THEM = say("They can’t stand in for you. Choose somebody else")


@accounts.get("/account/stand-in")
@may(Act.WORK)
def stand_in() -> Response:
    """Ask who stands in for whoever is signed in."""
    with desk().looking() as session:
        usual = session.get_one(Account, current_staff().id).fallback_id
        page = _asked(session)
    return _page(page, write_fields(page, {"whom": str(usual) if usual else None}))


@accounts.post("/account/stand-in")
@may(Act.WORK)
def new_stand_in() -> ResponseReturnValue:
    """Keep who stands in."""
    staff = current_staff()
    if kept.is_shown_again():
        with desk().looking() as session:
            return _page(_asked(session), request.form.to_dict(flat=False))
    with desk().session() as session:
        page = _asked(session)
        form = page_form(page)()
        reading = form.read({}, desk().office.today())
        problems = list(reading.problems)
        if not problems:
            to = reading.answers["whom"]
            account = session.get_one(Account, staff.id)
            try:
                set_stand_in(session, desk().office, account, UUID(to) if to else None, staff)
            except (NotForOneself, NotTheirs):
                problems = [Problem("whom", _NOT_THEM, "whom")]
    if problems:
        return _page(page, form.raw, problems)
    flash(_KEPT)
    return redirect(url_for("accounts.own"), 303)


def _asked(session: Session) -> Page:
    found = colleagues(session, desk().office)
    return stand_in_page(
        (str(each.id), each.name) for each in found if each.id != current_staff().id
    )


def _page(page: Page, typed: Raw, problems: Iterable[Problem] = ()) -> Response:
    problems = tuple(problems)
    return show(
        "accounts/stand_in.html",
        title=t(page.title),
        errors=summarise(page, problems),
        back=url_for("accounts.own"),
        fields=show_fields(page, typed, {}, problems),
    )
