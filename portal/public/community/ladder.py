"""Where a community group begins: what this is, and whether the person knows and agrees."""

from collections.abc import Iterable

from flask import Response, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Connection
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.public.seat import held
from portal.referral import drafts
from portal.referral.answers import Problem
from portal.referral.community_invitations import Rung
from portal.referral.kinds import Raw
from portal.referral.origins import Origin
from portal.referral.questions.community_groups import LADDER
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, show_fields, summarise, token_holds
from portal.web.guard import anyone
from portal.web.language import current_language, t
from portal.web.shell import render
from portal.web.visits import start_visit, visit_token

_YOURS_IS_OPEN = say(
    "You have started to tell us something of your own in this browser. Get a code for it first, "
    "or you lose it. To go on without it, press the button again."
)
ONWARD = {
    Rung.TOLD: "public.community_told",
    Rung.NOT_TOLD: "public.community_not_told",
    Rung.UNSAFE: "public.community_unsafe",
}


@public.get("/community")
@anyone
def community() -> Response:
    """What this is for, and the question on which everything else depends."""
    return _show()


@public.post("/community")
@anyone
@own_token_check
def community_rung() -> BaseResponse:
    """Go where the answer leads; only for somebody who agrees is anything begun."""
    form = page_form(LADDER)()
    reading = form.read({}, desk().office.today())
    if reading.problems:
        return _show(form.raw, reading.problems, status=422)
    if not token_holds(request.form):
        return _show(form.raw, notice=t(PRESS_AGAIN))
    rung = Rung(reading.answers["knows"])
    with desk().writing() as connection:
        if rung is not Rung.AGREED:
            _let_go(connection)
            return redirect(url_for(ONWARD[rung]), 303)
        if "anyway" not in request.form and _would_lose(connection):
            return _show(form.raw, notice=t(_YOURS_IS_OPEN), anyway=True, status=409)
        _begin(connection)
    return redirect(url_for("public.community_next"), 303)


@public.get("/community/thanks")
@anyone
def community_thanks() -> Response:
    """Thank whoever was caught, and say whom to ring if that was a mistake."""
    return render("public/community/thanks.html", title=t(say("Thank you")))


def _begin(connection: Connection) -> None:
    """An empty draft, in place of what was open of another person."""
    _let_go(connection)
    office = desk().office
    start_visit(drafts.begin(connection, office, current_language().code, Origin.COMMUNITY))


def _let_go(connection: Connection) -> None:
    """Keep nothing that was told and not sent: whoever it is about has not agreed, after all."""
    token, told = visit_token(), held(connection, journey=Origin.COMMUNITY)
    if token is not None and told is not None and told.referral_id is None:
        drafts.leave(connection, desk().office, token)


def _would_lose(connection: Connection) -> bool:
    """Whether something of this person's own is open here, with no way back to it."""
    own = held(connection)
    return bool(own and own.referral_id is None and own.answers and not own.code)


def _show(
    raw: Raw | None = None,
    problems: Iterable[Problem] = (),
    *,
    notice: str = "",
    anyway: bool = False,
    status: int = 200,
) -> Response:
    problems = list(problems)
    with desk().reading() as connection:
        draft = held(connection, journey=Origin.COMMUNITY)
    return render(
        "public/community/start.html",
        title=t(say("For community groups")),
        back="/",
        status=status,
        error=bool(problems),
        notice=notice,
        anyway=anyway,
        started=draft is not None and draft.referral_id is None,
        fields=show_fields(LADDER, raw or {}, {}, problems),
        errors=summarise(LADDER, problems),
        csrf=generate_csrf(),
    )
