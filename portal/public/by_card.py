"""Telling the hub something with the code of a card alone, which shows nothing of anybody."""

from collections.abc import Iterable

from flask import Response, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.referral.answers import Problem
from portal.referral.handing_over import NoHandover
from portal.referral.kinds import Raw
from portal.referral.objecting import tell_by_card
from portal.referral.questions.taking_over import BY_CARD, DISAGREE
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, show_fields, summarise, token_holds
from portal.web.guard import anyone
from portal.web.language import t
from portal.web.shell import render

from .coming_back import TOO_MANY
from .yours import NOT_KNOWN, may_try_card

_SAY_SOMETHING = say("Write your message")


@public.get("/yours/message")
@anyone
def by_card() -> Response:
    """Tell the hub something with the code alone. It reads out nothing."""
    return _ask_message()


@public.post("/yours/message")
@anyone
@own_token_check
def told_by_card() -> BaseResponse:
    """Pass it on to the hub, and say so. Nothing of the referral is shown."""
    office = desk().office
    form = page_form(BY_CARD)()
    reading = form.read({}, office.today())
    if not token_holds(request.form):
        return _ask_message(form.raw, notice=t(PRESS_AGAIN))
    said, problems = reading.answers, list(reading.problems)
    objects = said.get("about_it") == DISAGREE
    if not problems and not objects and not said.get("message"):
        problems = [Problem("message", _SAY_SOMETHING, "message")]
    if problems:
        return _ask_message(form.raw, problems)
    with desk().writing() as connection:
        allowed = may_try_card(connection, said["code"])
    if not allowed:
        return _ask_message(form.raw, wrong=TOO_MANY, status=429)
    speak = office.speaker(office.hub.languages[0])
    words = [speak(say("Sent with the code of a card alone. We don’t know who wrote it."))]
    if objects:
        words.append(speak(say("I did not agree to this, or I want it to stop.")))
    text = "\n\n".join([*words, *filter(None, [said.get("message")])])
    try:
        with desk().session() as session:
            tell_by_card(session, office, said["code"], text, objects=objects)
    except NoHandover:
        return _ask_message(form.raw, wrong=NOT_KNOWN)
    return redirect(url_for("public.card_heard"), 303)


@public.get("/yours/thank-you")
@anyone
def card_heard() -> Response:
    """Thank you: it says nothing of what was written, or about whom."""
    return render("public/card_heard.html", title=t(say("Thank you")), neutral=True)


def _ask_message(
    raw: Raw | None = None,
    problems: Iterable[Problem] = (),
    *,
    wrong: str = "",
    notice: str = "",
    status: int = 200,
) -> Response:
    problems = list(problems)
    errors = [{"text": t(wrong), "href": "#code"}] if wrong else summarise(BY_CARD, problems)
    return render(
        "public/by_card.html",
        title=t(BY_CARD.title),
        back=url_for("public.yours"),
        status=status,
        neutral=True,
        error=bool(errors),
        errors=errors,
        notice=notice,
        fields=show_fields(BY_CARD, raw or {}, {}, problems),
        csrf=generate_csrf(),
    )
