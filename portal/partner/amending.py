"""Telling something anew: one page at a time, each with its reason, and each a version that stays.

Nothing waits in between, so nothing can be lost or be half sent: a page that is kept is told.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from flask import Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from portal.partner import partner, walled, walled_look
from portal.referral import journey
from portal.referral.answers import Problem, put
from portal.referral.conditions import Answers
from portal.referral.journey import Step, path
from portal.referral.kinds import Raw
from portal.referral.permissions import Act
from portal.referral.questions.partner_amending import REASON
from portal.referral.questions.question import Page
from portal.referral.readers import Reader
from portal.referral.summary import summary
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN, Asking, overtaken, show_step, title_of
from portal.web.changeable import part_to_change
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, token_holds, write_fields
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.typed_before import TYPED_BEFORE, is_shown_again

from .retelling import base_of, cannot, keep, referral_of
from .showing import show
from .told_here import ToldHere, told_here, versions_of

_MEANWHILE = say(
    "A colleague changed this page meanwhile, or you did in another tab. It says there: "
    "“%(other)s”. "
    "What you wrote here is below. Press the button again to keep what is below."
)


@partner.get("/referrals/<reference>/amendment")
@may(Act.REFER)
def amendment(reference: str) -> BaseResponse:
    """Everything that was told, with a way to change each page."""
    with walled_look() as session:
        here = told_here(session, reference)
        if here.why_not is not None:
            return cannot(here)
        versions = versions_of(session, here.referring)
    speak, base = current_language().speaker, base_of(here)
    opened = journey.first_unanswered(here.questions, here.answers)
    return show(
        "partner/amendment.html",
        title=t(say("Change what you told us")),
        back=referral_of(here),
        reference=here.referring.reference,
        changed="changed" in request.args,
        still_open=f"{base}/{opened.slug}" if opened else "",
        parts=[
            part_to_change(part, lambda row: f"{base}/{row.step.slug}#{row.question.id}")
            for part in summary(here.questions, here.answers, Reader.REFERRER, speak)
        ],
        more=_more(here),
        versions=versions,
    )


@partner.get("/referrals/<reference>/amendment/<page>", defaults={"number": None})
@partner.get("/referrals/<reference>/amendment/<page>/<int:number>")
@may(Act.REFER)
def amended_page(reference: str, page: str, number: int | None) -> BaseResponse:
    """Ask one page again, filled in with what was told, and why it changes."""
    with walled_look() as session:
        here = told_here(session, reference)
    if here.why_not is not None:
        return cannot(here)
    step = here.step(page, number)
    if step is None:
        return redirect(base_of(here), 303)
    raw = write_fields(step.page, step.given(here.answers))
    return _show(here, step, raw=raw | {REASON.id: [here.last_reason]})


@partner.post("/referrals/<reference>/amendment/<page>", defaults={"number": None})
@partner.post("/referrals/<reference>/amendment/<page>/<int:number>")
@may(Act.REFER)
@own_token_check
def amended(reference: str, page: str, number: int | None) -> BaseResponse:
    """Keep the page as a new version; or show it again with what is wrong."""
    with walled() as session:
        here = told_here(session, reference)
        if here.why_not is not None:
            return cannot(here)
        step = here.step(page, number)
        if step is None:
            return redirect(base_of(here), 303)
        form = page_form(_with_reason(step.page))()
        reading = form.read(here.answers, desk().office.today())
        notice, status = _stopped_by(here, step, reading.answers)
        problems = () if is_shown_again() else reading.problems
        if not problems and not notice:
            found = dict(reading.answers)
            reason = str(found.pop(REASON.id, ""))
            answers = put(here.answers, step, found)
            end = next((each for each in path(here.questions, answers) if each.page.stops), None)
            if end is not None:
                # Where the path ends, nothing is kept: what was told would vanish from sight.
                asking = Asking(end, back=f"{base_of(here)}/{step.slug}", can_save=False)
                return show_step(asking, answers, **_whose())
            notice, status = keep(session, here, answers, reason)
            if not notice:
                return redirect(_onward(told_here(session, reference), step), 303)
            here = told_here(session, reference)
    return _show(here, step, raw=form.raw, problems=problems, notice=notice, status=status or 422)


def _stopped_by(here: ToldHere, step: Step, found: Answers) -> tuple[str, int]:
    """Why a page is not kept although its answers may be right, with the status that says so."""
    if not token_holds(request.form):
        return t(PRESS_AGAIN), 400
    seen = request.form.get("seen", "")
    changed = overtaken(_asked(step), step.given(here.answers), found, seen, _MEANWHILE)
    if changed:
        return changed, 409
    return (t(TYPED_BEFORE), 200) if is_shown_again() else ("", 0)


def _show(
    here: ToldHere,
    step: Step,
    *,
    raw: Raw,
    problems: Iterable[Problem] = (),
    notice: str = "",
    status: int = 200,
) -> Response:
    entries = len(here.answers.get(step.page.repeats) or ()) if step.number else 0
    removal = ""
    if step.number is not None and step.number <= entries:
        removal = f"{base_of(here)}/{step.slug}/removal"
    asking = Asking(
        _asked(step), base_of(here), can_save=False, removal=removal, done=say("Keep this change")
    )
    return show_step(
        asking,
        here.answers,
        raw=raw,
        problems=problems,
        notice=notice,
        status=status,
        **_whose(),
    )


def _whose() -> dict[str, Any]:
    return {"door": "partner", "person": current_staff().name}


def _asked(step: Step) -> Step:
    return Step(_with_reason(step.page), step.number)


@lru_cache(maxsize=256)
def _with_reason(page: Page) -> Page:
    """``page``, which also asks why it changes."""
    return replace(page, questions=(*page.questions, REASON))


def _onward(here: ToldHere, step: Step) -> str:
    """Where to go when a page was kept."""
    if "another" in request.form and step.number is not None and step.number < step.page.most:
        return f"{base_of(here)}/{step.page.id}/{step.number + 1}"
    return f"{base_of(here)}?changed"


def _more(here: ToldHere) -> list[dict[str, str]]:
    """Where one more of something can be added."""
    found: dict[str, dict[str, str]] = {}
    for step in path(here.questions, here.answers):
        count = len(here.answers.get(step.page.repeats) or ()) if step.page.repeats else 0
        if step.page.repeats and count < step.page.most:
            another = Step(step.page, count + 1)
            found[step.page.id] = {
                "text": title_of(another, here.answers),
                "href": f"{base_of(here)}/{another.slug}",
            }
    return list(found.values())
