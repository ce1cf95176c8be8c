"""The equality questions: optional, after sending, and kept apart from it."""

from uuid import UUID

from flask import Response, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.referral.answers import Problem
from portal.referral.equality import keep_equality_answers, new_sheet
from portal.referral.kinds import Raw
from portal.referral.questions.question import Page
from portal.web.desk import desk
from portal.web.forms import page_form, show_fields, summarise
from portal.web.guard import anyone
from portal.web.language import t
from portal.web.shell import render

from .followed import followed


@public.get("/refer/equality")
@anyone
def equality() -> Response:
    """Ask, and say why; all of it may be skipped."""
    with followed():
        return _ask(new_sheet())


@public.post("/refer/equality")
@anyone
def equality_answers() -> BaseResponse:
    """Keep what was answered, with nothing that leads back here."""
    office = desk().office
    form = page_form(_page())()
    reading = form.read({}, office.today())
    sheet = _sheet()
    if reading.problems:
        return _ask(sheet, form.raw, reading.problems)
    with followed(change=True) as here:
        keep_equality_answers(here.session, office, sheet, reading.answers)
    return redirect(url_for("public.end"), 303)


def _ask(sheet: UUID, raw: Raw | None = None, problems: tuple[Problem, ...] = ()) -> Response:
    page = _page()
    return render(
        "public/equality.html",
        title=t(page.title),
        back=url_for("public.copy"),
        error=bool(problems),
        lead=[t(text) for text in page.lead],
        fields=show_fields(page, raw or {}, {}, problems),
        errors=summarise(page, problems),
        sheet=sheet,
        csrf=generate_csrf(),
    )


def _page() -> Page:
    return desk().office.equality.pages[0]


def _sheet() -> UUID:
    """The sheet's own number, which makes sending it twice the same as once."""
    try:
        return UUID(request.form.get("sheet", ""), version=4)
    except ValueError:
        return new_sheet()
