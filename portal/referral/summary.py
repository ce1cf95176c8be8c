"""What one reader may see of a referral, as titled sections of labelled rows.

Every page and every document that shows answers is a loop over this.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .answers import answered
from .conditions import Answers
from .journey import Step
from .kinds import JsonValue
from .questions.of_somebody import in_words_of_somebody
from .questions.question import (
    SECTION_TITLES,
    TITLES_FOR_OTHERS,
    TITLES_FOR_REFERRERS,
    Question,
    QuestionSet,
    Section,
)
from .readers import Reader
from .words import Speaker, say

NOT_SAID = say("Not said")


@dataclass(frozen=True)
class Row:
    """One answer: what it is called, what it says, and where it can be changed.

    ``lines`` is empty when the question was asked and skipped.
    """

    label: str
    lines: tuple[str, ...]
    question: Question
    step: Step


@dataclass
class Part:
    """The rows of one section; ``entry`` counts from 1 for each entry of a repeating page."""

    title: str
    section: Section
    rows: list[Row] = field(default_factory=list)
    step: Step | None = None
    entry: int | None = None


STAFF_ORDER: Sequence[Section] = (
    Section.CONTACT,
    Section.SAFETY,
    Section.AGENCY,
    Section.MATTER,
    Section.OTHER,
    Section.PERSON,
    Section.HELP,
    Section.WISHES,
    Section.SHARING,
    Section.REFERRER,
)
"""Staff see how it is safe to reach a person before anything else; then what decides how soon."""


_TITLES = {Reader.PERSON: SECTION_TITLES, Reader.REFERRER: TITLES_FOR_REFERRERS}
"""What sections are called for those who read what they told themselves."""


def show(question: Question, value: JsonValue, reader: Reader, speak: Speaker) -> list[str]:
    """``value`` in lines for ``reader``: only the person reads their answers as "I" and "me"."""
    own = reader is Reader.PERSON
    kind = question.kind if own else in_words_of_somebody(question.kind)
    return kind.show(value, speak)


def summary(questions: QuestionSet, answers: Answers, reader: Reader, speak: Speaker) -> list[Part]:
    """The parts of a referral that ``reader`` may see, in the order that serves them.

    Whoever told it reads in the order in which they did; staff and others read contact first.
    """
    parts: dict[tuple[Section, str, int | None], Part] = {}
    titles = _TITLES.get(reader, TITLES_FOR_OTHERS)
    for step, question, value in answered(questions, answers):
        if reader not in question.readers:
            continue
        key = (question.section, step.page.repeats, step.number)
        if key not in parts:
            title = step.page.title if step.number else titles[question.section]
            parts[key] = Part(speak(title), question.section, step=step, entry=step.number)
        lines = () if value is None else tuple(show(question, value, reader, speak))
        parts[key].rows.append(Row(speak(question.short), lines, question, step))
    found = list(parts.values())
    if reader not in _TITLES:
        found.sort(key=lambda part: STAFF_ORDER.index(part.section))
    return found
