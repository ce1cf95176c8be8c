"""What a person may ask at any time: stop it, take away everything held, have it erased."""

from collections.abc import Iterable
from typing import Any

from flask import Response, redirect, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as BaseResponse

from portal.documents.everything import everything, everything_data
from portal.public import public
from portal.referral.following import ask_erasure, stop
from portal.referral.handing_on.told_on import ToldOn
from portal.referral.lifecycle import Move, Stage, possible
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.guard import anyone
from portal.web.language import current_language, t
from portal.web.shell import render

from .followed import Followed, followed
from .papers import all_held, as_data, as_file
from .referrers import seen_by


@public.get("/track/referral/withdrawal")
@anyone
def withdrawal() -> BaseResponse:
    """Ask once more before stopping, and say what that does."""
    with followed() as here:
        if not _can_stop(here):
            return redirect(url_for("public.standing"), 303)
        followers = seen_by(here)
        told = [each for each in here.told_on if each.taken_back is None]
    return _confirm(
        "public/withdrawal.html",
        t(say("Stop this")),
        followers=followers,
        to_stop=_names(each for each in told if each.follows),
        to_keep=_names(each for each in told if not each.follows),
    )


@public.post("/track/referral/withdrawal")
@anyone
def withdraw() -> BaseResponse:
    """Stop it. Stopping twice is stopping once."""
    with followed(change=True) as here:
        if _can_stop(here):
            stop(here.session, desk().office, here.referral)
        told = any(each.stopped for each in here.told_on)
    return redirect(url_for("public.standing", done="stopped_all" if told else "stopped"), 303)


@public.get("/track/referral/erasure")
@anyone
def erasure() -> BaseResponse:
    """Ask once more before asking for erasure, and say what that does."""
    with followed() as here:
        if here.referral.erasure_asked_at is not None:
            return redirect(url_for("public.standing"), 303)
        can_stop = _can_stop(here)
    return _confirm("public/erasure.html", t(say("Erase everything")), can_stop=can_stop)


@public.post("/track/referral/erasure")
@anyone
def erase() -> BaseResponse:
    """Ask for erasure, once."""
    with followed(change=True) as here:
        ask_erasure(here.session, desk().office, here.referral)
    return redirect(url_for("public.standing", done="erasure"), 303)


@public.get("/track/referral/everything")
@anyone
def all_of_it() -> Response:
    """Everything held: as a document to read, or as data."""
    with followed():
        return render(
            "public/everything.html",
            title=t(say("Everything we hold about you")),
            back=url_for("public.standing"),
        )


@public.get("/track/referral/everything.pdf")
@anyone
def all_as_pdf() -> Response:
    """Everything held, to read."""
    office = desk().office
    with followed() as here:
        document = everything(
            office.hub,
            current_language().speaker,
            all_held(here),
            questions=office.questions,
            made=office.now(),
        )
    return as_file(document)


@public.get("/track/referral/everything.json")
@anyone
def all_as_data() -> Response:
    """Everything held, as data for another program."""
    office = desk().office
    with followed() as here:
        data = everything_data(office.hub, all_held(here), made=office.now())
        name = f"everything-{here.referral.reference}.json"
    return as_data(data, name)


def _can_stop(here: Followed) -> bool:
    return Move.WITHDRAW in possible(Stage(here.case.stage))


def _names(told: Iterable[ToldOn]) -> list[str]:
    return list(dict.fromkeys(each.name for each in told))


def _confirm(template: str, title: str, **context: Any) -> Response:
    return render(
        template, title=title, back=url_for("public.standing"), csrf=generate_csrf(), **context
    )
