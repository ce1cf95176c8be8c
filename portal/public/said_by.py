"""What whoever referred the person said, beside what the person says: as far as that is safe."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from portal.documents.everything import ToldBy
from portal.referral.answers import answered, fit
from portal.referral.conditions import Answers
from portal.referral.own_words import provenance_of
from portal.referral.provenance import Voice
from portal.referral.questions.question import Question
from portal.referral.readers import Reader
from portal.referral.referring import told
from portal.referral.shown import shown
from portal.referral.summary import Row, summary
from portal.referral.words import say
from portal.web.changeable import part_to_change
from portal.web.desk import desk
from portal.web.language import current_language, t

from .followed import Followed
from .referrers import name_of

_NOT_SAID = say("Not said")

_SAYS_IF_SAFE = ("agency_basis", "safe_to_show")
"""Answers by which `shown` knows what is safe. What was told last decides for every version."""


@dataclass(frozen=True)
class Otherwise:
    """What one referrer said, where the person says something else."""

    who: str
    lines: list[str]


Places = dict[tuple[str, int | None], list[Otherwise]]
"""By question, and by entry where it belongs to a list."""


def otherwise(here: Followed) -> Places:
    """What referrers said where the person has said something else."""
    if not here.referrers:
        return {}
    office = desk().office
    known = {each.id: name_of(here, each) for each in here.referrers}
    said = provenance_of(here.session, office, here.referral)
    voices = [Voice(each.who, _safe(each.answers, each.answers)) for each in said.voices]
    said = replace(said, answers=here.shown, voices=voices)
    found: Places = {}
    for step, question, _ in answered(office.questions, here.shown):
        others = said.others(question, step)
        if others and said.own_since(question, step) is not None:
            found[question.id, step.number] = [
                Otherwise(known[who], _lines(question, value)) for who, value in others
            ]
    return found


def told_by(here: Followed) -> list[ToldBy]:
    """Every version of what referrers told, the oldest first, as far as the person may see it."""
    found = []
    for each in here.referrers:
        versions = told(here.session, desk().office, each) if each.data_key is not None else []
        found += [
            ToldBy(
                name_of(here, each), one.at, one.number, _safe(one.answers, versions[-1].answers)
            )
            for one in versions
        ]
    return found


def _safe(answers: Answers, latest: Answers) -> dict[str, Any]:
    """What the person may see of one version."""
    questions = desk().office.questions
    rule = {name: latest.get(name) for name in _SAYS_IF_SAFE}
    return shown(questions, fit(questions, {**answers, **rule}).answers, own=())


def _lines(question: Question, value: Any) -> list[str]:
    if value is None:
        return [t(_NOT_SAID)]
    return list(question.kind.show(value, current_language().speaker))


def to_change(
    answers: Answers, others: Places, address: Callable[[Row], str]
) -> list[dict[str, Any]]:
    """The sections of ``answers`` as the summary list takes them, with a way to change each and
    with what ``others`` said; ``address`` is where to change one."""
    found = summary(desk().office.questions, answers, Reader.PERSON, current_language().speaker)
    parts = []
    for part in found:
        shown_part = part_to_change(part, address)
        for row, line in zip(part.rows, shown_part["rows"], strict=True):
            line["others"] = others.get((row.question.id, part.entry), [])
        parts.append(shown_part)
    return parts
