"""Check a draft's answers, and send them: once, whoever presses and however often."""

from math import ceil
from typing import Any
from uuid import UUID

from flask import Response, abort, redirect, request
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as BaseResponse

from portal.partner import partner, walled, walled_look
from portal.referral import journey
from portal.referral.answers import Problem, explain
from portal.referral.intake import NotReceived
from portal.referral.permissions import Act
from portal.referral.sending_drafts import TooMany, send
from portal.referral.told_twice import sent_before
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN
from portal.web.desk import desk
from portal.web.forms import own_token_check, token_holds
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t

from .seat import Seat, own_organisation, sit
from .showing import show
from .told import parts_told

_TOO_MANY = say(
    "That is as many as we take in so short a time. This one was not sent, and nothing is lost: "
    "the draft is kept. Press Send again after %(moment)s."
)


@partner.get("/drafts/<uuid:draft>/check")
@may(Act.REFER)
def check(draft: UUID) -> BaseResponse:
    """Everything that was said, with a way to change each answer."""
    with walled_look() as session:
        seat = sit(session, draft)
    if seat is None:
        abort(404)
    return show_answers(seat) if is_finished(seat) else redirect(seat.next, 303)


@partner.post("/drafts/<uuid:draft>/check")
@may(Act.REFER)
@own_token_check
def send_draft(draft: UUID) -> BaseResponse:
    """Send it. Sending again, by a colleague or a double click, makes no second referral."""
    with walled() as session:
        seat = sit(session, draft, lock=True)
        if seat is None:
            abort(404)
        if not is_finished(seat):
            return redirect(seat.next, 303)
        if not token_holds(request.form):
            return show_answers(seat, notice=t(PRESS_AGAIN), status=400)
        if sent_before(session, desk().office, seat.draft) is not None:
            return redirect(f"{seat.base}/same", 303)
        organisation = own_organisation(session)
        try:
            made = send(session, desk().office, seat.draft, organisation, current_staff().id)
        except NotReceived as refused:
            return show_answers(seat, refused.problems, status=422)
        except TooMany as refused:
            return try_later(seat, refused)
    return redirect(f"/partner/referrals/{made.receipt.reference}/receipt", 303)


def is_finished(seat: Seat) -> bool:
    if seat.reference or seat.draft.waits:
        return False
    return journey.first_open(seat.questions, seat.draft.answers) is None


def try_later(seat: Seat, refused: TooMany) -> Response:
    moment = current_language().speaker.moment(refused.until)
    answer = show_answers(seat, notice=t(_TOO_MANY, moment=moment), status=429)
    wait = refused.until - desk().office.now()
    answer.headers["Retry-After"] = str(ceil(wait.total_seconds()))
    return answer


def show_answers(seat: Seat, problems: tuple[Problem, ...] = (), **more: Any) -> Response:
    speak = current_language().speaker
    asked = seat.questions.questions
    return show(
        "partner/check.html",
        title=t(say("Check your answers")),
        back="/partner/drafts",
        error=bool(problems),
        parts=parts_told(seat.questions, seat.draft.answers, seat.base),
        errors=[
            {
                "text": explain(problem, asked.get(problem.question), speak),
                "href": _address(seat, problem),
            }
            for problem in problems
        ],
        csrf=generate_csrf(),
        **{"notice": "", **more},
    )


def _address(seat: Seat, problem: Problem) -> str:
    page = seat.questions.page_of.get(problem.question)
    if page is None:
        return "#send"
    return f"{seat.base}/{page.id}{'/1' if page.repeats else ''}?check"
