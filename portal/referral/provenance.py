"""Who said what: the person's own words beside what those who referred them told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from .conditions import Answers
from .journey import Step
from .questions.question import Question

_NOTHING = object()


@dataclass(frozen=True)
class Voice:
    """What one referrer tells of a referral now; ``who`` is their part in it (a Referring)."""

    who: UUID
    answers: Answers


@dataclass(frozen=True)
class Provenance:
    """Who said what of one referral.

    ``answers`` are those in force. ``own`` says since when the person has answered a question
    themselves, as an ISO moment by the question's id or a list's name. ``voices`` are the
    referrers, the oldest first. Without any, the person said it all.
    """

    answers: Answers
    own: Mapping[str, str] = field(default_factory=dict)
    voices: Sequence[Voice] = ()

    def own_since(self, question: Question, step: Step) -> datetime | None:
        """Since when the person has said this themselves; None while a referrer said it."""
        at = self.own.get(kept_as(question, step))
        return datetime.fromisoformat(at) if at else None

    def told_by(self, question: Question, step: Step) -> UUID | None:
        """Which referrer the answer in force comes from; None when it is the person's own."""
        if self.own_since(question, step) is not None:
            return None
        value = _value(self.answers, question, step)
        same = [each for each in self.voices if _value(each.answers, question, step) == value]
        return same[-1].who if same else None

    def others(self, question: Question, step: Step) -> list[tuple[UUID, Any]]:
        """What referrers say that differs from the answer in force, and who each of them is.

        A referrer who was never asked says nothing, and None is one who left it empty.
        """
        value = _value(self.answers, question, step)
        found = ((each.who, _value(each.answers, question, step)) for each in self.voices)
        return [(who, theirs) for who, theirs in found if theirs not in (_NOTHING, value)]


def kept_as(question: Question, step: Step) -> str:
    """The name that the answer to ``question`` is kept under: its own, or that of a list."""
    return step.page.repeats or question.id


def put_in_force(
    answers: Answers,
    own: Collection[str],
    before: Answers,
    after: Answers,
    whole: Collection[Collection[str]] = (),
) -> dict[str, Any]:
    """``answers`` with what a referrer changed, who told ``before`` and tells ``after`` now.

    What the person has answered themselves stays as it is; ``own`` names it. Of the questions
    in one group of ``whole``, none changes once the person has answered any.
    """
    theirs = set(own).union(*(group for group in whole if not set(own).isdisjoint(group)))
    found = dict(answers)
    for name in changed(before, after):
        if name in theirs:
            continue
        if name in after:
            found[name] = after[name]
        else:
            found.pop(name, None)
    return found


def changed(before: Answers, after: Answers) -> list[str]:
    """The names of what ``after`` says otherwise than ``before``, in order."""
    names = sorted({*before, *after})
    return [each for each in names if before.get(each, _NOTHING) != after.get(each, _NOTHING)]


def _value(answers: Answers, question: Question, step: Step) -> Any:
    """What ``answers`` hold for ``question`` at ``step``; _NOTHING where it was never asked."""
    return step.given(answers).get(question.id, _NOTHING)
