"""How are things now? Six numbers that the person may give, or leave out, after sending."""

from collections.abc import Iterable

from flask import Response, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.referral.answers import Problem
from portal.referral.distance import Point, asked_now, say_how_things_are
from portal.referral.kinds import Raw
from portal.referral.questions.distance import HOW_THINGS_ARE
from portal.web.answering import PRESS_AGAIN
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, show_fields, summarise, token_holds
from portal.web.guard import anyone
from portal.web.language import t
from portal.web.shell import render

from .followed import followed


@public.get("/track/referral/how-things-are")
@anyone
def how_things_are() -> BaseResponse:
    """Ask, if there is something to ask now; each number, and all of them, may be left out."""
    with followed() as here:
        point = asked_now(here.session, here.case)
    return redirect(url_for("public.standing"), 303) if point is None else _ask(point)


@public.post("/track/referral/how-things-are")
@anyone
@own_token_check
def things_told() -> BaseResponse:
    """Keep the numbers."""
    return keep_how_things_are(request.form)


def keep_how_things_are(sent: MultiDict[str, str]) -> BaseResponse:
    """Keep what ``sent`` says; or show the page again with what is wrong. Sending it twice, or
    when it is not asked any more, changes nothing."""
    office = desk().office
    form = page_form(HOW_THINGS_ARE)(sent)
    reading = form.read({}, office.today())
    with followed(change=True) as here:
        point = asked_now(here.session, here.case)
        if point is None or point != sent.get("point"):
            return redirect(url_for("public.standing"), 303)
        if not token_holds(sent):
            return _ask(point, form.raw, notice=t(PRESS_AGAIN))
        if reading.problems and "skip" not in sent:
            return _ask(point, form.raw, reading.problems)
        scores = {} if "skip" in sent else reading.answers
        say_how_things_are(here.session, office, here.case, point, scores)
    told = any(each is not None for each in scores.values())
    return redirect(url_for("public.standing", done="things" if told else "skipped"), 303)


def _ask(
    point: Point, raw: Raw | None = None, problems: Iterable[Problem] = (), *, notice: str = ""
) -> Response:
    problems = list(problems)
    return render(
        "public/how_things_are.html",
        title=t(HOW_THINGS_ARE.title),
        back=url_for("public.standing"),
        error=bool(problems),
        notice=notice,
        lead=[t(text) for text in HOW_THINGS_ARE.lead],
        fields=show_fields(HOW_THINGS_ARE, raw or {}, {}, problems),
        errors=summarise(HOW_THINGS_ARE, problems),
        point=point,
        csrf=generate_csrf(),
    )
