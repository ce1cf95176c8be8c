"""Correcting or adding to what was said, after sending."""

from collections.abc import Collection

from flask import Response, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.referral import journey
from portal.referral.answers import put, remove
from portal.referral.conditions import Answers
from portal.referral.following import correct
from portal.referral.journey import Step, path
from portal.referral.origins import Origin
from portal.referral.shown import is_blank, put_over, unseen
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN, Asking, overtaken, show_step, title_of
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, token_holds
from portal.web.guard import anyone
from portal.web.language import t
from portal.web.shell import render

from .followed import Followed, followed
from .said_by import otherwise, to_change

BASE = "/track/referral/answers"
_SHARING = "sharing"


@public.get(BASE)
@anyone
def my_answers() -> Response:
    """Everything that was said, with a way to change or add to it."""
    with followed() as here:
        answers, others = here.shown, otherwise(here)
    return render(
        "public/my_answers.html",
        title=t(say("What you told us")),
        back="/track/referral",
        parts=to_change(answers, others, lambda row: f"{BASE}/{row.step.slug}#{row.question.id}"),
        more=_more(answers),
        still_open=still_open(answers),
        changed="changed" in request.args,
    )


@public.get(f"{BASE}/<page>", defaults={"number": None})
@public.get(f"{BASE}/<page>/<int:number>")
@anyone
def correction(page: str, number: int | None) -> BaseResponse:
    """Ask one page again, filled in with what was said."""
    with followed() as here:
        answers = here.shown
    step = journey.find(desk().office.journeys[Origin.SELF], answers, page, number)
    if step is None:
        return redirect(url_for("public.my_answers"), 303)
    return show_step(_asking(step, answers), answers)


@public.post(f"{BASE}/<page>", defaults={"number": None})
@public.post(f"{BASE}/<page>/<int:number>")
@anyone
@own_token_check
def corrected(page: str, number: int | None) -> BaseResponse:
    """Read the page and keep it in place of what was said before."""
    return keep_correction(page, number, request.form)


def keep_correction(page: str, number: int | None, sent: MultiDict[str, str]) -> BaseResponse:
    """Keep what ``sent`` says on one page; or show it again with what is wrong."""
    office = desk().office
    with followed(change=True) as here:
        step = journey.find(office.journeys[Origin.SELF], here.shown, page, number)
        if step is None:
            return redirect(url_for("public.my_answers"), 303)
        form = page_form(step.page)(sent)
        reading = form.read(here.shown, office.today())
        notice = _stopped_by(step, here, reading.answers, sent)
        if reading.problems or notice:
            asking = _asking(step, here.shown)
            return show_step(
                asking, here.shown, raw=form.raw, problems=reading.problems, notice=notice
            )
        answers = put(here.shown, step, reading.answers)
        end = next(
            (each for each in path(office.journeys[Origin.SELF], answers) if each.page.stops), None
        )
        if end is not None:
            # Where the path ends, nothing is kept: what was sent would vanish from sight.
            return show_step(Asking(end, back=f"{BASE}/{step.slug}"), answers)
        _keep(here, answers, [step.page.repeats] if step.number else reading.answers)
        if step.page.id == _SHARING and here.told_on:
            return redirect(url_for("public.standing", done="sharing") + "#told", 303)
    return redirect(_onward(step, answers, sent), 303)


@public.post(f"{BASE}/<page>/<int:number>/removal")
@anyone
def correction_removal(page: str, number: int) -> BaseResponse:
    """Take one entry of a repeating page out again."""
    office = desk().office
    with followed(change=True) as here:
        step = journey.find(office.journeys[Origin.SELF], here.shown, page, number)
        if step is not None:
            _keep(here, remove(here.shown, step))
    return redirect(url_for("public.my_answers", changed=""), 303)


def still_open(answers: Answers) -> str:
    """The address of a page that a correction opened and nobody has answered; "" for none."""
    step = journey.first_unanswered(desk().office.journeys[Origin.SELF], answers)
    return f"{BASE}/{step.slug}" if step else ""


def _stopped_by(step: Step, here: Followed, found: Answers, sent: MultiDict[str, str]) -> str:
    if not token_holds(sent):
        return t(PRESS_AGAIN)
    return overtaken(step, step.given(here.shown), found, sent.get("seen", ""))


def _keep(here: Followed, answers: Answers, names: Collection[str] = ()) -> None:
    """Keep ``answers``, those to ``names`` as the person's own; what was not shown stays."""
    hidden = unseen(here.answers, here.shown)
    left = {name for name in names if name in hidden and is_blank(answers.get(name))}
    correct(
        here.session,
        desk().office,
        here.referral,
        put_over(here.answers, here.shown, answers),
        said=set(names) - left,
        left=left,
    )


def _asking(step: Step, answers: Answers) -> Asking:
    entries = len(answers.get(step.page.repeats) or ()) if step.number else 0
    removal = ""
    if step.number is not None and step.number <= entries:
        removal = url_for("public.correction_removal", page=step.page.id, number=step.number)
    return Asking(step, back=BASE, can_save=False, removal=removal, done=say("Keep this change"))


def _onward(step: Step, answers: Answers, sent: MultiDict[str, str]) -> str:
    if "another" in sent and step.number is not None and step.number < step.page.most:
        return f"{BASE}/{step.page.id}/{step.number + 1}"
    return still_open(answers) or url_for("public.my_answers", changed="")


def _more(answers: Answers) -> list[dict[str, str]]:
    """Where one more of something can be added."""
    found: dict[str, dict[str, str]] = {}
    for step in path(desk().office.journeys[Origin.SELF], answers):
        count = len(answers.get(step.page.repeats) or ()) if step.page.repeats else step.page.most
        if count < step.page.most:
            another = Step(step.page, count + 1)
            found[step.page.id] = {
                "text": title_of(another, answers),
                "href": f"{BASE}/{another.slug}",
            }
    return list(found.values())
