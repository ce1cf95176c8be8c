"""Telling of another matter: what was told before about the person is gone through once more."""

from collections.abc import Iterable
from typing import Any

from flask import Response, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.referral import drafts
from portal.referral.answers import Problem
from portal.referral.coming_again import begin_again, confirmed
from portal.referral.draft_body import Held
from portal.referral.kinds import Raw
from portal.referral.origins import Origin
from portal.referral.questions.coming_again import CONFIRM, STILL_SAFE
from portal.referral.readers import Reader
from portal.referral.summary import Part, summary
from portal.referral.told_before import of_the_person
from portal.web.answering import PRESS_AGAIN
from portal.web.changeable import part_to_change
from portal.web.confirming import SHOWN_BEFORE, form_of, mark_of, to_confirm
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, token_holds
from portal.web.guard import anyone
from portal.web.language import current_language, t
from portal.web.shell import render
from portal.web.visits import start_visit

from .followed import followed
from .guide.carrying import carry_into_draft
from .journey import address_of_next
from .seat import closed, held


@public.post("/track/referral/again")
@anyone
def tell_of_another() -> BaseResponse:
    """Begin to tell of another matter, from what was told before about the person."""
    with followed(change=True) as here:
        language = current_language().code
        token = begin_again(here.session, desk().office, here.held, here.referral, language)
        start_visit(token)
        begun = held(here.session.connection(), lock=True)
        if begun is not None:
            begun = carry_into_draft(here.session.connection(), begun)
    return redirect(address_of_next(begun) if begun is not None else url_for("public.go_on"), 303)


@public.get("/refer/again")
@anyone
def go_through() -> BaseResponse:
    """Show what was told before about the person, to change or to confirm."""
    with desk().reading() as connection:
        draft = held(connection)
    if draft is None:
        return closed()
    leads = address_of_next(draft)
    return _show(draft) if leads == url_for("public.go_through") else redirect(leads, 303)


@public.post("/refer/again")
@anyone
@own_token_check
def gone_through() -> BaseResponse:
    """Take what was shown as confirmed. How to reach them is asked anew where it may not hold."""
    office = desk().office
    form = page_form(CONFIRM)()
    reading = form.read({}, office.today())
    with desk().writing() as connection:
        draft = held(connection, lock=True)
        if draft is None:
            return closed()
        leads = address_of_next(draft)
        if leads != url_for("public.go_through"):
            return redirect(leads, 303)
        if not token_holds(request.form):
            return _show(draft, form.raw, notice=t(PRESS_AGAIN))
        if request.form.get("seen") != mark_of(draft):
            return _show(draft, notice=t(SHOWN_BEFORE), status=409)
        if reading.problems:
            return _show(draft, form.raw, reading.problems, status=422)
        safely = reading.answers["reached_safely"] == STILL_SAFE
        questions = office.journeys[Origin.SELF]
        draft = drafts.keep(connection, office, confirmed(questions, draft, reached_safely=safely))
    return redirect(address_of_next(draft), 303)


def _show(
    draft: Held,
    raw: Raw | None = None,
    problems: Iterable[Problem] = (),
    *,
    notice: str = "",
    status: int = 200,
) -> Response:
    questions = desk().office.journeys[Origin.SELF]
    told = of_the_person(questions, draft.said)
    about, reach = to_confirm(summary(questions, told, Reader.PERSON, current_language().speaker))
    return render(
        "public/again.html",
        title=t(CONFIRM.title),
        status=status,
        notice=notice,
        seen=mark_of(draft),
        csrf=generate_csrf(),
        about=[_to_change(part) for part in about],
        reach=[_to_change(part) for part in reach],
        **form_of(CONFIRM, raw, problems),
    )


def _to_change(part: Part) -> dict[str, Any]:
    return part_to_change(part, lambda row: f"/refer/{row.step.slug}#{row.question.id}")
