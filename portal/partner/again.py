"""Referring somebody again for another matter, from what the organisation itself told before."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.partner import partner, walled, walled_look
from portal.referral import shared_drafts
from portal.referral.answers import Problem
from portal.referral.coming_again import confirmed
from portal.referral.draft_body import CARRIED, OFFERED
from portal.referral.kinds import Raw
from portal.referral.permissions import Act
from portal.referral.questions.coming_again import CONFIRM, STILL_SAFE
from portal.referral.questions.of_somebody import of_somebody
from portal.referral.readers import Reader
from portal.referral.summary import Part, summary
from portal.referral.told_before import of_the_person
from portal.web.answering import PRESS_AGAIN
from portal.web.changeable import part_to_change
from portal.web.confirming import SHOWN_BEFORE, form_of, mark_of, to_confirm
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, token_holds
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t

from .seat import Seat, own_organisation, sit
from .showing import show
from .told_here import told_here

(_CONFIRM,) = of_somebody((CONFIRM,))


@partner.post("/referrals/<reference>/again")
@may(Act.REFER)
def refer_again(reference: str) -> BaseResponse:
    """Begin a draft from what was told of the person of this referral; nothing else goes along."""
    office = desk().office
    if not current_staff().sends:
        return redirect(url_for("partner.new"), 303)
    with walled() as session:
        here = told_here(session, reference)
        if here.referring.data_key is None:
            return redirect(url_for("partner.referral", reference=reference), 303)
        first, me = here.referring.referral_id, current_staff().id
        draft = shared_drafts.waiting_from(session, office, first, me) or shared_drafts.begin(
            session,
            office,
            own_organisation(session).id,
            me,
            current_language().code,
            begun_from=first,
            again={CARRIED: True, OFFERED: of_the_person(here.questions, here.answers)},
        )
    return redirect(url_for("partner.draft", draft=draft), 303)


@partner.get("/referrals/<reference>/again")
@may(Act.REFER)
def not_referred_again(reference: str) -> BaseResponse:
    """Whoever comes here signed in meanwhile: nothing was begun."""
    return redirect(url_for("partner.referral", reference=reference), 303)


@partner.get("/drafts/<uuid:draft>/again")
@may(Act.REFER)
def go_through(draft: UUID) -> BaseResponse:
    """Show what was told before about the person, to change or to confirm."""
    with walled_look() as session:
        seat = sit(session, draft)
    if seat is None:
        abort(404)
    return _show(seat) if seat.next == _address(seat) else redirect(seat.next, 303)


@partner.post("/drafts/<uuid:draft>/again")
@may(Act.REFER)
@own_token_check
def gone_through(draft: UUID) -> BaseResponse:
    """Take what was shown as confirmed. How to reach them is asked anew where it may not hold."""
    office = desk().office
    form = page_form(_CONFIRM)()
    reading = form.read({}, office.today())
    with walled() as session:
        seat = sit(session, draft, lock=True)
        if seat is None:
            abort(404)
        if seat.next != _address(seat):
            return redirect(seat.next, 303)
        if not token_holds(request.form):
            return _show(seat, form.raw, notice=t(PRESS_AGAIN), status=400)
        if request.form.get("seen") != mark_of(seat.draft):
            return _show(seat, notice=t(SHOWN_BEFORE), status=409)
        if reading.problems:
            return _show(seat, form.raw, reading.problems, status=422)
        safely = reading.answers["reached_safely"] == STILL_SAFE
        now = confirmed(seat.questions, seat.draft, reached_safely=safely)
        kept = shared_drafts.keep(session, office, now)
    return redirect(Seat(kept, seat.questions, "").next, 303)


def _address(seat: Seat) -> str:
    return f"{seat.base}/again"


def _show(
    seat: Seat,
    raw: Raw | None = None,
    problems: Iterable[Problem] = (),
    *,
    notice: str = "",
    status: int = 200,
) -> Response:
    told = of_the_person(seat.questions, seat.draft.said)
    about, reach = to_confirm(
        summary(seat.questions, told, Reader.REFERRER, current_language().speaker)
    )
    return show(
        "partner/again.html",
        title=t(_CONFIRM.title),
        back=url_for("partner.drafts"),
        status=status,
        notice=notice,
        seen=mark_of(seat.draft),
        about=[_to_change(part, seat) for part in about],
        reach=[_to_change(part, seat) for part in reach],
        **form_of(_CONFIRM, raw, problems),
    )


def _to_change(part: Part, seat: Seat) -> dict[str, Any]:
    return part_to_change(part, lambda row: f"{seat.base}/{row.step.slug}#{row.question.id}")
