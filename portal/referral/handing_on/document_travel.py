"""Which answers may travel to one place: what its consent or its ground lets go, and no more."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from portal.referral.answers import answered
from portal.referral.conditions import Answers
from portal.referral.journey import Step
from portal.referral.questions.question import Question, QuestionSet, Section
from portal.referral.readers import Reader

NEVER = frozenset({"code_word", "agreed_word"})
"""Words by which the person and the hub know one another. In a third office they prove nothing."""

_NOT_ANSWERS_FOR_OTHERS = frozenset({Section.SHARING, Section.REFERRER})
"""Whom else they agreed to, and who referred them: the document says what must be said of both."""


@dataclass(frozen=True)
class Limits:
    """What one place may have. ``sections`` are the parts it may have at most; none named, all.

    ``ground`` says that it may have them without the person's agreement to share, as the hub's own
    case system does. The parts that such a place names it has as the hub's staff have them.
    """

    sections: frozenset[str]
    ground: bool

    @classmethod
    def of(cls, sections: Collection[str], ground: str | None) -> "Limits":
        return cls(frozenset(sections), bool(ground))

    def let(self, question: Question) -> bool:
        """Whether the answer to ``question`` may go there."""
        section = question.section
        if question.id in NEVER or section in _NOT_ANSWERS_FOR_OTHERS:
            return False
        if self.sections and section not in self.sections:
            return False
        if question.travels and Reader.PARTNER in question.readers:
            return True
        return self.ground and section in self.sections and Reader.HUB in question.readers


@dataclass(frozen=True)
class Travelling:
    """One answer that travels; ``value`` is None where it was asked and left empty."""

    step: Step
    question: Question
    value: Any


def travelling(questions: QuestionSet, answers: Answers, limits: Limits) -> Iterator[Travelling]:
    """The answers, of those in force, that ``limits`` let travel, in the order of the questions."""
    for step, question, value in answered(questions, answers):
        if limits.let(question):
            yield Travelling(step, question, value)


def bare(found: Collection[Travelling]) -> dict[str, Any]:
    """The values of what travels by their questions' ids, without those of lists."""
    return {each.question.id: each.value for each in found if not each.step.number}
