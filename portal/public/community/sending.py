"""Checking what a group tells of a neighbour who agreed, and sending it once."""

from collections.abc import Iterable
from typing import Any

from flask import Response, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.referral import drafts, journey
from portal.referral.answers import Problem, explain, write_whole
from portal.referral.draft_body import Held
from portal.referral.history import GROUP
from portal.referral.intake import NotReceived, Source
from portal.referral.on_behalf import receive_on_behalf
from portal.referral.origins import Origin
from portal.referral.questions.question import Section
from portal.referral.readers import Reader
from portal.referral.summary import Part, Row, summary
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN
from portal.web.changeable import part_to_change
from portal.web.desk import desk
from portal.web.forms import own_token_check, token_holds
from portal.web.guard import anyone
from portal.web.language import current_language, t
from portal.web.shell import render

from .telling import address_of_next, over, questions, seated
from .trap import TOO_MANY, caught, thanked, within_limits


@public.get("/community/refer/check")
@anyone
def community_check() -> BaseResponse:
    """Everything that was said, with a way to change each answer."""
    with desk().reading() as connection:
        draft = seated(connection)
    if draft is None:
        return over()
    if draft.referral_id is not None or journey.first_open(questions(), draft.answers) is not None:
        return redirect(address_of_next(draft), 303)
    return _show(draft)


@public.post("/community/refer/check")
@anyone
@own_token_check
def community_send() -> BaseResponse:
    """Send it. Sending again, from another tab or by a double click, makes no second referral."""
    office = desk().office
    with desk().session() as session:
        connection = session.connection()
        draft = seated(connection, lock=True)
        if draft is None:
            return over()
        if draft.referral_id is not None:
            return redirect(url_for("public.community_sent"), 303)
        if not token_holds(request.form):
            return _show(draft, notice=t(PRESS_AGAIN), status=400)
        if caught():
            return thanked()
        said = draft.answers
        contacts = [said.get("referrer_phone"), said.get("referrer_email")]
        if not within_limits(connection, name=said.get("referrer_group"), contacts=contacts):
            return _show(draft, notice=t(TOO_MANY), status=429)
        try:
            made = receive_on_behalf(
                session,
                office,
                write_whole(questions(), said),
                Source(Origin.COMMUNITY, draft.id, draft.language, by=GROUP),
            )
        except NotReceived as refused:
            return _show(draft, refused.problems, status=422)
        drafts.sent(connection, office, draft, made.receipt.referral_id)
    return redirect(url_for("public.community_sent"), 303)


def _show(
    draft: Held, problems: Iterable[Problem] = (), *, notice: str = "", status: int = 200
) -> Response:
    asked, speak, problems = questions(), current_language().speaker, list(problems)
    parts = summary(asked, draft.answers, Reader.REFERRER, speak)
    return render(
        "public/community/check.html",
        title=t(say("Check your answers")),
        back=url_for("public.community_ask", page=asked.pages[-1].id),
        status=status,
        error=bool(problems),
        notice=notice,
        parts=[_part(part) for part in parts],
        errors=[
            {
                "text": explain(problem, asked.questions.get(problem.question), speak),
                "href": _address(problem),
            }
            for problem in problems
        ],
        csrf=generate_csrf(),
    )


def _part(part: Part) -> dict[str, Any]:
    shown = part_to_change(part, _change)
    if part.section is Section.AGENCY:
        shown["title"] = t(say("What they agreed to, and safety"))
    return shown


def _change(row: Row) -> str:
    return f"/community/refer/{row.step.slug}?check#{row.question.id}"


def _address(problem: Problem) -> str:
    page = questions().page_of.get(problem.question)
    return f"/community/refer/{page.id if page else questions().pages[0].id}?check"
