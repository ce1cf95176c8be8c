"""Sending twice within an hour: whether it is about the same thing, asked before it is sent."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from flask import Response, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.referral import drafts, journey
from portal.referral.answers import Problem
from portal.referral.draft_body import CARRIED, SAME, SEAT, Held
from portal.referral.intake import NotReceived
from portal.referral.kinds import Raw
from portal.referral.origins import Origin
from portal.referral.questions import coming_again as asked
from portal.referral.questions.question import Page
from portal.referral.records import Draft, Referral
from portal.referral.same_matter import link_to_earlier, say_same, sent_before, tell_more
from portal.web.answering import PRESS_AGAIN
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, show_fields, summarise, token_holds
from portal.web.guard import anyone
from portal.web.language import current_language, t
from portal.web.shell import render
from portal.web.visits import start_visit

from .guide.carrying import carry_into_earlier, keeps_both
from .journey import address_of_next
from .seat import closed, held
from .sending import receive, show_answers


@public.get("/refer/same")
@anyone
def same_matter() -> BaseResponse:
    """Ask whether it is about the same thing as what was sent a little before."""
    with desk().looking() as session:
        draft = held(session.connection())
        if draft is None:
            return closed()
        first = sent_before(session, desk().office, draft) if _is_finished(draft) else None
        if first is None:
            return redirect(address_of_next(draft), 303)
        return _ask(draft, first)


@public.post("/refer/same")
@anyone
@own_token_check
def same_matter_said() -> BaseResponse:
    """Add it to what was sent before, or send it as its own: once, whatever is clicked."""
    office = desk().office
    with desk().session() as session:
        draft = held(session.connection(), lock=True)
        if draft is None:
            return closed()
        first = sent_before(session, office, draft) if _is_finished(draft) else None
        if first is None:
            # Sent already, by a double click; or an hour is over, and nothing is to be asked.
            return redirect(address_of_next(draft), 303)
        form = page_form(_page(draft))()
        reading = form.read({}, office.today())
        if not token_holds(request.form):
            return _ask(draft, first, form.raw, notice=t(PRESS_AGAIN))
        if reading.problems:
            return _ask(draft, first, form.raw, reading.problems, status=422)
        try:
            leads = _send(session, draft, first, reading.answers["matter"])
        except NotReceived as refused:
            return show_answers(draft, refused.problems)
    return redirect(leads, 303)


def _send(session: Session, draft: Held, first: Referral, said: str) -> str:
    """Do as was ``said``; gives the address that shows what came of it. Raises NotReceived."""
    office = desk().office
    both = said == asked.SAME and keeps_both(session, draft, first)
    if both and tell_more(session, office, draft, first, draft.answers):
        carry_into_earlier(session, draft, first)
        _go_on_with(session, draft, first)
        return url_for("public.standing", done="added")
    made = receive(session, draft, of_the_same_person=False)
    if said == asked.SAME:
        say_same(session, office, first, made)
    elif said == asked.ANOTHER:
        link_to_earlier(session, office, draft, made)
    return url_for("public.receipt")


def _go_on_with(session: Session, draft: Held, first: Referral) -> None:
    """What was told is with ``first`` now: this browser follows that again, as it did before. The
    draft becomes no new way to it."""
    connection, office = session.connection(), desk().office
    drafts.sent(connection, office, replace(draft, again={**draft.again, SAME: True}), first.id)
    seat = session.get(Draft, UUID(draft.again[SEAT]))
    if seat is not None and seat.referral_id is not None:
        start_visit(drafts.sit_down(connection, office, seat.id))


def _is_finished(draft: Held) -> bool:
    if draft.referral_id is not None or draft.waits:
        return False
    return journey.first_open(desk().office.journeys[Origin.SELF], draft.answers) is None


def _page(draft: Held) -> Page:
    return asked.IS_IT_THE_SAME if CARRIED in draft.again else asked.IS_IT_THE_SAME_HERE


def _ask(
    draft: Held,
    first: Referral,
    raw: Raw | None = None,
    problems: Iterable[Problem] = (),
    *,
    notice: str = "",
    status: int = 200,
) -> Response:
    problems, page = list(problems), _page(draft)
    return render(
        "public/same_matter.html",
        title=t(page.title),
        back="/refer/check",
        status=status,
        error=bool(problems),
        notice=notice,
        reference=first.reference,
        when=current_language().speaker.moment(first.received_at),
        fields=show_fields(page, raw or {}, {}, problems),
        errors=summarise(page, problems),
        csrf=generate_csrf(),
    )
