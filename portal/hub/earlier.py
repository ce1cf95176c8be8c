"""Answers that no longer stand: set aside when a question changed, or corrected by the person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.referral.office import Office
from portal.referral.questions.question import Page, Question
from portal.referral.readers import Reader
from portal.referral.summary import show
from portal.referral.words import Speaker, say
from portal.web.language import t

Rows = list[tuple[str, list[str]]]

_SKIPPED = say("Not said")


@dataclass(frozen=True)
class Changed:
    """What one correction replaced: when, and what it said before."""

    when: str
    rows: Rows


def set_aside(office: Office, stored: Mapping[str, Any], reader: Reader, speak: Speaker) -> Rows:
    """Answers to questions that have changed since, as they were given."""
    return list(_rows(office, stored, reader, speak))


def changed(
    office: Office, stored: list[dict[str, Any]], reader: Reader, speak: Speaker
) -> list[Changed]:
    """What the person's corrections replaced, the latest first; without what is not for reader."""
    found = [
        Changed(
            speak.moment(datetime.fromisoformat(each["at"])),
            list(_rows(office, each["answers"], reader, speak)),
        )
        for each in reversed(stored)
    ]
    return [each for each in found if each.rows]


def _rows(
    office: Office, answers: Mapping[str, Any], reader: Reader, speak: Speaker
) -> Iterator[tuple[str, list[str]]]:
    lists = {page.repeats: page for page in office.questions.pages if page.repeats}
    for name, value in answers.items():
        if name in lists:
            yield from _entries(lists[name], value or [], reader, speak)
            continue
        question = office.questions.questions.get(name)
        if question is not None and reader in question.readers:
            yield speak(question.short), _show(question, value, reader, speak)
        elif question is None and reader is Reader.SPECIALIST:
            # Nobody can say any more who was meant to read it, so only the most trusted do.
            yield name, [str(value)]


def _entries(
    page: Page, entries: list[Mapping[str, Any]], reader: Reader, speak: Speaker
) -> Iterator[tuple[str, list[str]]]:
    known = {question.id for question in page.questions}
    for number, entry in enumerate(entries, 1):
        if reader is Reader.SPECIALIST:
            for name in entry.keys() - known:
                yield f"{name} ({number})", [str(entry[name])]
        for question in page.questions:
            if question.id in entry and reader in question.readers:
                label = f"{speak(question.short)} ({number})"
                yield label, _show(question, entry[question.id], reader, speak)


def _show(question: Question, value: Any, reader: Reader, speak: Speaker) -> list[str]:
    if value is None:
        return [t(_SKIPPED)]
    try:
        return show(question, value, reader, speak)
    except (AttributeError, KeyError, TypeError, ValueError):
        return [str(value)]
