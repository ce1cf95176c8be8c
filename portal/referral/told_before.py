"""What somebody told before, when they tell us something again: what is about them goes along to
another matter, and what is about the same matter is added to what is there.

Rules only. What is about the person is declared with the questions (``Question.of_the_person``).
"""

from collections.abc import Mapping
from typing import Any

from .answers import fit
from .conditions import Answers
from .journey import Step, first_unanswered, path
from .kinds import Text, Unreadable
from .names import words
from .questions.before import FOR_CHILD
from .questions.question import Page, Question, QuestionSet, Section
from .shown import is_blank


def of_the_person(questions: QuestionSet, answers: Answers) -> dict[str, Any]:
    """Those of ``answers`` that are about the person, as ``questions`` ask and can read them."""
    asked = {
        name: value
        for name, value in answers.items()
        if name in questions.questions and questions.questions[name].of_the_person
    }
    return fit(questions, asked).answers


def without_ways_to_reach(questions: QuestionSet, answers: Answers) -> dict[str, Any]:
    """``answers`` without all that says how to reach the person: it is asked anew as a whole."""
    contact = _ways_to_reach(questions)
    return {name: value for name, value in answers.items() if name not in contact}


def _ways_to_reach(questions: QuestionSet) -> set[str]:
    return {each.id for each in questions.questions.values() if each.section is Section.CONTACT}


def is_confirmed_at_once(page: Page) -> bool:
    """Whether ``page`` asks about the person only: it is one of those confirmed together."""
    return bool(page.questions) and all(each.of_the_person for each in page.questions)


def open_before_confirming(questions: QuestionSet, offered: Answers) -> Step | None:
    """The first page about the person with a question that nobody answered before; None when all
    can be confirmed."""
    for step in path(questions, offered):
        if is_confirmed_at_once(step.page) and not step.is_answered(offered):
            return step
    return None


def is_of_the_same(before: Answers, now: Answers) -> bool:
    """Whether both can be about one person, by what was changed on the way.

    Whoever tells of themselves may use any name, and need not use the one that somebody else told.
    Of a child, or of somebody else, another name may be another person.
    """
    if now.get("who_for") in _ONESELF:
        return not FOR_CHILD(before)
    if before.get("who_for") in _ONESELF:
        return False
    return words(before.get("name") or "") == words(now.get("name") or "")


_ONESELF = ("me", "me_helped")


class NotExact(ValueError):
    """What was told again can't be added to what was told first without losing some of it."""


def added(questions: QuestionSet, before: Answers, again: Answers) -> dict[str, Any]:
    """``before`` with what was told ``again`` of the same matter.

    How to reach the person is one answer: what was told again stands in its place as a whole. Of
    all else, what was left empty this time stays. A long text is kept below the one that was there,
    and so are new entries of a list; for all else the newer answer counts, and the caller keeps the
    older one. Raises NotExact where a text or a list would be too long, or where something that
    was said would no longer be asked about and so vanish from sight.
    """
    lists = {page.repeats: page for page in questions.pages if page.repeats}
    reach = _ways_to_reach(questions)
    found = {**before, **dict.fromkeys(before.keys() & reach)}
    for name, value in again.items():
        if name in reach:
            found[name] = value
        elif is_blank(value):
            found.setdefault(name, value)
        elif name in lists:
            found[name] = _entries(lists[name], before.get(name) or [], value)
        else:
            found[name] = _both(questions.questions[name], before.get(name), value)
    stops = any(step.page.stops for step in path(questions, found))
    if stops or first_unanswered(questions, found) or not _all_in_sight(questions, before, found):
        raise NotExact
    return found


def _both(question: Question, before: Any, now: Any) -> Any:
    if not (isinstance(question.kind, Text) and question.kind.long) or not before:
        return now
    if now in before:
        return before
    if before in now:
        return now
    try:
        return question.kind.read({question.id: [f"{before}\n\n{now}"]}, question.id)
    except Unreadable as error:
        raise NotExact from error


def _entries(page: Page, before: list[Mapping[str, Any]], now: list[Mapping[str, Any]]) -> Any:
    entries = [*before, *(each for each in now if each not in before and any(each.values()))]
    if len(entries) > page.most:
        raise NotExact
    return entries


def _all_in_sight(questions: QuestionSet, before: Answers, after: Answers) -> bool:
    """Whether everything that ``before`` showed is still asked about after."""
    gone = _asked(questions, before) - _asked(questions, after)
    return gone <= _ways_to_reach(questions)


def _asked(questions: QuestionSet, answers: Answers) -> set[str]:
    return {
        question.id
        for step in path(questions, answers)
        for question in step.page.asked(answers)
        if not is_blank(step.given(answers).get(question.id))
    }
