"""Questions as web forms: Flask-WTF carries the texts, the questions themselves read them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from flask_wtf import FlaskForm
from flask_wtf.csrf import validate_csrf
from werkzeug.datastructures import MultiDict
from wtforms import Field, ValidationError

from portal.referral.answers import Problem, Reading, explain, read_page
from portal.referral.conditions import Answers
from portal.referral.kinds import (
    Day,
    Email,
    Hour,
    ManyOf,
    OneOf,
    Phone,
    Pick,
    Postcode,
    Raw,
    Text,
    WholeNumber,
)
from portal.referral.questions.question import Page, Question
from portal.referral.words import say

from .language import current_language, t

DAY_PARTS = ("day", "month", "year")


View = TypeVar("View", bound=Callable[..., Any])


def own_token_check(view: View) -> View:
    """Mark a view whose form checks the token against forgery itself.

    So that a lost token shows the page again with everything typed, not an error page.
    """
    view.own_token_check = True  # type: ignore[attr-defined]
    return view


def token_holds(sent: Mapping[str, str]) -> bool:
    """Whether what was ``sent`` comes from a page of ours; if not, usually a cookie was lost."""
    try:
        validate_csrf(sent.get("csrf_token"))
    except ValidationError:
        return False
    return True


class QuestionField(Field):
    """Keeps the texts sent for one question as they came; the question reads them later."""

    def __init__(self, question: Question, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.question = question

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        """Gather every text under this field's name and under the names of its parts."""
        names = [self.name]
        if isinstance(self.question.kind, Day):
            names += [f"{self.name}-{part}" for part in DAY_PARTS]
        sent = formdata or MultiDict()
        self.raw = {name: sent.getlist(name) for name in names if name in sent}


class PageForm(FlaskForm):  # type: ignore[misc]
    """The form of one page. ``page`` is set by ``page_form``.

    The token against forgery is checked for the whole app, or by ``token_holds``; not here too.
    """

    class Meta:
        """How WTForms sets such a form up."""

        csrf = False

    page: Page

    @property
    def raw(self) -> dict[str, list[str]]:
        """Everything that was typed on this page."""
        raw: dict[str, list[str]] = {}
        for each in self:
            if isinstance(each, QuestionField):
                raw.update(each.raw)
        return raw

    def read(self, answers: Answers, today: date) -> Reading:
        """What was typed, read by the page's own questions."""
        return read_page(self.page, self.raw, answers, today)


@lru_cache(maxsize=1024)
def page_form(page: Page) -> type[PageForm]:
    """The form class for ``page``: a field a question."""
    fields = {question.id: QuestionField(question) for question in page.questions}
    return type("PageForm", (PageForm,), {"page": page, **fields})


@dataclass
class Shown:
    """One question as the template shows it."""

    widget: str
    name: str
    label: str
    hint: str
    error: str = ""
    value: str = ""
    values: list[str] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)
    error_parts: tuple[str, ...] = ()
    limit: int = 0
    required: bool = False


_WIDGETS: Mapping[type, str] = {
    OneOf: "radios",
    Pick: "select",
    ManyOf: "checkboxes",
    Day: "day",
    Hour: "hour",
    Phone: "phone",
    Email: "email",
    Postcode: "postcode",
    WholeNumber: "number",
}


def show_fields(
    page: Page, raw: Raw, answers: Answers, problems: Iterable[Problem] = ()
) -> list[Shown]:
    """The questions of ``page`` that apply, filled in with what was typed and what is wrong."""
    wrong = {problem.question: problem for problem in problems}
    return [
        _show(question, raw, answers, wrong.get(question.id)) for question in page.asked(answers)
    ]


def write_fields(page: Page, given: Answers) -> dict[str, list[str]]:
    """The texts that a form would hold for the answers ``given`` on ``page`` so far."""
    raw: dict[str, list[str]] = {}
    for question in page.questions:
        value = given.get(question.id)
        if value is not None:
            raw.update(question.kind.write(value, question.id))
    return raw


def summarise(page: Page, problems: Iterable[Problem]) -> list[dict[str, str]]:
    """The error summary: what to do about each problem, linked to the input it is about."""
    by_id = {question.id: question for question in page.questions}
    return [
        {
            "text": explain(problem, by_id.get(problem.question), current_language().speaker),
            "href": f"#{_first_input(problem, by_id.get(problem.question))}",
        }
        for problem in problems
    ]


def mistake(text: str, field: str) -> dict[str, str]:
    """One line of the error summary; ``text`` is in the reader's language already."""
    return {"text": text, "href": f"#{field}"}


def _first_input(problem: Problem, question: Question | None) -> str:
    """The id of the input to move to: a day as a whole has none, its first part does."""
    if question and isinstance(question.kind, Day) and problem.field == question.id:
        return f"{problem.field}-day"
    return problem.field


def _show(question: Question, raw: Raw, answers: Answers, problem: Problem | None) -> Shown:
    label, hint = question.worded(answers)
    given = raw.get(question.id) or []
    shown = Shown(
        widget=_widget(question),
        name=question.id,
        label=t(label),
        hint=t(hint),
        value=given[0] if given else "",
        values=list(given),
        items=_items(question, current_language().code),
        required=question.required,
    )
    if isinstance(question.kind, Day):
        shown.parts = {part: (raw.get(f"{question.id}-{part}") or [""])[0] for part in DAY_PARTS}
    if isinstance(question.kind, Text):
        shown.limit = question.kind.limit
    if problem is not None:
        shown.error = explain(problem, question, current_language().speaker)
        part = problem.field.removeprefix(question.id).lstrip("-")
        shown.error_parts = (part,) if part else DAY_PARTS
    return shown


def _widget(question: Question) -> str:
    if isinstance(question.kind, Text):
        return "long" if question.kind.long else "text"
    return _WIDGETS[type(question.kind)]


@lru_cache(maxsize=4096)
def _items(question: Question, language: str) -> list[dict[str, Any]]:
    """A question's choices in ``language``, with "or" before one that stands alone."""
    kind = question.kind
    if not isinstance(kind, OneOf | ManyOf):
        return []
    items: list[dict[str, Any]] = []
    divided = False
    if isinstance(kind, Pick):
        items.append({"value": "", "text": t(kind.blank)})
    for choice in kind.choices:
        item: dict[str, Any] = {"value": choice.value, "text": t(choice.label)}
        if choice.hint:
            item["hint"] = t(choice.hint)
        if choice.alone:
            item["exclusive"] = True
            if items and not divided:
                items.append({"divider": t(say("or"))})
                divided = True
        items.append(item)
    return items
