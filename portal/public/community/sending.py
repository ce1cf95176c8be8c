"""Checking what a group tells of a neighbour who agreed, sending it once, and the last page."""

from collections.abc import Iterable
from typing import NamedTuple

from flask import Response, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from portal.documents.card import card
from portal.public import public
from portal.public.papers import as_file
from portal.referral import drafts, handing_over, journey
from portal.referral.answers import Problem, explain, write_whole
from portal.referral.clock import look_by
from portal.referral.draft_body import Held
from portal.referral.history import GROUP
from portal.referral.intake import NotReceived, Source
from portal.referral.on_behalf import receive_on_behalf
from portal.referral.origins import Origin
from portal.referral.readers import Reader
from portal.referral.records import Referral
from portal.referral.summary import summary
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN
from portal.web.changeable import part_to_change
from portal.web.desk import desk
from portal.web.forms import own_token_check, token_holds
from portal.web.guard import anyone
from portal.web.language import current_language, t
from portal.web.shell import render
from portal.web.visits import end_visit

from .telling import address_of_next, over, questions, seated
from .trap import TOO_MANY, caught, thanked, within_limits


class Sent(NamedTuple):
    """What this browser has sent; ``code`` is the person's, until they take it over."""

    referral: Referral
    code: str
    has_word: bool


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


@public.get("/community/refer/sent")
@anyone
def community_sent() -> BaseResponse:
    """The reference, what happens next, and what the person needs to take it over."""
    office, speak = desk().office, current_language().speaker
    with desk().looking() as session:
        draft = seated(session.connection())
        sent = _sent(session, draft)
        if draft is not None and draft.referral_id is None:
            return redirect(address_of_next(draft), 303)
        if sent is None:
            return over()
        return render(
            "public/community/sent.html",
            title=t(say("Sent")),
            reference=sent.referral.reference,
            code=sent.code,
            has_word=sent.has_word,
            look_by=speak.moment(look_by(office, sent.referral)),
            reach_by=speak.moment(sent.referral.first_attempt_due_at),
            csrf=generate_csrf(),
        )


@public.get("/community/refer/sent/card")
@anyone
def community_card() -> BaseResponse:
    """The card for the person, as a file."""
    with desk().looking() as session:
        sent = _sent(session, seated(session.connection()))
        if sent is None:
            return over()
        handover = handing_over.latest(session, sent.referral.id)
        if handover is None or not sent.code:
            return redirect(url_for("public.community_sent"), 303)
        document = card(
            desk().office.hub,
            current_language().speaker,
            address=desk().settings.public_url,
            code=sent.code,
            until=handover.expires_at,
            has_word=sent.has_word,
        )
    return as_file(document)


@public.post("/community/refer/finish")
@anyone
def community_finish() -> BaseResponse:
    """Close it in this browser: from now on it shows nothing of what was sent."""
    with desk().writing() as connection:
        if seated(connection) is None:
            return over()
        token = end_visit()
        if token is not None:
            drafts.leave(connection, desk().office, token)
    return redirect(url_for("public.community_thanks"), 303)


def _sent(session: Session, draft: Held | None) -> Sent | None:
    if draft is None or draft.referral_id is None:
        return None
    referral = session.get(Referral, draft.referral_id)
    if referral is None or referral.data_key is None:
        return None
    handover = handing_over.latest(session, referral.id)
    code, has_word = "", False
    if handover is not None and handing_over.waits(desk().office, handover):
        code = handing_over.code_of(desk().office, handover)
        has_word = handover.word_hash is not None
    return Sent(referral, code, has_word)


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
        parts=[
            part_to_change(
                part, lambda row: f"/community/refer/{row.step.slug}?check#{row.question.id}"
            )
            for part in parts
        ],
        errors=[
            {
                "text": explain(problem, asked.questions.get(problem.question), speak),
                "href": _address(problem),
            }
            for problem in problems
        ],
        csrf=generate_csrf(),
    )


def _address(problem: Problem) -> str:
    page = questions().page_of.get(problem.question)
    return f"/community/refer/{page.id if page else questions().pages[0].id}?check"
