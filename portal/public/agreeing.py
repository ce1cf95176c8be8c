"""The person is asked whether a service may be told: yes or no, and they can change their mind."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.referral.answers import Problem, answered
from portal.referral.following import sharing
from portal.referral.handing_on.asking_first import answer, open_requests, take_consent_back
from portal.referral.handing_on.document_joined import others_go_along
from portal.referral.handing_on.document_travel import Limits
from portal.referral.handing_on.places import Place, place
from portal.referral.journey import Step
from portal.referral.kinds import Raw
from portal.referral.questions.agreeing import AGREES
from portal.referral.questions.question import SECTION_TITLES, Question, Section
from portal.referral.records import ConsentRequest, Referral
from portal.web.answering import PRESS_AGAIN
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, show_fields, summarise, token_holds
from portal.web.guard import anyone
from portal.web.language import t
from portal.web.shell import render

from .followed import Followed, followed

_NOT_LISTED = frozenset({Section.SHARING, Section.REFERRER, Section.CONTACT})


def asked_to_share(here: Followed) -> list[str]:
    """Whom the person is asked about just now, by name."""
    return [to.name for _, to in _asked(here)]


def agreed_apart(here: Followed) -> list[tuple[str, str]]:
    """What they agreed to that no page of services has: what it is kept under, and its name.

    Also in the case that this goes on in: there they are asked.
    """
    decided = here.decided
    if here.case is not here.referral and here.case.data_key is not None:
        decided = decided + sharing(here.session, here.case)
    found = [(each.service, each.name) for each, _ in decided if each.agreed and each.name]
    return list(dict.fromkeys(found))


@public.get("/track/referral/agreeing")
@anyone
def agreeing() -> BaseResponse:
    """Ask about one service, and say what it would get; or what was agreed to before."""
    with followed() as here:
        return _show(here)


@public.post("/track/referral/agreeing")
@anyone
@own_token_check
def agreed() -> BaseResponse:
    """Keep the answer. With a yes it goes at once."""
    office = desk().office
    form = page_form(AGREES)()
    reading = form.read({}, office.today())
    with followed(change=True) as here:
        notice = "" if token_holds(request.form) else t(PRESS_AGAIN)
        if reading.problems or notice:
            return _show(here, form.raw, reading.problems, notice=notice)
        yes = reading.answers["agrees"] == "yes"
        case, asked = _case(here), _id(request.form.get("asked", ""))
        kept = asked is not None and answer(here.session, office, case, asked, yes=yes)
        more = bool(_asked(here))
    if kept and more:
        return redirect(url_for("public.agreeing"), 303)
    done = ("agreed" if yes else "not_agreed") if kept else "answered_before"
    return redirect(url_for("public.standing", done=done), 303)


@public.post("/track/referral/agreeing/end")
@anyone
def agree_no_more() -> BaseResponse:
    """They do not agree any more: what was shared there is taken back."""
    with followed(change=True) as here:
        service = request.form.get("service", "")
        if service in dict(agreed_apart(here)):
            for each in dict.fromkeys((_case(here), here.referral)):
                take_consent_back(here.session, desk().office, each, service)
    return redirect(url_for("public.standing", done="not_agreed"), 303)


def _show(
    here: Followed,
    raw: Raw | None = None,
    problems: Iterable[Problem] = (),
    *,
    notice: str = "",
) -> BaseResponse:
    found, before = _asked(here), agreed_apart(here)
    if not found and not before:
        return redirect(url_for("public.standing"), 303)
    problems = list(problems)
    return render(
        "public/agreeing.html",
        title=t(AGREES.title),
        back=url_for("public.standing"),
        error=bool(problems),
        status=422 if problems else 200,
        errors=summarise(AGREES, problems),
        notice=notice,
        asked=_question(here, *found[0]) if found else None,
        more=len(found) - 1,
        before=before,
        fields=show_fields(AGREES, raw or {}, {}, problems),
        csrf=generate_csrf(),
    )


def _question(here: Followed, request: ConsentRequest, to: Place) -> Mapping[str, Any]:
    """One question: about whom, what that is, and what they would get."""
    services = {each.id: each.what for each in desk().office.hub.services}
    parts, more = _parts(here, to)
    return {
        "id": request.id,
        "name": to.name,
        "what": services.get(to.service or "", ""),
        "parts": parts,
        "more": more,
    }


def _parts(here: Followed, to: Place) -> tuple[dict[str, list[str]], bool]:
    """What of their own words would go there, part by part, and whether anything told by others
    would.

    Only what may be shown here is named: somebody else might be looking.
    """
    questions, limits = desk().office.questions, Limits.of(to.sections, to.ground)
    goes = {
        question.id: (_part(step, question), t(question.short))
        for step, question, value in answered(questions, here.answers)
        if value is not None and question.section not in _NOT_LISTED and limits.let(question)
    }
    shown = {
        question.id for _, question, value in answered(questions, here.shown) if value is not None
    }
    parts: dict[str, list[str]] = {}
    for title, label in (each for name, each in goes.items() if name in shown):
        parts.setdefault(title, []).append(label)
    others = here.case is not here.referral or others_go_along(here.session, here.case, to)
    return parts, others or bool(goes.keys() - shown)


def _part(step: Step, question: Question) -> str:
    """What the part is called that a question belongs to: what comes several times has its own."""
    return t(step.page.title if step.number else SECTION_TITLES[question.section])


def _asked(here: Followed) -> list[tuple[ConsentRequest, Place]]:
    """What they are asked just now, the oldest first, as far as there still is such a place."""
    found = [
        (request, place(here.session, desk().office, hand_off.destination))
        for request, hand_off in open_requests(here.session, here.case)
    ]
    return [(request, to) for request, to in found if to is not None]


def _case(here: Followed) -> Referral:
    """The case that is worked on, for nobody else to change meanwhile."""
    if here.case is not here.referral:
        here.session.refresh(here.case, with_for_update=True)
    return here.case


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
