"""Sending the same twice within an hour: whether it is about the same thing, asked before."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from flask import Response, abort, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from portal.partner import partner, walled, walled_look
from portal.referral.answers import Problem
from portal.referral.intake import NotReceived
from portal.referral.kinds import Raw
from portal.referral.permissions import Act
from portal.referral.questions.coming_again import IS_IT_THE_SAME_OF_SOMEBODY, SAME
from portal.referral.records import Referring
from portal.referral.referring import label_of
from portal.referral.sending_drafts import TooMany, send
from portal.referral.told_twice import say_which, sent_before, tell_more
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, show_fields, summarise, token_holds
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t

from .seat import Seat, own_organisation, sit
from .sending import is_finished, show_answers, try_later
from .showing import show

_REASON = say("Sent once more, about the same thing")


@partner.get("/drafts/<uuid:draft>/same")
@may(Act.REFER)
def same_matter(draft: UUID) -> BaseResponse:
    """Ask whether it is about the same thing as what the organisation sent a little before."""
    with walled_look() as session:
        seat = sit(session, draft)
        if seat is None:
            abort(404)
        first = sent_before(session, desk().office, seat.draft) if is_finished(seat) else None
        return _ask(seat, first) if first is not None else redirect(seat.next, 303)


@partner.post("/drafts/<uuid:draft>/same")
@may(Act.REFER)
@own_token_check
def same_matter_said(draft: UUID) -> BaseResponse:
    """Add it to what was sent before, or send it as its own: once, whoever presses."""
    office = desk().office
    form = page_form(IS_IT_THE_SAME_OF_SOMEBODY)()
    reading = form.read({}, office.today())
    with walled() as session:
        seat = sit(session, draft, lock=True)
        if seat is None:
            abort(404)
        first = sent_before(session, office, seat.draft) if is_finished(seat) else None
        if first is None:
            return redirect(seat.next, 303)
        if not token_holds(request.form):
            return _ask(seat, first, form.raw, notice=t(PRESS_AGAIN), status=400)
        if reading.problems:
            return _ask(seat, first, form.raw, reading.problems, status=422)
        try:
            return redirect(_send(session, seat, first, reading.answers["matter"] == SAME), 303)
        except NotReceived as refused:
            return show_answers(seat, refused.problems, status=422)
        except TooMany as refused:
            return try_later(seat, refused)


def _send(session: Session, seat: Seat, first: Referring, same: bool) -> str:
    """Do as was said; gives the address that shows what came of it."""
    office, by = desk().office, current_staff().id
    asked, why = seat.questions, t(_REASON)
    if same and tell_more(session, office, seat.draft, first, asked, by=by, reason=why):
        return url_for("partner.referral", reference=first.reference)
    # What was said here goes before what the draft was begun for.
    draft = replace(seat.draft, again={})
    made = send(session, office, draft, own_organisation(session), by)
    say_which(session, office, seat.draft, first, made.receipt.referral_id, same=same, by=by)
    return url_for("partner.receipt", reference=made.receipt.reference)


def _ask(
    seat: Seat,
    first: Referring,
    raw: Raw | None = None,
    problems: Iterable[Problem] = (),
    *,
    notice: str = "",
    status: int = 200,
) -> Response:
    problems = list(problems)
    label = label_of(desk().office, first)
    return show(
        "partner/same_matter.html",
        title=t(IS_IT_THE_SAME_OF_SOMEBODY.title),
        back=f"{seat.base}/check",
        status=status,
        error=bool(problems),
        notice=notice,
        reference=first.reference,
        name=label["name"],
        own_reference=label["own_reference"],
        when=current_language().speaker.moment(first.created_at),
        fields=show_fields(IS_IT_THE_SAME_OF_SOMEBODY, raw or {}, {}, problems),
        errors=summarise(IS_IT_THE_SAME_OF_SOMEBODY, problems),
    )
