"""What was said in the guide, as answers to the questions that a referral asks about it."""

from collections.abc import Mapping
from typing import Any

from portal.referral.kinds import ManyOf
from portal.referral.questions import QuestionSet

from .reading import Choices

_WOULD_HEAR = ("interested", "know_more")
_MATTERS = ("a_lot", "a_little")


def as_answers(choices: Choices, questions: QuestionSet) -> dict[str, Any]:
    """Answers to "what matters" and "which would you like to hear about", so as not to ask again.

    Only what is among a question's own choices, in their order. Nothing said, no answer.
    """
    mattering = {id_ for id_, weight in choices.matters.items() if weight in _MATTERS}
    wanted = {id_ for id_, leaning in choices.leanings.items() if leaning in _WOULD_HEAR}
    said = {"what_matters": mattering, "leaning": wanted}
    found = {name: _among(questions, name, ids) for name, ids in said.items()}
    return {name: ids for name, ids in found.items() if ids}


def fill_in(answers: Mapping[str, Any], choices: Choices, questions: QuestionSet) -> dict[str, Any]:
    """``answers`` with those from the guide where the person has answered nothing yet."""
    return {**as_answers(choices, questions), **answers}


def _among(questions: QuestionSet, name: str, ids: set[str]) -> list[str]:
    kind = questions.questions[name].kind
    choices = kind.choices if isinstance(kind, ManyOf) else ()
    return [each.value for each in choices if each.value in ids]


def follow(
    answers: Mapping[str, Any], before: Choices, after: Choices, questions: QuestionSet
) -> dict[str, Any]:
    """``answers`` after the guide's own went from ``before`` to ``after``.

    An answer that came from the guide changes with it; one that the person gave themselves stays.
    """
    was, now = as_answers(before, questions), as_answers(after, questions)
    found = dict(answers)
    for name in ("what_matters", "leaning"):
        if name not in found or (name in was and found[name] == was[name]):
            found.pop(name, None)
            if name in now:
                found[name] = now[name]
    return found
