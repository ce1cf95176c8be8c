"""Check your answers, and send: once, whatever is clicked."""

from flask import Response, redirect, url_for
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.referral import drafts, journey
from portal.referral.answers import Problem, explain, write_whole
from portal.referral.draft_body import AGREED, CARRIED, Held
from portal.referral.intake import NotReceived, Source, receive_referral
from portal.referral.origins import Origin
from portal.referral.records import Referral
from portal.referral.same_matter import link_to_earlier, sent_before
from portal.referral.words import say
from portal.web.changeable import changeable
from portal.web.desk import desk
from portal.web.guard import anyone
from portal.web.language import current_language, t
from portal.web.shell import render

from .guide.carrying import carry_into_referral
from .journey import address_of_next
from .seat import closed, held


@public.get("/refer/check")
@anyone
def check() -> BaseResponse:
    """Everything that was said, with a way to change each answer."""
    with desk().reading() as connection:
        draft = held(connection)
    if draft is None:
        return closed()
    open_step = journey.first_open(desk().office.journeys[Origin.SELF], draft.answers)
    if draft.referral_id is not None or open_step is not None:
        return redirect(address_of_next(draft), 303)
    return show_answers(draft)


@public.post("/refer/check")
@anyone
def send() -> BaseResponse:
    """Send it. Sending again, from another tab or by a double click, makes no second referral.

    Whoever sent one within the hour is asked first whether it is the same matter.
    """
    with desk().session() as session:
        draft = held(session.connection(), lock=True)
        if draft is None:
            return closed()
        if draft.waits:
            return redirect(address_of_next(draft), 303)
        if sent_before(session, desk().office, draft) is not None:
            return redirect(url_for("public.same_matter"), 303)
        if draft.referral_id is None:
            try:
                receive(session, draft)
            except NotReceived as refused:
                return show_answers(draft, refused.problems)
    return redirect("/refer/sent", 303)


def receive(session: Session, draft: Held, *, of_the_same_person: bool = True) -> Referral:
    """Make a referral of the locked ``draft``, once; raises NotReceived.

    One that was begun to tell of another matter is linked to what it was begun from, unless that
    was somebody else's.
    """
    office = desk().office
    receipt = receive_referral(
        session,
        office,
        write_whole(office.journeys[Origin.SELF], draft.answers),
        Source(Origin.SELF, draft.id, draft.language),
        draft.set_aside,
    )
    made = session.get_one(Referral, receipt.referral_id)
    if receipt.fresh:
        carry_into_referral(session, draft, made)
        if of_the_same_person and CARRIED in draft.again:
            link_to_earlier(session, office, draft, made)
    drafts.sent(session.connection(), office, draft, receipt.referral_id)
    return made


def show_answers(draft: Held, problems: tuple[Problem, ...] = ()) -> Response:
    questions = desk().office.journeys[Origin.SELF]
    speak = current_language().speaker
    return render(
        "public/check.html",
        title=t(say("Check your answers")),
        back="/refer/sharing",
        error=bool(problems),
        parts=changeable(
            draft.answers, lambda row: f"/refer/{row.step.slug}?check#{row.question.id}"
        ),
        errors=[
            {
                "text": explain(problem, questions.questions.get(problem.question), speak),
                "href": _address(problem),
            }
            for problem in problems
        ],
        has_code=bool(draft.code) and AGREED not in draft.again,
        csrf=generate_csrf(),
    )


def _address(problem: Problem) -> str:
    page = desk().office.journeys[Origin.SELF].page_of.get(problem.question)
    if page is None:
        return "/refer/who-for"
    return f"/refer/{page.id}{'/1' if page.repeats else ''}?check"
