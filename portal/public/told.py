"""What the person sees who took over what somebody else told: who it was, what was said, and what
they can do about it."""

from flask import Response, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.referral.kinds import Raw
from portal.referral.lifecycle import Move, Stage, possible
from portal.referral.messages import messages
from portal.referral.objecting import object_to
from portal.referral.questions.taking_over import OBJECT
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, show_fields, summarise, token_holds
from portal.web.guard import anyone
from portal.web.language import t
from portal.web.shell import render

from .corrections import BASE, still_open
from .followed import Followed, followed
from .referrers import seen_by, who_referred
from .said_by import otherwise, to_change

_I_DID_NOT = say("I did not agree to this.")


@public.get("/track/referral/way-back")
@anyone
def told_way_back() -> BaseResponse:
    """What opens it from now on, for whoever has just made it theirs."""
    with followed() as here:
        if not here.held.code:
            return redirect(url_for("public.standing"), 303)
        return render(
            "public/told_way_back.html",
            title=t(say("It is yours now")),
            reference=here.referral.reference,
            code=here.held.code,
            told=bool(here.referrers),
        )


@public.get("/track/referral/told")
@anyone
def told() -> BaseResponse:
    """Who told us about them, what they said where that is safe, and what can be done about it."""
    with followed() as here:
        who = who_referred(here)
        if not who:
            return redirect(url_for("public.standing"), 303)
        return render(
            "public/told.html",
            title=t(say("Somebody asked us to help you")),
            who=who,
            parts=to_change(
                here.shown, otherwise(here), lambda row: f"{BASE}/{row.step.slug}#{row.question.id}"
            ),
            own=bool(here.own),
            hidden=here.hides,
            still_open=still_open(here.shown),
            can_stop=_can_stop(here),
            followers=seen_by(here),
        )


@public.get("/track/referral/objection")
@anyone
def objection() -> Response:
    """Ask what they would like us to know, and say what comes of it."""
    with followed():
        return _ask_objection()


@public.post("/track/referral/objection")
@anyone
@own_token_check
def objected() -> BaseResponse:
    """Keep that they did not agree: nothing goes out until somebody has looked."""
    return keep_objection(request.form)


def keep_objection(sent: MultiDict[str, str]) -> BaseResponse:
    """Keep the objection in ``sent``, or show its page again with what was typed still in it."""
    office = desk().office
    form = page_form(OBJECT)(sent)
    reading = form.read({}, office.today())
    holds = token_holds(sent)
    with followed(change=True) as here:
        if reading.problems or not holds:
            notice = "" if holds else t(PRESS_AGAIN)
            problems = summarise(OBJECT, reading.problems)
            return _ask_objection(form.raw, problems, notice=notice)
        words = [t(_I_DID_NOT), reading.answers.get("objection")]
        text = "\n\n".join(filter(None, words))
        told_us = messages(here.session, office, here.referral)
        if not told_us or told_us[-1][1] != text:  # pressing twice says it once
            object_to(here.session, office, here.referral, text)
    return redirect(url_for("public.standing", done="objected"), 303)


def _ask_objection(
    raw: Raw | None = None, errors: list[dict[str, str]] | None = None, notice: str = ""
) -> Response:
    return render(
        "public/objection.html",
        title=t(OBJECT.title),
        back=url_for("public.told"),
        error=bool(errors),
        errors=errors or [],
        notice=notice,
        fields=show_fields(OBJECT, raw or {}, {}),
        csrf=generate_csrf(),
    )


def _can_stop(here: Followed) -> bool:
    return Move.WITHDRAW in possible(Stage(here.case.stage))
