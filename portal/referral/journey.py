"""The path through the pages, computed from the answers and never stored.

So Back, two tabs and a changed answer can't corrupt it: where somebody is follows from what they
have said, each time anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .conditions import Answers
from .questions.question import Page, QuestionSet


@dataclass(frozen=True)
class Step:
    """One page on somebody's path; ``number`` counts from 1 where the page repeats."""

    page: Page
    number: int | None = None

    @property
    def slug(self) -> str:
        """The step's place in an address: "age", or "incident/2"."""
        return self.page.id if self.number is None else f"{self.page.id}/{self.number}"

    def given(self, answers: Answers) -> Answers:
        """The answers this step holds so far: the whole of them, or one entry of its list."""
        if self.number is None:
            return answers
        entries = answers.get(self.page.repeats) or []
        return entries[self.number - 1] if self.number <= len(entries) else {}

    def is_answered(self, answers: Answers) -> bool:
        """Whether every question that applies here was answered or skipped."""
        given = self.given(answers)
        return all(question.id in given for question in self.page.asked(answers))


def path(questions: QuestionSet, answers: Answers) -> Iterator[Step]:
    """The steps that ``answers`` lead through, from the first; it ends at a page that stops."""
    for page in questions.pages:
        if not page.applies(answers):
            continue
        if page.repeats:
            times = max(1, len(answers.get(page.repeats) or ()))
            yield from (Step(page, number) for number in range(1, times + 1))
        else:
            yield Step(page)
        if page.stops:
            return


def find(questions: QuestionSet, answers: Answers, page_id: str, number: int | None) -> Step | None:
    """The step with this page and number if it is on the path, or the next of a repeating page."""
    page = questions.by_slug.get(page_id)
    if page is None or bool(page.repeats) != (number is not None):
        return None
    if number is not None:
        entries = len(answers.get(page.repeats) or ())
        if not 1 <= number <= min(entries + 1, page.most):
            return None
    on_path = any(step.page is page for step in path(questions, answers))
    return Step(page, number) if on_path else None


def after(questions: QuestionSet, answers: Answers, step: Step) -> Step | None:
    """The step that follows ``step``, or None when it is the last one."""
    steps = iter(path(questions, answers))
    for each in steps:
        if each == step:
            return next(steps, None)
    return None


def before(questions: QuestionSet, answers: Answers, step: Step) -> Step | None:
    """The step that comes before ``step``, or None when it is the first one."""
    previous = None
    for each in path(questions, answers):
        if each == step:
            return previous
        if step.number and each.page is step.page and each.number == step.number - 1:
            return each  # also finds the way back from an entry that is not yet on the path
        previous = each
    return previous


def first_open(questions: QuestionSet, answers: Answers) -> Step | None:
    """The first step with a question neither answered nor skipped, or one that stops; else None."""
    for step in path(questions, answers):
        if step.page.stops or not step.is_answered(answers):
            return step
    return None


def first_unanswered(questions: QuestionSet, answers: Answers) -> Step | None:
    """The first step with a question never asked so far. A list left empty was asked."""
    for step in path(questions, answers):
        asked_and_empty = step.number and answers.get(step.page.repeats) == []
        if not asked_and_empty and not step.is_answered(answers):
            return step
    return None
