"""Raw text to answers, or to problems that say which question is wrong and why.

Answers are a plain dictionary, ready for JSON: question id → value. A question that was asked and
left empty holds None. The answers of a repeating page are a list of such dictionaries under the
page's own name (``Page.repeats``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date
from typing import Any

from .conditions import Answers
from .journey import Step, path
from .kinds import JsonValue, Raw, Unreadable
from .questions.question import Page, Question, QuestionSet
from .words import Speaker, say


@dataclass(frozen=True)
class Problem:
    """What is wrong with one answer. ``field`` is the input to put right.

    ``code`` is one of MESSAGES, or the sentence itself where only one place ever says it.
    """

    question: str
    code: str
    field: str
    params: Mapping[str, object] = default(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What was read: every answer that could be, and a problem for every one that could not."""

    answers: dict[str, JsonValue]
    problems: tuple[Problem, ...] = ()


MESSAGES: Mapping[str, str] = {
    "missing": say("Answer this question"),
    "too_long": say("Shorten this to %(limit)s characters. It is %(over)s too long"),
    "not_a_choice": say("Choose from the answers shown"),
    "not_together": say("Tick “%(choice)s” on its own, or take that tick away"),
    "not_a_time": say("Enter a time such as 14:30 or 2:30pm"),
    "not_a_number": say("Enter a number in figures, such as 3"),
    "out_of_range": say("Enter a number from %(least)s to %(most)s"),
    "no_year": say("Enter the year too. A rough one will do"),
    "no_month": say("Enter the month too, or leave the day out"),
    "not_a_year": say("Enter a year in four figures, such as 2024"),
    "not_a_month": say("Enter a month from 1 to 12"),
    "not_a_day": say("Enter a day that is in that month"),
    "in_the_future": say("Enter a day that is not in the future"),
    "not_a_phone": say("Enter a phone number, such as 01632 960 001 or +44 7700 900 982"),
    "not_an_email": say("Enter an email address, such as name@example.com"),
    "not_a_postcode": say("Enter a postcode such as DH1 5UL, or just its first half"),
    "too_short": say("Choose a longer word: at least 4 letters"),
    "mistyped_reference": say("Check your reference: a letter or number in it is wrong or missing"),
    "not_a_code": say("Enter your code: four words with spaces between them"),
    "not_a_whole_day": say("Enter the day and the month too"),
    "one_way": say("Choose one way only: the safest"),
    "not_to_this": say("They must agree that you give us their name. If not, don't send this"),
    "stopped": say("Go back and choose who this is for"),
    "too_many": say("We can keep %(most)s of these. Tell us about the rest in your own words"),
}


def explain(problem: Problem, question: Question | None, speak: Speaker) -> str:
    """The sentence that tells a person what to do about ``problem``."""
    if problem.code == "missing" and question is not None and question.missing:
        return speak(question.missing)
    params = dict(problem.params)
    if "choice" in params:
        params["choice"] = speak(str(params["choice"]))
    return speak(MESSAGES.get(problem.code, problem.code), **params)


def read_page(page: Page, raw: Raw, answers: Answers, today: date, *, prefix: str = "") -> Reading:
    """What ``raw`` says to the questions of ``page`` that apply, given the ``answers`` so far.

    ``prefix`` stands before each field's name, as "incidents-2-" does in a whole document.
    """
    found: dict[str, JsonValue] = {}
    problems: list[Problem] = []
    for question in page.questions:
        sofar = {**answers, **found}
        if not question.applies(sofar):
            continue
        name = prefix + question.id
        try:
            value = question.kind.read(raw, name)
        except Unreadable as error:
            at = f"{name}-{error.part}" if error.part else name
            problems.append(Problem(question.id, error.code, at, error.params))
            continue
        code = None
        if value is None:
            code = "missing" if question.required else None
        elif question.check is not None:
            code = question.check(value, sofar, today)
        if code:
            problems.append(Problem(question.id, code, name))
        else:
            found[question.id] = value
    return Reading(found, tuple(problems))


def put(answers: Answers, step: Step, values: Mapping[str, JsonValue]) -> dict[str, Any]:
    """``answers`` with the ``values`` of one step in their place."""
    if step.number is None:
        return {**answers, **values}
    entries = [*(answers.get(step.page.repeats) or ())]
    if step.number > len(entries):
        entries.append(dict(values))
    else:
        entries[step.number - 1] = {**entries[step.number - 1], **values}
    return {**answers, step.page.repeats: entries}


def remove(answers: Answers, step: Step) -> dict[str, Any]:
    """``answers`` without the entry of a repeating page that ``step`` points at."""
    entries = [*(answers.get(step.page.repeats) or ())]
    if step.number is not None and 1 <= step.number <= len(entries):
        del entries[step.number - 1]
    return {**answers, step.page.repeats: entries}


def read_whole(questions: QuestionSet, raw: Raw, today: date) -> Reading:
    """Everything that ``raw`` says, following the path that its own answers make.

    Whatever does not apply is left out. Entries of repeating pages stand under names such as
    "incidents-1-incident_where".
    """
    answers: dict[str, JsonValue] = {}
    problems: list[Problem] = []
    for page in questions.pages:
        if not page.applies(answers):
            continue
        if not page.repeats:
            reading = read_page(page, raw, answers, today)
            answers.update(reading.answers)
            problems.extend(reading.problems)
        else:
            entries = []
            for number in _numbers(page, raw):
                if number > page.most:
                    problems.append(
                        Problem(page.repeats, "too_many", page.repeats, {"most": page.most})
                    )
                    break
                prefix = f"{page.repeats}-{number}-"
                reading = read_page(page, raw, answers, today, prefix=prefix)
                problems.extend(reading.problems)
                if any(value is not None for value in reading.answers.values()):
                    entries.append(reading.answers)
            answers[page.repeats] = entries
        if page.stops:
            problems.append(Problem("", "stopped", page.id))
            break
    return Reading(answers, tuple(problems))


def _numbers(page: Page, raw: Raw) -> list[int]:
    start = f"{page.repeats}-"
    found = set()
    for name in raw:
        if name.startswith(start):
            number = name[len(start) :].partition("-")[0]
            if number.isascii() and number.isdigit() and len(number) <= 4:
                found.add(int(number))
    return sorted(found)


def write_whole(questions: QuestionSet, answers: Answers) -> dict[str, list[str]]:
    """The raw texts that say ``answers``: what a door would send for all of them at once."""
    raw: dict[str, list[str]] = {}
    for step in path(questions, answers):
        prefix = f"{step.page.repeats}-{step.number}-" if step.number else ""
        given = step.given(answers)
        for question in step.page.asked(answers):
            if given.get(question.id) is not None:
                raw.update(question.kind.write(given[question.id], prefix + question.id))
    return raw


def answered(questions: QuestionSet, answers: Answers) -> Iterator[tuple[Step, Question, Any]]:
    """Every question on the path that was asked, with its value (None when it was skipped)."""
    for step in path(questions, answers):
        given = step.given(answers)
        for question in step.page.asked(answers):
            if question.id in given:
                yield step, question, given[question.id]


@dataclass(frozen=True)
class Fitted:
    """Stored answers fitted to today's questions; what no longer fits is ``set_aside``, kept."""

    answers: dict[str, Any]
    set_aside: dict[str, Any]


def fit(questions: QuestionSet, stored: Answers) -> Fitted:
    """Fit answers given to an earlier question set to this one. Nothing is thrown away.

    An answer whose question has gone, or that its question can no longer read, is set aside for
    staff to see; the question, if it still exists, is asked again.
    """
    kept: dict[str, Any] = {}
    aside: dict[str, Any] = {}
    lists = {page.repeats: page for page in questions.pages if page.repeats}
    for name, value in stored.items():
        if name in lists and isinstance(value, list) and _are_entries(value):
            pairs = [_fit_one(lists[name].questions, entry) for entry in value]
            kept[name] = [good for good, _ in pairs]
            bad = [rest for _, rest in pairs if rest]
            if bad:
                aside[name] = bad
        else:
            question = questions.questions.get(name)
            (kept if question and _still_reads(question, value) else aside)[name] = value
    return Fitted(kept, {name: value for name, value in aside.items() if value is not None})


def beside(earlier: Answers, later: Answers) -> dict[str, Any]:
    """What was set aside ``earlier`` and ``later`` together; of two answers both are kept."""
    both = dict(earlier)
    for name, value in later.items():
        if name in both and both[name] != value:
            both[name] = [*_listed(both[name]), *_listed(value)]
        else:
            both[name] = value
    return both


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _are_entries(value: list[Any]) -> bool:
    return all(isinstance(entry, Mapping) for entry in value)


def _fit_one(
    questions: tuple[Question, ...], entry: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    by_id = {question.id: question for question in questions}
    good: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for name, value in entry.items():
        fits = name in by_id and _still_reads(by_id[name], value)
        (good if fits else rest)[name] = value
    return good, rest


def _still_reads(question: Question, value: JsonValue | None) -> bool:
    if value is None:
        return not question.required
    try:
        return bool(question.kind.read(question.kind.write(value, "x"), "x") == value)
    except (Unreadable, TypeError, ValueError, AttributeError):
        return False
