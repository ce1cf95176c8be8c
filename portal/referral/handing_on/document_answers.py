"""The answers of a referral document: for machines and in words, each with who said it and when."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from portal.referral.journey import Step
from portal.referral.partner_kinds import KINDS
from portal.referral.questions.question import Question, Section
from portal.referral.readers import Reader
from portal.referral.summary import STAFF_ORDER, show
from portal.referral.words import Speaker, say

from .document_travel import Travelling

PERSON = "person"
REFERRER = "referrer"
WORKER = "worker"

_BY = {PERSON: say("The person"), WORKER: say("A worker at the hub")}


@dataclass(frozen=True)
class Teller:
    """Who said something, and when: the person, a ``kind`` of referrer, or a worker of the hub."""

    by: str
    at: datetime
    kind: str = ""


Told = Callable[[Question, Step], Teller]
"""Who said what stands at a question and step."""


def told_part(teller: Teller, speak: Speaker) -> dict[str, Any]:
    """``teller`` as a document says it."""
    found = {"by": teller.by, "in_words": speak(_BY.get(teller.by) or KINDS[teller.kind])}
    kind = {"kind": teller.kind} if teller.by == REFERRER else {}
    return {**found, **kind, "at": moment(teller.at)}


def answers_part(found: Iterable[Travelling], told: Told, speak: Speaker) -> dict[str, Any]:
    """What travels by section, question by question, without how to reach the person.

    The answers of a list stand under its name, one object an entry.
    """
    sections: dict[str, dict[str, Any]] = {}
    for each in found:
        section = each.question.section
        if section is Section.CONTACT:
            continue
        place = sections.setdefault(section.value, {})
        if each.step.number:
            entries = place.setdefault(each.step.page.repeats, [])
            while len(entries) < each.step.number:
                entries.append({})
            place = entries[each.step.number - 1]
        place[each.question.id] = answer_part(each, told, speak)
    order = [each.value for each in STAFF_ORDER]
    return {name: sections[name] for name in sorted(sections, key=order.index)}


def answer_part(each: Travelling, told: Told, speak: Speaker) -> dict[str, Any]:
    """One answer as a document says it."""
    shown = [] if each.value is None else show(each.question, each.value, Reader.PARTNER, speak)
    return {
        "label": speak(each.question.short),
        "value": each.value,
        "in_words": shown,
        "told": told_part(told(each.question, each.step), speak),
    }


def moment(at: datetime) -> str:
    """An aware moment as RFC 3339 has it, in UTC and to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
