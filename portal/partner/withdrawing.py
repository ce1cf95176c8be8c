"""Withdrawing a referral, with a reason; and reading what was told before."""

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.partner import partner, walled, walled_look
from portal.referral.amending import NotAmendable, withdraw
from portal.referral.answers import Problem, fit
from portal.referral.kinds import Raw
from portal.referral.permissions import Act
from portal.referral.questions.partner_amending import WITHDRAWAL
from portal.referral.readers import Reader
from portal.referral.summary import summary
from portal.referral.words import say
from portal.storage.walls import hub_at_work
from portal.web.answering import PRESS_AGAIN
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, token_holds
from portal.web.guard import current_staff, may
from portal.web.language import current_language, t
from portal.web.typed_before import TYPED_BEFORE, is_shown_again

from .reasons import ask_why
from .retelling import cannot
from .showing import show
from .told_here import ToldHere, told_here, versions_of

_LEAD = (
    say("The hub sees that you withdrew it and why. You will see no more steps."),
    say(
        "It does not end by itself: the hub decides with the person how it goes on. "
        "What you told us stays with the hub."
    ),
    # Said in the same words whether they have or not: a referrer isn't told that a card was used.
    say(
        "If the person has taken it over, it is theirs, and goes on as they want. "
        "If not, the card that you gave them goes on working."
    ),
)


@partner.get("/referrals/<reference>/withdrawal")
@may(Act.REFER)
def ask_to_withdraw(reference: str) -> BaseResponse:
    """Say what withdrawing does, and ask why."""
    with walled_look() as session:
        here = told_here(session, reference)
        return _ask(here) if here.why_not is None else cannot(here)


@partner.post("/referrals/<reference>/withdrawal")
@may(Act.REFER)
@own_token_check
def withdraw_it(reference: str) -> BaseResponse:
    """Withdraw it. Doing it twice is doing it once."""
    office = desk().office
    form = page_form(WITHDRAWAL)()
    reading = form.read({}, office.today())
    with walled() as session:
        here = told_here(session, reference)
        onward = redirect(url_for("partner.referral", reference=here.referring.reference), 303)
        if here.referring.withdrawn_at is not None and not is_shown_again():
            return onward
        if here.why_not is not None:
            return cannot(here)
        if not token_holds(request.form):
            return _ask(here, form.raw, notice=t(PRESS_AGAIN), status=400)
        if is_shown_again():
            return _ask(here, form.raw, notice=t(TYPED_BEFORE))
        if reading.problems:
            return _ask(here, form.raw, reading.problems)
        reason = str(reading.answers["withdrawal_reason"])
        try:
            with hub_at_work(session):
                withdraw(session, office, here.referring, by=current_staff().id, reason=reason)
        except NotAmendable:
            return cannot(told_here(session, reference))
    return onward


@partner.get("/referrals/<reference>/versions/<int:number>")
@may(Act.FOLLOW)
def version(reference: str, number: int) -> Response:
    """What they told at one time, as they told it."""
    office, speak = desk().office, current_language().speaker
    with walled_look() as session:
        here = told_here(session, reference)
        versions = versions_of(session, here.referring)
    told = next((each for each in here.versions if each.number == number), None)
    row = next((each for each in versions.rows if each.number == number), None)
    if told is None or row is None:
        abort(404)
    answers = fit(office.questions, told.answers).answers
    return show(
        "partner/version.html",
        title=t(say("What you told us: version %(number)s"), number=number),
        back=url_for("partner.referral", reference=here.referring.reference),
        reference=here.referring.reference,
        row=row,
        parts=summary(here.questions, answers, Reader.REFERRER, speak),
    )


def _ask(
    here: ToldHere,
    raw: Raw | None = None,
    problems: tuple[Problem, ...] = (),
    notice: str = "",
    status: int = 200,
) -> Response:
    reference = here.referring.reference
    return ask_why(
        WITHDRAWAL,
        title=t(WITHDRAWAL.title),
        address=url_for("partner.withdraw_it", reference=reference),
        back=url_for("partner.referral", reference=reference),
        button=t(say("Withdraw it")),
        lead=[t(each) for each in _LEAD],
        raw=raw,
        problems=problems,
        notice=notice,
        status=status,
        warn=True,
    )
