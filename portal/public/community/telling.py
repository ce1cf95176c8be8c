"""The short referral of a neighbour who agreed: one topic a page, in a draft of this browser's.

There is no way back to it later: it takes five minutes, and holds nothing of the group's own.
"""

from flask import Response, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Connection
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.public.seat import held
from portal.referral import drafts, journey
from portal.referral.answers import put
from portal.referral.conditions import Answers
from portal.referral.draft_body import Held
from portal.referral.journey import Step
from portal.referral.origins import Origin
from portal.referral.questions import QuestionSet
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN, Asking, overtaken, show_step
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, token_holds
from portal.web.guard import anyone
from portal.web.language import t
from portal.web.shell import render


def questions() -> QuestionSet:
    """What a group is asked: nothing else can be stored, whatever is sent."""
    return desk().office.journeys[Origin.COMMUNITY]


def seated(connection: Connection, *, lock: bool = False) -> Held | None:
    """The draft about somebody else that this browser holds open, or None."""
    return held(connection, lock=lock, journey=Origin.COMMUNITY)


@public.get("/community/refer")
@anyone
def community_next() -> BaseResponse:
    """Lead to the first page that is still open, or to checking the answers."""
    with desk().reading() as connection:
        draft = seated(connection)
    return redirect(address_of_next(draft), 303) if draft else over()


@public.get("/community/refer/<page>")
@anyone
def community_ask(page: str) -> BaseResponse:
    """Show one page."""
    with desk().reading() as connection:
        draft = seated(connection)
    if draft is None:
        return over()
    step = _step(draft, page)
    if step is None:
        return redirect(address_of_next(draft), 303)
    return show_step(_asking(draft.answers, step), draft.answers)


@public.post("/community/refer/<page>")
@anyone
@own_token_check
def community_answer(page: str) -> BaseResponse:
    """Read one page and keep its answers; or show it again with what is wrong."""
    office = desk().office
    with desk().writing() as connection:
        draft = seated(connection, lock=True)
        if draft is None:
            return over()
        step = _step(draft, page)
        if step is None:
            return redirect(address_of_next(draft), 303)
        form = page_form(step.page)()
        reading = form.read(draft.answers, office.today())
        notice, status = _stopped_by(step, draft, reading.answers)
        if not reading.problems and not notice:
            answers = put(draft.answers, step, reading.answers)
            kept = drafts.save(connection, office, draft, answers)
            return redirect(_onward(kept, step), 303)
    return show_step(
        _asking(draft.answers, step),
        draft.answers,
        raw=form.raw,
        problems=reading.problems,
        notice=notice,
        status=422 if reading.problems else status,
    )


def _stopped_by(step: Step, draft: Held, found: Answers) -> tuple[str, int]:
    """Why a page is not kept although its answers may be right, with the status that says so."""
    if not token_holds(request.form):
        return t(PRESS_AGAIN), 400
    seen = request.form.get("seen", "")
    changed = overtaken(step, step.given(draft.answers), found, seen)
    return (changed, 409) if changed else ("", 200)


def _step(draft: Held, page: str) -> Step | None:
    if draft.referral_id is not None:
        return None
    return journey.find(questions(), draft.answers, page, None)


def _asking(answers: Answers, step: Step) -> Asking:
    earlier = journey.before(questions(), answers, step)
    if "check" in request.args:
        back = url_for("public.community_check")
    else:
        back = _address(earlier) if earlier else url_for("public.community")
    return Asking(step, back, can_save=False)


def _onward(draft: Held, step: Step) -> str:
    following = journey.after(questions(), draft.answers, step)
    if "check" in request.args or following is None:
        return address_of_next(draft)
    return _address(following)


def _address(step: Step) -> str:
    return url_for("public.community_ask", page=step.page.id)


def address_of_next(draft: Held) -> str:
    """The first page still open; then checking the answers; then what was sent."""
    if draft.referral_id is not None:
        return url_for("public.community_sent")
    step = journey.first_open(questions(), draft.answers)
    return _address(step) if step else url_for("public.community_check")


def over() -> Response:
    """The page for a visit that has ended."""
    return render(
        "public/community/closed.html",
        title=t(say("This was closed")),
        csrf=generate_csrf(),
    )
