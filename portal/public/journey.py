"""The journey of somebody who refers themselves: one topic a page, saved at every step."""

from flask import Response, redirect, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from portal.public import public
from portal.referral import drafts, journey
from portal.referral.answers import put, remove
from portal.referral.coming_again import begin_after
from portal.referral.conditions import Answers
from portal.referral.draft_body import AGREED, CARRIED, Held
from portal.referral.journey import Step
from portal.referral.origins import Origin
from portal.referral.told_before import is_confirmed_at_once, open_before_confirming
from portal.referral.words import say
from portal.web.answering import PRESS_AGAIN, Asking, overtaken, show_step
from portal.web.desk import desk
from portal.web.forms import own_token_check, page_form, token_holds
from portal.web.guard import anyone
from portal.web.language import current_language, t
from portal.web.shell import render
from portal.web.visits import start_visit

from .guide.carrying import carry_into_draft, choices_in_session
from .seat import CARRY, carried, closed, entry_number, held


@public.get("/refer/start")
@anyone
def start() -> Response:
    """Before you start: what this is, how to leave quickly, and other ways to tell us."""
    with desk().reading() as connection:
        open_draft = held(connection)
    return render(
        "public/before_you_start.html",
        title=t(say("Before you start")),
        back="/",
        started=open_draft is not None and open_draft.referral_id is None,
        brings=bool(choices_in_session()),
        csrf=generate_csrf(),
    )


@public.post("/refer/start")
@anyone
def begin() -> BaseResponse:
    """Start a draft, or go on with the one that is open; bring in what a closed page carried."""
    office = desk().office
    with desk().session() as session:
        connection = session.connection()
        open_draft = held(connection, lock=True)
        if open_draft is None or open_draft.referral_id is not None:
            language = current_language().code
            if open_draft is None:
                start_visit(drafts.begin(connection, office, language))
            else:
                start_visit(begin_after(session, office, open_draft, language))
            begun = held(connection, lock=True)
            if begun is not None:
                carry_into_draft(connection, begun)
    if carried():
        return bring_in()
    return redirect(url_for("public.go_on"), 303)


@public.get("/refer")
@anyone
def go_on() -> BaseResponse:
    """Lead to the first page that is still open, or to checking the answers."""
    with desk().reading() as connection:
        draft = held(connection)
    return redirect(address_of_next(draft), 303) if draft else closed()


@public.get("/refer/<page>", defaults={"number": None})
@public.get("/refer/<page>/<int:number>")
@anyone
def ask(page: str, number: int | None) -> BaseResponse:
    """Show one page of the journey."""
    with desk().reading() as connection:
        draft = held(connection)
    if draft is None:
        return closed()
    step = _step(draft, page, number)
    if step is None:
        return redirect(address_of_next(draft), 303)
    return show_step(_asking(draft, step), draft.said)


@public.post("/refer/<page>", defaults={"number": None})
@public.post("/refer/<page>/<int:number>")
@anyone
@own_token_check
def answer(page: str, number: int | None) -> BaseResponse:
    """Read one page and keep its answers; or show it again with what is wrong."""
    return _answer(page, number, request.form)


def _answer(page: str, number: int | None, sent: MultiDict[str, str]) -> BaseResponse:
    office = desk().office
    with desk().writing() as connection:
        draft = held(connection, lock=True)
        if draft is None:
            return closed()
        step = _step(draft, page, number)
        if step is None:
            return redirect(address_of_next(draft), 303)
        form = page_form(step.page)(sent)
        reading = form.read(draft.said, office.today())
        later = "save" in sent
        problems = [
            problem for problem in reading.problems if not (later and problem.code == "missing")
        ]
        notice = _stopped_by(step, draft, reading.answers, sent)
        if not problems and not notice:
            said = put(draft.said, step, reading.answers)
            end = _ends_at(said) if draft.waits else None
            if end is not None:
                # Where the path ends, nothing is kept: what waits to be confirmed would be lost.
                return show_step(Asking(end, f"/refer/{step.slug}"), said)
            draft = drafts.save(connection, office, draft, said)
    if problems or notice:
        asking = _asking(draft, step)
        return show_step(asking, draft.said, raw=form.raw, problems=problems, notice=notice)
    return redirect(_onward(draft, step, sent), 303)


def _stopped_by(step: Step, draft: Held, found: Answers, sent: MultiDict[str, str]) -> str:
    """Why a page can't be kept yet although its answers are right; "" when it can."""
    if not token_holds(sent):
        return t(PRESS_AGAIN)
    return overtaken(step, step.given(draft.said), found, sent.get("seen", ""))


def _ends_at(answers: Answers) -> Step | None:
    """The page at which the path of ``answers`` stops, or None."""
    steps = journey.path(desk().office.journeys[Origin.SELF], answers)
    return next((step for step in steps if step.page.stops), None)


@public.post("/refer/<page>/<int:number>/removal")
@anyone
def take_out(page: str, number: int) -> BaseResponse:
    """Take one entry of a repeating page out again."""
    with desk().writing() as connection:
        draft = held(connection, lock=True)
        if draft is None:
            return closed()
        step = _step(draft, page, number)
        if step is not None:
            draft = drafts.save(connection, desk().office, draft, remove(draft.answers, step))
    return redirect(address_of_next(draft), 303)


def bring_in() -> BaseResponse:
    """Answer the page whose text was typed after its visit had ended, now that one is open."""
    pairs = [(name.removeprefix(CARRY), value) for name, value in carried()]
    sent = MultiDict(pairs)
    sent["csrf_token"] = request.form.get("csrf_token", "")
    place = sent.pop("to", "").removeprefix("/refer/").split("/")
    number = entry_number(place[1]) if len(place) > 1 else None
    return _answer(place[0], number, sent)


def _step(draft: Held, page: str, number: int | None) -> Step | None:
    if draft.referral_id is not None:
        return None
    step = journey.find(desk().office.journeys[Origin.SELF], draft.said, page, number)
    if step is not None and draft.waits and not is_confirmed_at_once(step.page):
        return None
    return step


def _asking(draft: Held, step: Step) -> Asking:
    answers = draft.said
    entries = len(answers.get(step.page.repeats) or ()) if step.number else 0
    earlier = journey.before(desk().office.journeys[Origin.SELF], answers, step)
    if draft.waits:
        back = url_for("public.go_through")
    elif "check" in request.args:
        back = url_for("public.check")
    else:
        back = f"/refer/{earlier.slug}" if earlier else url_for("public.start")
    removal = ""
    if step.number is not None and step.number <= entries:
        removal = url_for("public.take_out", page=step.page.id, number=step.number)
    return Asking(step, back, removal=removal, guide=True)


def _onward(draft: Held, step: Step, sent: MultiDict[str, str]) -> str:
    """Where to go when a page was kept."""
    if "save" in sent or sent.get("after_help") == "later":
        return url_for("public.save")
    if "another" in sent and step.number is not None and step.number < step.page.most:
        return f"/refer/{step.page.id}/{step.number + 1}"
    if "check" in request.args or draft.waits or CARRIED in draft.again:
        return address_of_next(draft)  # what was told before is not gone through once more
    following = journey.after(desk().office.journeys[Origin.SELF], draft.answers, step)
    return f"/refer/{following.slug}" if following else address_of_next(draft)


def address_of_next(draft: Held) -> str:
    """The address of the first page still open; then the way back; then checking the answers.

    What was told before about the person is confirmed before all else.
    """
    if draft.referral_id is not None:
        return "/refer/sent"
    questions = desk().office.journeys[Origin.SELF]
    if draft.waits:
        step = open_before_confirming(questions, draft.said)
        return f"/refer/{step.slug}" if step else url_for("public.go_through")
    step = journey.first_open(questions, draft.answers)
    if step is not None:
        return f"/refer/{step.slug}"
    has_own_code = draft.code and AGREED not in draft.again
    return url_for("public.check") if has_own_code else url_for("public.save")
