"""Answering the agency's questions in a shared draft: one topic a page, saved at every page."""

from typing import Any
from uuid import UUID

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.partner import partner, walled, walled_look
from portal.referral import journey, shared_drafts
from portal.referral.answers import Problem, put, remove
from portal.referral.conditions import Answers
from portal.referral.draft_body import CARRIED
from portal.referral.journey import Step
from portal.referral.permissions import Act
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN, Asking, overtaken, show_step
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, token_holds
from portal.web.guard import current_staff, may
from portal.web.language import t
from portal.web.typed_before import TYPED_BEFORE, is_shown_again

from .not_kept import not_kept
from .seat import Seat, sit

_MEANWHILE = say(
    "A colleague changed this page meanwhile, or you did in another tab. It says there: "
    "“%(other)s”. "
    "What you wrote here is below. Press the button again to keep what is below."
)


@partner.get("/drafts/<uuid:draft>/<page>", defaults={"number": None})
@partner.get("/drafts/<uuid:draft>/<page>/<int:number>")
@may(Act.REFER)
def ask(draft: UUID, page: str, number: int | None) -> BaseResponse:
    """Show one page of the draft."""
    with walled_look() as session:
        seat = sit(session, draft)
    if seat is None:
        abort(404)
    step = seat.step(page, number)
    if step is None:
        return redirect(seat.next, 303)
    return _show(seat, step)


@partner.post("/drafts/<uuid:draft>/<page>", defaults={"number": None})
@partner.post("/drafts/<uuid:draft>/<page>/<int:number>")
@may(Act.REFER)
@own_token_check
def answer(draft: UUID, page: str, number: int | None) -> BaseResponse:
    """Read one page and keep its answers; or show it again with what is wrong."""
    office = desk().office
    with walled() as session:
        seat = sit(session, draft, lock=True)
        step = seat.step(page, number) if seat else None
        if seat is None or step is None:
            return not_kept(seat, page)
        form = page_form(step.page)()
        reading = form.read(seat.draft.said, office.today())
        problems = [
            each for each in reading.problems if not ("save" in request.form and _missing(each))
        ]
        notice, status = _stopped_by(step, seat, reading.answers)
        if not problems and not notice:
            answers = put(seat.draft.said, step, reading.answers)
            kept = shared_drafts.save(session, office, seat.draft, answers)
            return redirect(_onward(Seat(kept, seat.questions, ""), step), 303)
    if is_shown_again():
        problems = []
    return _show(seat, step, raw=form.raw, problems=problems, notice=notice, status=status or 422)


@partner.post("/drafts/<uuid:draft>/<page>/<int:number>/removal")
@may(Act.REFER)
@own_token_check
def take_out(draft: UUID, page: str, number: int) -> BaseResponse:
    """Take one entry of a repeating page out again."""
    with walled() as session:
        seat = sit(session, draft, lock=True)
        if seat is None:
            abort(404)
        step = seat.step(page, number)
        if step is None:
            return redirect(seat.next, 303)
        if not token_holds(request.form):
            return _show(seat, step, notice=t(PRESS_AGAIN), status=400)
        answers = remove(seat.draft.said, step)
        kept = shared_drafts.save(session, desk().office, seat.draft, answers)
    return redirect(Seat(kept, seat.questions, "").next, 303)


@partner.get("/drafts/<uuid:draft>/<page>/<int:number>/removal")
@may(Act.REFER)
def not_taken_out(draft: UUID, page: str, number: int) -> BaseResponse:
    """Whoever comes here signed in meanwhile: nothing was taken out, so show what would be."""
    return redirect(url_for("partner.ask", draft=draft, page=page, number=number), 303)


def _show(seat: Seat, step: Step, **more: Any) -> BaseResponse:
    answers = seat.draft.said
    return show_step(
        _asking(seat, step), answers, door="partner", person=current_staff().name, **more
    )


def _stopped_by(step: Step, seat: Seat, found: Answers) -> tuple[str, int]:
    """Why a page is not kept although its answers may be right, with the status that says so."""
    if not token_holds(request.form):
        return t(PRESS_AGAIN), 400
    given, seen = step.given(seat.draft.said), request.form.get("seen", "")
    changed = overtaken(step, given, found, seen, _MEANWHILE)
    if changed:
        return changed, 409
    return (t(TYPED_BEFORE), 200) if is_shown_again() else ("", 0)


def _missing(problem: Problem) -> bool:
    return problem.code == "missing"


def _asking(seat: Seat, step: Step) -> Asking:
    answers = seat.draft.said
    entries = len(answers.get(step.page.repeats) or ()) if step.number else 0
    earlier = journey.before(seat.questions, answers, step)
    if seat.draft.waits:
        back = f"{seat.base}/again"
    elif "check" in request.args:
        back = f"{seat.base}/check"
    else:
        back = f"{seat.base}/{earlier.slug}" if earlier else url_for("partner.drafts")
    removal = ""
    if step.number is not None and step.number <= entries:
        removal = f"{seat.base}/{step.slug}/removal"
    return Asking(step, back, removal=removal)


def _onward(seat: Seat, step: Step) -> str:
    """Where to go when a page was kept."""
    if "save" in request.form:
        return url_for("partner.drafts", saved="")
    if "another" in request.form and step.number is not None and step.number < step.page.most:
        return f"{seat.base}/{step.page.id}/{step.number + 1}"
    if "check" in request.args or seat.draft.waits or CARRIED in seat.draft.again:
        return seat.next
    following = journey.after(seat.questions, seat.draft.said, step)
    return f"{seat.base}/{following.slug}" if following else seat.next
