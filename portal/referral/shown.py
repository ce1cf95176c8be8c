"""What the person sees of what somebody else told about them.

What they said themselves, they see. Of what a referrer told they see their name, how to reach them
and what it is about; the rest where the referrer said that it is safe. What was told of risk and
of the other person they never see here: a worker talks about that with them.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from .conditions import Answers
from .questions.question import Question, QuestionSet, Section
from .readers import Reader

_NEVER = frozenset({Section.SAFETY, Section.OTHER})
_ALWAYS = frozenset({Section.CONTACT, Section.WISHES, Section.SHARING})
_NAMES = frozenset({"name", "about"})
_OF_AN_AGENCY = frozenset({"agency_reference", "agency_basis", "safe_to_show"})
_RISK = frozenset({"contact_others"})
"""What tells of risk in another section."""


def shown(
    questions: QuestionSet, answers: Answers, own: Collection[str], left: Collection[str] = ()
) -> dict[str, Any]:
    """The answers, of those in force, that the person may see.

    ``own`` names what they said themselves. ``left`` names what they were asked and left empty
    while something is kept that they don't see: it stands there as left empty.
    """
    safe = _is_safe(answers)
    found = {}
    for name, question in _first_questions(questions).items():
        if name not in answers or Reader.PERSON not in question.readers:
            continue
        if name in own or _may_see(name, question, safe):
            found[name] = answers[name]
        elif name in left:
            found[name] = None if name in questions.questions else []
    return found


def earlier_shown(
    questions: QuestionSet, answers: Answers, earlier: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """What corrected answers said before (see ``filing.EARLIER``), as far as the person may see it.

    What an answer said before its first correction is a referrer's; after that it is the person's.
    """
    safe, firsts = _is_safe(answers), _first_questions(questions)
    known = {name for name, question in firsts.items() if _may_see(name, question, safe)}
    found = []
    for each in earlier:
        seen = {name: value for name, value in each["answers"].items() if name in known}
        known |= each["answers"].keys()
        if seen:
            found.append({**each, "answers": seen})
    return found


def unseen(answers: Answers, seen: Answers) -> set[str]:
    """The names of answers that say something and are not among those ``seen``."""
    return {
        name for name, value in answers.items() if not is_blank(value) and is_blank(seen.get(name))
    }


def put_over(answers: Answers, seen: Answers, given: Answers) -> dict[str, Any]:
    """``answers`` with what the person gives in their place, who saw only those ``seen``.

    What they left empty because it was not shown to them stays.
    """
    kept = unseen(answers, seen)
    said = {name: value for name, value in given.items() if name not in kept or not is_blank(value)}
    return {**answers, **said}


def _is_safe(answers: Answers) -> bool:
    """Whether it is safe to show: an agency must say so; a group told only what was agreed."""
    by_agency = any(answers.get(name) is not None for name in _OF_AN_AGENCY)
    return not by_agency or answers.get("safe_to_show") == "yes"


def _may_see(name: str, question: Question, safe: bool) -> bool:
    if Reader.PERSON not in question.readers or question.section in _NEVER or name in _RISK:
        return False
    return safe or question.section in _ALWAYS or name in _NAMES


def _first_questions(questions: QuestionSet) -> dict[str, Question]:
    """What each answer belongs to: its question, or the first one of a list."""
    found = dict(questions.questions)
    for page in questions.pages:
        if page.repeats:
            found[page.repeats] = page.questions[0]
    return found


def is_blank(value: Any) -> bool:
    """Whether a question was left empty, or every question of every entry of a list."""
    if isinstance(value, list):
        return all(isinstance(each, Mapping) and not any(each.values()) for each in value)
    return value is None
