"""When it is not safe to ask the person: whom to ring, and asking the hub to ring back.

Nothing about the person is asked or kept: only who wants to be rung, and when.
"""

from collections.abc import Iterable
from datetime import timedelta

from flask import Response, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.referral import limits
from portal.referral.answers import Problem
from portal.referral.callbacks import ask, ring_by
from portal.referral.kinds import Raw
from portal.referral.questions.community_groups import RING_ME
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, show_fields, summarise, token_holds
from portal.web.guard import anyone
from portal.web.language import current_language, t
from portal.web.shell import render

from .trap import TOO_MANY, caught, thanked, within_limits


@public.get("/community/not-safe")
@anyone
def community_unsafe() -> Response:
    """Whom to ring, and that we can ring you."""
    hub = desk().office.hub
    return render(
        "public/community/not_safe.html",
        title=t(say("Please do not ask them")),
        back=url_for("public.community"),
        safeguarding=hub.safeguarding,
        lines=hub.helplines_for("danger", "abuse", "child"),
    )


@public.get("/community/ring-me")
@anyone
def ring_me() -> Response:
    """Ask who wants to be rung, on which number and when."""
    return _ask()


@public.post("/community/ring-me")
@anyone
@own_token_check
def ring_me_wanted() -> BaseResponse:
    """Keep it, once for each time the page was opened, and say by when we ring."""
    office = desk().office
    form = page_form(RING_ME)()
    reading = form.read({}, office.today())
    if reading.problems:
        return _ask(form.raw, reading.problems, status=422)
    if not token_holds(request.form):
        return _ask(form.raw, notice=t(PRESS_AGAIN))
    if caught():
        return thanked()
    said = dict(reading.answers)
    urgent = said.pop("caller_urgent") == "yes"
    once = request.form.get("once", "")[:100]
    with desk().session() as session:
        connection = session.connection()
        group, phone = said["caller_group"], said["caller_phone"]
        if not within_limits(connection, name=group, contacts=phone):
            return _ask(form.raw, notice=t(TOO_MANY), status=429)
        by = ring_by(office, urgent=urgent)
        # Sending one page twice asks once; the day after, it is a new wish.
        tomorrow = office.now() + timedelta(days=1)
        if not once or limits.use_once(connection, office, "ring_me", once, tomorrow):
            by = ask(session, office, said, urgent=urgent)
    return render(
        "public/community/will_ring.html",
        title=t(say("We will ring you")),
        by=current_language().speaker.moment(by),
        urgent=urgent,
    )


def _ask(
    raw: Raw | None = None,
    problems: Iterable[Problem] = (),
    *,
    notice: str = "",
    status: int = 200,
) -> Response:
    problems = list(problems)
    return render(
        "public/community/ring_me.html",
        title=t(RING_ME.title),
        back=url_for("public.community_unsafe"),
        status=status,
        error=bool(problems),
        notice=notice,
        once=request.form.get("once", "")[:100] or desk().office.chance.token(),
        fields=show_fields(RING_ME, raw or {}, {}, problems),
        errors=summarise(RING_ME, problems),
        csrf=generate_csrf(),
    )
