"""One's own notes and questions: typed, kept once a draft was begun, taken away as a file."""

from collections.abc import Iterable
from dataclasses import replace

from flask import Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from portal.choices.informed import informed
from portal.choices.reading import MOST_WORDS, Choices
from portal.documents.guide import notes_document
from portal.public import public
from portal.referral import drafts
from portal.referral.answers import Problem, Reading
from portal.referral.kinds import Raw, Text
from portal.referral.questions.question import Page, Question, Section
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.forms import (
    PageForm,
    own_token_check,
    page_form,
    show_fields,
    summarise,
    token_holds,
    write_fields,
)
from portal.web.guard import anyone
from portal.web.language import current_language, t
from portal.web.visits import start_visit

from ..papers import as_file
from ..seat import held
from .carrying import carry_into_draft, change, holder
from .showing import go, lost_place, show

NOTES = Page(
    id="notes",
    title=say("My notes and questions"),
    questions=(
        Question(
            id="questions",
            kind=Text(limit=MOST_WORDS, long=True),
            ask=say("What do you still want to know?"),
            hint=say(
                "Write one question on each line. You can ask a worker, or someone you trust."
            ),
            short=say("My questions"),
            section=Section.WISHES,
        ),
        Question(
            id="notes",
            kind=Text(limit=MOST_WORDS, long=True),
            ask=say("Your own notes"),
            hint=say("Whatever you want to keep in mind. Leave out names if someone may find it."),
            short=say("My notes"),
            section=Section.WISHES,
        ),
    ),
)


@public.get("/options/notes")
@anyone
def notes() -> Response:
    """Write notes and questions; take them, or the guide, away as a file."""
    kept = holder().choices
    written = {"notes": kept.notes or None, "questions": kept.questions or None}
    return _show(write_fields(NOTES, written))


@public.post("/options/notes")
@anyone
@own_token_check
def notes_written() -> BaseResponse:
    """Keep what was written with the draft or referral; or begin a draft and take it along."""
    form, reading = _read()
    if reading.problems or not token_holds(request.form):
        return _show(form.raw, reading.problems, "" if reading.problems else lost_place())
    if "begin" in request.form and holder().place == "session":
        _begin_with(reading)
        return redirect("/refer", 303)
    _keep(reading)
    return go("/options/notes?kept")


@public.post("/options/notes/paper")
@anyone
@own_token_check
def notes_paper() -> BaseResponse:
    """What was written, as a file: with nothing around it, or with what was marked and read."""
    form, reading = _read()
    if reading.problems or not token_holds(request.form):
        return _show(form.raw, reading.problems, "" if reading.problems else lost_place())
    if holder().place != "session":
        _keep(reading)
    speak = current_language().speaker
    document = notes_document(
        desk().office.hub,
        speak,
        informed(replace(holder().choices, notes="", questions=""), speak),
        questions=str(reading.answers["questions"] or ""),
        notes=str(reading.answers["notes"] or ""),
        day=desk().office.today(),
        plain=request.form.get("kind") != "full",
        large="large_print" in request.form,
    )
    return as_file(document)


def _read() -> tuple[PageForm, Reading]:
    form = page_form(NOTES)()
    return form, form.read({}, desk().office.today())


def _with(choices: Choices, reading: Reading) -> Choices:
    said = {name: str(reading.answers[name] or "") for name in ("notes", "questions")}
    return choices.say(desk().office.now(), **said)


def _keep(reading: Reading) -> None:
    change(lambda choices: _with(choices, reading))


def _begin_with(reading: Reading) -> None:
    """Begin a draft that holds what this browser keeps and what was just written."""
    with desk().writing() as connection:
        start_visit(drafts.begin(connection, desk().office, current_language().code))
        draft = held(connection, lock=True)
        if draft is not None:
            carry_into_draft(connection, draft, lambda choices: _with(choices, reading))


def _show(raw: Raw, problems: Iterable[Problem] = (), notice: str = "") -> Response:
    problems = list(problems)
    return show(
        "notes",
        t(NOTES.title),
        error=bool(problems),
        errors=summarise(NOTES, problems),
        fields=show_fields(NOTES, raw, {}, problems),
        notice=notice,
        kept="kept" in request.args,
    )
