"""Everything held about a person, for that person: as a document to read, and as data."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.choices.informed import Groups
from portal.referral.conditions import Answers
from portal.referral.consent import Decision
from portal.referral.handing_on.told_on import ToldOn
from portal.referral.hub import Hub
from portal.referral.lifecycle import FOR_PERSON, Stage
from portal.referral.questions import QuestionSet
from portal.referral.readers import Reader
from portal.referral.summary import summary
from portal.referral.words import Speaker, say

from .paper import Document, make
from .receipt import wants_large_print
from .sharing import Told, agreements
from .timeline import Happening
from .told_on import as_data, on_paper
from .tried import Tried, in_words

MOST_MESSAGES = 200
"""How many messages are printed, the newest ones. The data holds them all."""


@dataclass(frozen=True)
class Said:
    """One message. ``ours`` when the hub wrote it."""

    at: datetime
    ours: bool
    text: str


@dataclass(frozen=True)
class HowThingsAre:
    """What was said of how things are at one time: for each question in words its number, or
    None where it was left out."""

    point: str
    at: datetime
    numbers: Sequence[tuple[str, int | None]]


@dataclass(frozen=True)
class ToldBy:
    """One version of what somebody else told about the person, as far as they may see it."""

    who: str
    at: datetime
    number: int
    answers: Answers


@dataclass(frozen=True)
class Held:
    """What is held about one referral.

    ``decided`` is as ``following.sharing`` gives it; ``earlier`` and ``set_aside`` are the sealed
    documents of those names (``filing.EARLIER``, ``filing.SET_ASIDE``). ``chosen`` is the record of
    the options guide in words (``Informed.groups``), ``choices`` the same as data. ``words`` are
    what the person said came of it, as it was closed. ``hides`` when somebody else told things
    that are not in ``answers``; ``told_by`` is what they told, version by version. Moments are
    aware. ``handed_on`` is who was told what the person told, as ``told_on`` gives it.
    """

    reference: str
    received: datetime
    stage: Stage
    answers: Answers
    decided: Sequence[tuple[Decision, datetime]] = ()
    messages: Sequence[Said] = ()
    history: Sequence[Happening] = ()
    told: Sequence[Told] = ()
    handed_on: Sequence[ToldOn] = ()
    earlier: Sequence[Mapping[str, Any]] = ()
    set_aside: Mapping[str, Any] | None = None
    chosen: Groups = ()
    choices: Mapping[str, Any] | None = None
    how_things_are: Sequence[HowThingsAre] = ()
    words: str = ""
    tried: Sequence[Tried] = ()
    hides: bool = False
    told_by: Sequence[ToldBy] = ()


def everything(
    hub: Hub, speak: Speaker, held: Held, *, questions: QuestionSet, made: datetime
) -> Document:
    """All of ``held`` for the person to read, as of the aware moment ``made``."""
    day = made.astimezone(speak.zone).date()
    return make(
        "everything.html",
        hub,
        speak,
        title=speak(say("Everything we hold about you: %(reference)s"), reference=held.reference),
        file_name=f"everything-{held.reference}-{day.isoformat()}.pdf",
        held=held,
        told=[*held.told, *on_paper(held.handed_on, speak)],
        reference=held.reference,
        made=made,
        chosen=held.chosen,
        stage=FOR_PERSON[held.stage],
        agreements=agreements(hub, held.decided),
        history=[(each.at, each.words) for each in held.history],
        set_aside=[(name, [str(value)]) for name, value in (held.set_aside or {}).items()],
        tried=[(speak.moment(each.at), in_words(each, speak)) for each in held.tried],
        messages=held.messages[-MOST_MESSAGES:],
        more_messages=len(held.messages) > MOST_MESSAGES,
        parts=summary(questions, held.answers, Reader.PERSON, speak),
        before=[
            (datetime.fromisoformat(each["at"]), _as_it_was(questions, each["answers"], speak))
            for each in held.earlier
        ],
        things=[
            (
                speak(each.point),
                each.at,
                [
                    (speak(label), [] if number is None else [str(number)])
                    for label, number in each.numbers
                ],
            )
            for each in held.how_things_are
        ],
        told_by=_told_by(questions, held.told_by, speak),
        large=wants_large_print(held.answers),
    )


def everything_data(hub: Hub, held: Held, *, made: datetime) -> bytes:
    """The same as JSON in UTF-8, complete, with moments in ISO 8601."""
    document = {
        "reference": held.reference,
        "held_by": hub.name,
        "as_of": made.isoformat(),
        "received": held.received.isoformat(),
        "stage": held.stage.value,
        "answers": held.answers,
        "told_by_others": [
            {
                "who": each.who,
                "at": each.at.isoformat(),
                "version": each.number,
                "answers": each.answers,
            }
            for each in held.told_by
        ],
        "told_by_others_and_not_here": held.hides,
        "answers_before_corrections": list(held.earlier),
        "answers_set_aside": held.set_aside or {},
        "options_guide": held.choices or {},
        "how_things_are": [
            {"when": each.point, "at": each.at.isoformat(), "numbers": dict(each.numbers)}
            for each in held.how_things_are
        ],
        "what_came_of_it": held.words,
        "sharing": [
            {
                "service": decision.service,
                "name": agreement.service,
                "agreed": decision.agreed,
                "at": at.isoformat(),
            }
            for (decision, at), agreement in zip(
                held.decided, agreements(hub, held.decided), strict=True
            )
        ],
        "told": [
            {"who": each.who, "at": each.at.isoformat(), "what": each.what} for each in held.told
        ],
        "handed_on": as_data(held.handed_on),
        "messages": [
            {
                "at": each.at.isoformat(),
                "from": "hub" if each.ours else "you",
                "text": each.text,
            }
            for each in held.messages
        ],
        "how_we_tried_to_reach_you": [
            {"at": each.at.isoformat(), "way": each.way.value, "outcome": each.outcome.value}
            for each in held.tried
        ],
        "history": [{"at": each.at.isoformat(), "what": each.words} for each in held.history],
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def _told_by(
    questions: QuestionSet, told: Sequence[ToldBy], speak: Speaker
) -> list[tuple[str, datetime, list[tuple[str, list[str]]]]]:
    """Who told what when: all of it the first time, and then what they changed."""
    found = []
    before: dict[str, Answers] = {}
    for each in told:
        earlier = {} if each.number == 1 else before.get(each.who, {})
        new = {name: value for name, value in each.answers.items() if earlier.get(name) != value}
        before[each.who] = each.answers
        found.append((each.who, each.at, _as_it_was(questions, new, speak)))
    return found


def _as_it_was(
    questions: QuestionSet, answers: Mapping[str, Any], speak: Speaker
) -> list[tuple[str, list[str]]]:
    """Earlier answers by themselves, outside any path: label and lines."""
    rows: list[tuple[str, list[str]]] = []
    for name, value in answers.items():
        question = questions.questions.get(name)
        if question is not None:
            lines = [] if value is None else question.kind.show(value, speak)
            rows.append((speak(question.short), lines))
            continue
        for entry in value or ():
            rows.extend(_as_it_was(questions, entry, speak))
    return rows
