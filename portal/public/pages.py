"""The pages that say what this is: start, help now, how it works, privacy and the like."""

from datetime import date
from typing import NamedTuple

from flask import Response, abort, current_app, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.referral.words import say
from portal.web.guard import anyone
from portal.web.language import COOKIE, Language, current_language, offered_languages, safe_next, t
from portal.web.shell import render

YEAR = 365 * 24 * 60 * 60


class Words(NamedTuple):
    """One page of words: its template, its title and the day its facts were last checked."""

    template: str
    title: str
    checked: date
    back: str | None = "/"


PAGES = {
    "/": Words(
        "start", say("Something happened. You choose what comes next"), date(2026, 11, 22), None
    ),
    "/help-now": Words("help_now", say("Help now"), date(2026, 11, 22)),
    "/how-this-works": Words("how_this_works", say("How this works"), date(2026, 11, 22)),
    "/privacy": Words("privacy", say("Privacy"), date(2026, 11, 22)),
    "/cookies": Words("cookies", say("Cookies"), date(2026, 11, 22)),
    "/accessibility": Words("accessibility", say("Accessibility"), date(2026, 11, 22)),
    "/contact": Words("contact", say("Contact us"), date(2026, 11, 22)),
}


@anyone
@anyone
def _show() -> Response:
    words = PAGES[request.path]
    language = current_language()
    return render(
        f"public/{words.template}.html",
        title=t(words.title),
        back=words.back,
        checked=language.speaker.day(words.checked),
    )


for _path, _words in PAGES.items():
    public.add_url_rule(_path, f"page_{_words.template}", _show)


@public.get("/language/<code>")
@anyone
@anyone
def language(code: str) -> BaseResponse:
    """Remember the language, in a cookie, and go back to the page it was chosen on."""
    known: dict[str, Language] = {each.code: each for each in offered_languages()}
    if code not in known:
        abort(404)
    response = redirect(safe_next(request.args.get("next")), 303)
    response.set_cookie(
        COOKIE,
        code,
        max_age=YEAR,
        path="/",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response
