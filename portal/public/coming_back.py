"""Saving and coming back: a code in words and a word of one's own, no account and no email."""

from collections.abc import Iterable

from flask import Response, redirect, session, url_for
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Connection
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.referral import drafts, journey, limits
from portal.referral.answers import Problem, read_page
from portal.referral.codewords import read_code
from portal.referral.coming_again import knows_word
from portal.referral.draft_body import AGREED, Held
from portal.referral.kinds import Raw
from portal.referral.origins import Origin
from portal.referral.questions.way_back import CHOOSE_WORD, COME_BACK
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import page_form, show_fields, summarise
from portal.web.guard import anyone
from portal.web.language import t
from portal.web.shell import render
from portal.web.visitor import visitor
from portal.web.visits import end_visit, start_visit

from .journey import address_of_next, bring_in
from .seat import carried, closed, held

TOO_MANY = say(
    "Too many tries. Wait fifteen minutes, then try again. Or ring us and we will help you"
)
SAME_WORD = say("Choose another word. The one you agreed is known to somebody else")
_NOT_KNOWN = say("We can't find that code and word together. Check both and try again")


@public.get("/refer/save")
@anyone
def save() -> BaseResponse:
    """Choose a word; or, once it is chosen, see the code that goes with it: on the receipt, after
    sending."""
    with desk().reading() as connection:
        draft = held(connection)
    if draft is None:
        return closed()
    if draft.referral_id is not None:
        return redirect(way_back_on_receipt(), 303)
    return _show_code(draft) if draft.code and AGREED not in draft.again else _ask_word(draft)


@public.post("/refer/save")
@anyone
def keep_word() -> BaseResponse:
    """Set the word, and show the code. Once it was sent, the word that it has stays."""
    office = desk().office
    form = page_form(CHOOSE_WORD)()
    reading = form.read({}, office.today())
    with desk().writing() as connection:
        draft = held(connection, lock=True)
        if draft is None:
            return closed()
        if draft.referral_id is not None and draft.code:
            return redirect(way_back_on_receipt("kept"), 303)
        if reading.problems:
            return _ask_word(draft, reading.problems, form.raw)
        if knows_word(connection, draft, reading.answers["own_word"]):
            return _ask_word(draft, [Problem("own_word", SAME_WORD, "own_word")], form.raw)
        drafts.give_way_back(connection, office, draft, reading.answers["own_word"])
    return redirect(url_for("public.save"), 303)


def way_back_on_receipt(code: str = "") -> str:
    """The address at which the receipt says how to come back. ``kept`` for a word that stayed."""
    return url_for("public.receipt", code=code) + "#come-back"


def _ask_word(draft: Held, problems: Iterable[Problem] = (), raw: Raw | None = None) -> Response:
    finished = journey.first_open(desk().office.journeys[Origin.SELF], draft.answers) is None
    only_here = draft.answers.get("contact_ways") == ["here"]
    return render(
        "public/choose_word.html",
        title=t(CHOOSE_WORD.title),
        back="/refer" if not finished else None,
        error=bool(problems),
        fields=show_fields(CHOOSE_WORD, raw or {}, {}, problems),
        errors=summarise(CHOOSE_WORD, problems),
        can_skip=finished and not only_here,
        csrf=generate_csrf(),
    )


def _show_code(draft: Held) -> Response:
    return render(
        "public/your_code.html",
        title=t(say("Your code")),
        code=draft.code,
        days=desk().office.hub.retention.draft_days,
        onward=address_of_next(draft),
        finished=journey.first_open(desk().office.journeys[Origin.SELF], draft.answers) is None,
    )


@public.get("/return")
@anyone
def come_back() -> Response:
    """Ask for the code and the word."""
    return _ask_code()


@public.post("/return/again")
@anyone
def come_back_with_text() -> Response:
    """Ask for the code and the word, carrying along what was typed on a page that had closed."""
    return _ask_code()


@public.post("/return")
@anyone
def open_again() -> BaseResponse:
    """Open the draft for whoever knows code and word. One answer for unknown and for wrong."""
    office = desk().office
    form = page_form(COME_BACK)()
    reading = read_page(COME_BACK, form.raw, {}, office.today())
    if reading.problems:
        return _ask_code(form.raw, summarise(COME_BACK, reading.problems), reading.problems)
    code, word = reading.answers["code"], reading.answers["word"]
    with desk().writing() as connection:
        allowed = may_try(connection, code)
    if not allowed:
        return _ask_code(form.raw, [{"text": t(TOO_MANY), "href": "#code"}], status=429)
    with desk().reading() as connection:
        found = drafts.recognise(connection, office, code, word)
    if found is None:
        return _ask_code(form.raw, [{"text": t(_NOT_KNOWN), "href": "#code"}])
    with desk().writing() as connection:
        start_visit(drafts.sit_down(connection, office, found))
    return bring_in() if carried() else redirect(url_for("public.go_on"), 303)


def may_try(connection: Connection, code: str) -> bool:
    """Count a try at ``code`` from this address; False when either has had too many."""
    office = desk().office
    whose = (f"code:{read_code(code)}", visitor())
    # Both are counted, whatever the first one says.
    tries = [limits.count_try(connection, office, limits.COME_BACK, each) for each in whose]
    return all(tries)


def _ask_code(
    raw: Raw | None = None,
    errors: list[dict[str, str]] | None = None,
    problems: Iterable[Problem] = (),
    status: int = 200,
) -> Response:
    return render(
        "public/return.html",
        status=status,
        title=t(COME_BACK.title),
        back="/",
        error=bool(errors),
        fields=show_fields(COME_BACK, raw or {}, {}, problems),
        errors=errors or [],
        typed=carried(),
        csrf=generate_csrf(),
    )


@public.route("/leave", methods=["GET", "POST"])
@anyone
def leave() -> BaseResponse:
    """Leave at once for an ordinary page; afterwards Back shows nothing of what was here."""
    token = end_visit()
    session.clear()
    if token is not None:
        with desk().writing() as connection:
            drafts.leave(connection, desk().office, token)
    answer = redirect(desk().office.hub.safe_site, 303)
    answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer
