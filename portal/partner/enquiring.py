"""A question from the hub about one referral: reading it, and answering it once."""

import logging
from uuid import UUID

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.partner import partner, walled, walled_look
from portal.referral.answers import Problem
from portal.referral.enquiries import AnsweredBefore, NoEnquiry, Told, answer_hub, enquiries
from portal.referral.kinds import Raw
from portal.referral.permissions import Act
from portal.referral.questions.partner_following import ENQUIRY_ANSWER
from portal.referral.records import Referring
from portal.referral.words import say
from portal.storage.errors import StorageProblem, why
from portal.storage.walls import hub_at_work
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, show_fields, summarise, token_holds
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.typed_before import TYPED_BEFORE, is_shown_again

from .colleagues import colleagues
from .looking import load
from .showing import show

log = logging.getLogger("portal")

_SENT = say("Your answer is with us now.")
_MEANWHILE = say("A colleague answered this meanwhile. Yours was not sent.")
_NOT_KEPT = say("This was not sent: our records are busy. Wait a moment, then send it again.")


@partner.get("/referrals/<reference>/enquiries/<uuid:enquiry>", endpoint="enquiry")
@may(Act.FOLLOW)
def read(reference: str, enquiry: UUID) -> Response:
    """The question, and its answer or the box for one."""
    return _page(reference, enquiry)


@partner.post("/referrals/<reference>/enquiries/<uuid:enquiry>", endpoint="enquiry_answer")
@own_token_check
@may(Act.FOLLOW)
def answer(reference: str, enquiry: UUID) -> ResponseReturnValue:
    """Answer it; or show the page again, with what was typed and why it was not sent."""
    form = page_form(ENQUIRY_ANSWER)()
    if is_shown_again() or not token_holds(request.form):
        return _page(reference, enquiry, form.raw, notice=TYPED_BEFORE, status=400)
    reading = form.read({}, desk().office.today())
    if reading.problems:
        return _page(reference, enquiry, form.raw, problems=reading.problems, status=422)
    try:
        with walled() as session:
            _find(session, load(session, reference), enquiry)
            with hub_at_work(session):
                by = current_staff().id
                answer_hub(session, desk().office, enquiry, by, reading.answers["answer"])
    except AnsweredBefore:
        return _page(reference, enquiry, form.raw, notice=_MEANWHILE, status=409)
    except NoEnquiry:
        abort(404)
    except (SQLAlchemyError, StorageProblem) as error:
        log.error("storage failed: %s %s at %s", why(error), type(error).__name__, request.endpoint)
        return _page(reference, enquiry, form.raw, notice=_NOT_KEPT, status=503)
    flash(_SENT)
    return redirect(url_for("partner.referral", reference=reference), 303)


def _find(session: Session, part: Referring, enquiry: UUID) -> Told:
    """One question about ``part``; else "not found"."""
    found = enquiries(session, desk().office, [part], enquiry)
    if not found:
        abort(404)
    return found[0]


def _page(
    reference: str,
    enquiry: UUID,
    typed: Raw | None = None,
    *,
    problems: tuple[Problem, ...] | list[Problem] = (),
    notice: str = "",
    status: int = 200,
) -> Response:
    office, speak = desk().office, current_language().speaker
    with walled_look() as session:
        part = load(session, reference)
        found = _find(session, part, enquiry)
        people = colleagues(session, office)
    return show(
        "partner/enquiry.html",
        title=t(ENQUIRY_ANSWER.title),
        status=status,
        error=bool(problems) or status == 409,
        back=url_for("partner.referral", reference=part.reference),
        reference=part.reference,
        enquiry_id=found.id,
        question=found.question.split("\n"),
        asked=speak.moment(found.asked_at),
        answer=found.answer.split("\n") if found.answered_at else [],
        answered=speak.moment(found.answered_at) if found.answered_at else "",
        by=people.get(found.answered_by, "") if found.answered_by else "",
        typed=[] if found.answered_at is None else _lines(typed),
        fields=show_fields(ENQUIRY_ANSWER, typed or {}, {}, problems),
        errors=summarise(ENQUIRY_ANSWER, problems),
        notice=t(notice) if notice else "",
    )


def _lines(typed: Raw | None) -> list[str]:
    """What was typed and can't be sent any more, to be copied from the page."""
    return "\n".join((typed or {}).get("answer", ())).split("\n") if typed else []
