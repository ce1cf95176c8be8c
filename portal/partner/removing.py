"""Taking one entry of a list out of what was told, with a reason."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.partner import partner, walled
from portal.referral.answers import remove
from portal.referral.permissions import Act
from portal.referral.questions.partner_amending import REASON, REMOVAL
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN, title_of
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, token_holds
from portal.web.guard import may
from portal.web.language import t
from portal.web.typed_before import is_shown_again

from .reasons import ask_why
from .retelling import FASTER, base_of, cannot, keep
from .told_here import told_here


@partner.post("/referrals/<reference>/amendment/<page>/<int:number>/removal")
@may(Act.REFER)
@own_token_check
def amendment_removal(reference: str, page: str, number: int) -> BaseResponse:
    """Ask why one entry of a list is taken out, and then take it out."""
    form = page_form(REMOVAL)()
    with walled() as session:
        here = told_here(session, reference)
        if here.why_not is not None:
            return cannot(here)
        step = here.step(page, number)
        if step is None or not step.given(here.answers):
            return redirect(base_of(here), 303)
        reading = form.read({}, desk().office.today())
        asked_now = REASON.id not in request.form or is_shown_again()
        notice, status = ("", 200) if token_holds(request.form) else (t(PRESS_AGAIN), 400)
        if not asked_now and request.form.get("told") != str(here.latest.number):
            notice, status = t(FASTER), 409  # the entry of that number may be another one now
        problems = () if asked_now else reading.problems
        if not (asked_now or notice or problems):
            reason = str(reading.answers[REASON.id])
            notice, status = keep(session, here, remove(here.answers, step), reason)
            if not notice:
                return redirect(f"{base_of(here)}?changed", 303)
    return ask_why(
        REMOVAL,
        title=t(say("Remove this one: %(title)s"), title=title_of(step, here.answers)),
        address=f"{base_of(here)}/{step.slug}/removal",
        back=f"{base_of(here)}/{step.slug}",
        button=t(say("Remove it")),
        raw=form.raw or {REASON.id: [here.last_reason]},
        problems=problems,
        notice=notice,
        status=status or 200,
        told=here.latest.number,
    )


@partner.get("/referrals/<reference>/amendment/<page>/<int:number>/removal")
@may(Act.REFER)
def not_removed(reference: str, page: str, number: int) -> BaseResponse:
    """Whoever comes here signed in meanwhile: nothing was taken out, so show what would be."""
    address = url_for("partner.amended_page", reference=reference, page=page, number=number)
    return redirect(address, 303)
