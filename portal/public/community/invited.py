"""Somebody who was handed an invitation: looking at it, and starting from it.

The words of an invitation stand after the # of its link, which browsers send to nobody; the page's
script puts them into the form, or the person types them. Looking never uses it up.
"""

from flask import Response, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Connection
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.public.seat import held
from portal.referral import drafts, limits
from portal.referral.codewords import read_code
from portal.referral.community_invitations import Invited, NoCommunityInvitation, look, start
from portal.referral.questions.community_groups import INVITED, NEEDS
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, show_fields, token_holds
from portal.web.guard import anyone
from portal.web.language import current_language, t
from portal.web.shell import render
from portal.web.visitor import visitor
from portal.web.visits import start_visit

_NOT_FOUND = say("We can't find those words. Check them, or start without them below")
_TOO_MANY = say("Too many tries. Wait fifteen minutes, or start without the words below")
_EMPTY = say("Enter the four words that you were given")


@public.get("/invited")
@anyone
def invited() -> Response:
    """Ask for the words; or let the link's script fill them in."""
    return _ask()


@public.post("/invited")
@anyone
@own_token_check
def invited_look() -> Response:
    """Show what the invitation says. Nothing is kept by it, however often."""
    if not token_holds(request.form):
        return _ask(t(PRESS_AGAIN), status=400)
    found = _look()
    return found if isinstance(found, Response) else _show(found)


@public.post("/invited/start")
@anyone
@own_token_check
def invited_start() -> BaseResponse:
    """Begin a referral of the person's own, with the kind of need only if they keep it."""
    found = _look()
    if isinstance(found, Response):
        return found
    if not token_holds(request.form):
        return _show(found, notice=t(PRESS_AGAIN), status=400)
    try:
        with desk().session() as session:
            start(session, desk().office, _code())
            kept = found.need if "keep_need" in request.form else ""
            _begin(session.connection(), kept)
    except NoCommunityInvitation:
        return _ask(t(_NOT_FOUND), status=404)
    return redirect(url_for("public.go_on"), 303)


def _begin(connection: Connection, need: str) -> None:
    """As at /refer/start: go on with what is open here, or start. What was said stays."""
    office = desk().office
    draft = held(connection, lock=True)
    if draft is None or draft.referral_id is not None:
        start_visit(drafts.begin(connection, office, current_language().code))
        draft = held(connection, lock=True)
    if draft is not None and need and "about" not in draft.answers:
        drafts.save(connection, office, draft, {**draft.answers, "about": need})


def _look() -> Invited | Response:
    """The invitation that this request is about; or the page that asks for it again."""
    office = desk().office
    if not _code():
        return _ask(t(_EMPTY), status=422)
    with desk().writing() as connection:
        if not limits.count_try(connection, office, limits.INVITATION, visitor()):
            return _ask(t(_TOO_MANY), status=429)
    try:
        with desk().looking() as session:
            return look(session, office, _code())
    except NoCommunityInvitation:
        return _ask(t(_NOT_FOUND), status=404)


def _code() -> str:
    """The words as they were typed; the whole link will do too."""
    return read_code(_typed().rpartition("#")[2])


def _typed() -> str:
    return request.form.get("code", "")[:300]


def _show(found: Invited, *, notice: str = "", status: int = 200) -> Response:
    return render(
        "public/community/invited.html",
        title=t(say("You are invited")),
        back=url_for("public.invited"),
        status=status,
        notice=notice,
        need=t(NEEDS.labels.get(found.need, "")),
        code=_code(),
        until=current_language().speaker.day(found.expires),
        csrf=generate_csrf(),
    )


def _ask(error: str = "", *, status: int = 200) -> Response:
    form = page_form(INVITED)()
    shown = show_fields(INVITED, form.raw, {})
    shown[0].error = error
    return render(
        "public/community/enter_words.html",
        title=t(INVITED.title),
        back="/",
        status=status,
        error=bool(error),
        fields=shown,
        errors=[{"text": error, "href": "#code"}] if error else [],
        csrf=generate_csrf(),
    )
