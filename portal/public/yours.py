"""Taking over what somebody else told: with the code of a card and the word that was agreed.

The code stands after the # of the card's link, which no browser sends and no log keeps. Neither
the link nor looking uses it up: only choosing a word of one's own does.
"""

from collections.abc import Iterable

from flask import Response, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Connection
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.referral import limits
from portal.referral.answers import Problem
from portal.referral.codewords import read_code
from portal.referral.handing_over import NoHandover, Opened, SameWord, look, take
from portal.referral.kinds import Raw
from portal.referral.questions.taking_over import TAKE_OVER
from portal.referral.questions.way_back import CHOOSE_WORD
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, show_fields, summarise, token_holds
from portal.web.guard import anyone
from portal.web.language import current_language, t
from portal.web.shell import render
from portal.web.visitor import visitor
from portal.web.visits import start_visit

from .coming_back import SAME_WORD, TOO_MANY

NOT_KNOWN = say(
    "We can't open anything with that. Check what you typed. It may be too old or used already: "
    "then ring us and we will help you"
)


@public.get("/yours")
@anyone
def yours() -> Response:
    """Ask for code and word: the page's script fills in the code of a link."""
    return _ask()


@public.post("/yours")
@anyone
@own_token_check
def opened() -> BaseResponse:
    """Ask for a word of their own; or show once more what was typed, with one answer for all that
    opens nothing."""
    found = _look()
    return _ask_word(found) if isinstance(found, Opened) else found


@public.post("/yours/word")
@anyone
@own_token_check
def taken() -> BaseResponse:
    """Take it over with a word of one's own. The browser then holds it open."""
    found = _look()
    if not isinstance(found, Opened):
        return found
    office = desk().office
    form = page_form(CHOOSE_WORD)()
    reading = form.read({}, office.today())
    if reading.problems:
        return _ask_word(found, form.raw, reading.problems)
    try:
        with desk().session() as session:
            got = take(session, office, found, reading.answers["own_word"], current_language().code)
    except SameWord:
        return _ask_word(found, form.raw, [Problem("own_word", SAME_WORD, "own_word")])
    except NoHandover:
        return _ask(page_form(TAKE_OVER)().raw, wrong=NOT_KNOWN)
    start_visit(got.visit)
    return redirect(url_for("public.told_way_back"), 303)


def _look() -> Opened | BaseResponse:
    """What code and word of this request open; or the page that asks for them once more."""
    office = desk().office
    form = page_form(TAKE_OVER)()
    reading = form.read({}, office.today())
    if not token_holds(request.form):
        return _ask(form.raw, notice=t(PRESS_AGAIN))
    if reading.problems:
        return _ask(form.raw, reading.problems)
    code, agreed = reading.answers["code"], reading.answers["agreed"]
    with desk().writing() as connection:
        allowed = may_try_card(connection, code)
    if not allowed:
        return _ask(form.raw, wrong=TOO_MANY, status=429)
    try:
        with desk().looking() as session:
            return look(session, office, code, agreed)
    except NoHandover:
        return _ask(form.raw, wrong=NOT_KNOWN)


def may_try_card(connection: Connection, code: str) -> bool:
    """Count a try with ``code`` from this address; False when either has had too many."""
    card = f"code:{read_code(code)}"
    counted = (
        (limits.TAKE_OVER, card),
        (limits.TAKE_OVER_DAY, card),
        (limits.TAKE_OVER_EVER, card),
        (limits.TAKE_OVER, visitor()),
    )
    # All are counted, whatever the first one says.
    return False not in [limits.count_try(connection, desk().office, *each) for each in counted]


def _ask(
    raw: Raw | None = None,
    problems: Iterable[Problem] = (),
    *,
    wrong: str = "",
    notice: str = "",
    status: int = 200,
) -> Response:
    problems = list(problems)
    errors = [{"text": t(wrong), "href": "#code"}] if wrong else summarise(TAKE_OVER, problems)
    return render(
        "public/yours.html",
        title=t(TAKE_OVER.title),
        status=status,
        neutral=True,
        error=bool(errors),
        errors=errors,
        notice=notice,
        fields=show_fields(TAKE_OVER, raw or {}, {}, problems),
        csrf=generate_csrf(),
    )


def _ask_word(found: Opened, raw: Raw | None = None, problems: Iterable[Problem] = ()) -> Response:
    problems = list(problems)
    return render(
        "public/yours_word.html",
        title=t(say("Make it yours")),
        neutral=True,
        error=bool(problems),
        errors=summarise(CHOOSE_WORD, problems),
        fields=show_fields(CHOOSE_WORD, raw or {}, {}, problems),
        code=read_code(request.form.get("code", "")),
        agreed=found.agreed,
        csrf=generate_csrf(),
    )
