"""Coming to a referral after sending: with its reference, a code and a word."""

from collections.abc import Iterable

from flask import Response, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.referral.answers import Problem
from portal.referral.drafts import sit_down
from portal.referral.following import follow
from portal.referral.kinds import Raw
from portal.referral.questions.after_sending import FOLLOW
from portal.referral.reference import read
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import page_form, show_fields, summarise
from portal.web.guard import anyone
from portal.web.language import t
from portal.web.shell import render
from portal.web.visits import start_visit

from .coming_back import TOO_MANY, may_try
from .corrections import keep_correction
from .how_things_are import keep_how_things_are
from .seat import CARRY, carried, entry_number
from .standing import keep_message
from .told import keep_objection

_NOT_KNOWN = say(
    "We can't find that reference, code and word together. Check all three and try again"
)


@public.get("/track")
@anyone
def track() -> Response:
    """Ask for the reference, the code and the word."""
    return _ask()


@public.post("/track/again")
@anyone
def track_with_text() -> Response:
    """Ask for them, carrying along what was typed on a page that had closed."""
    return _ask()


@public.post("/track")
@anyone
def track_in() -> BaseResponse:
    """Open it for whoever knows all three. One answer for what is unknown and what is wrong."""
    office = desk().office
    form = page_form(FOLLOW)()
    reading = form.read({}, office.today())
    if reading.problems:
        return _ask(form.raw, reading.problems)
    said = reading.answers
    with desk().writing() as connection:
        allowed = may_try(connection, said["code"])
    if not allowed:
        return _ask(form.raw, wrong=TOO_MANY, status=429)
    with desk().looking() as session:
        found = follow(session, office, read(said["reference"]), said["code"], said["word"])
    if found is None:
        return _ask(form.raw, wrong=_NOT_KNOWN)
    with desk().writing() as connection:
        start_visit(sit_down(connection, office, found))
    return _bring_in()


def _ask(
    raw: Raw | None = None, problems: Iterable[Problem] = (), *, wrong: str = "", status: int = 200
) -> Response:
    problems = list(problems)
    errors = summarise(FOLLOW, problems)
    if wrong:
        errors = [{"text": t(wrong), "href": "#reference"}]
    return render(
        "public/track.html",
        title=t(FOLLOW.title),
        back="/",
        status=status,
        error=bool(errors),
        fields=show_fields(FOLLOW, raw or {}, {}, problems),
        errors=errors,
        typed=carried(),
        csrf=generate_csrf(),
    )


def _bring_in() -> BaseResponse:
    """Do what was asked for on a page whose visit had ended, now that another is open."""
    sent = MultiDict((name.removeprefix(CARRY), value) for name, value in carried())
    to = sent.pop("to", "")
    sent["csrf_token"] = request.form.get("csrf_token", "")
    if to == url_for("public.message_to_hub"):
        return keep_message(sent)
    if to == url_for("public.objection"):
        return keep_objection(sent)
    if to == url_for("public.how_things_are"):
        return keep_how_things_are(sent)
    place = to.removeprefix(f"{url_for('public.my_answers')}/")
    if place and place != to:
        page, _, number = place.partition("/")
        if not number or entry_number(number) is not None:
            return keep_correction(page, entry_number(number), sent)
    # Stopping and erasing are asked again: nobody should do them by coming back.
    return redirect(url_for("public.standing"), 303)
