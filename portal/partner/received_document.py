"""A referral document in words, as the provider that it was handed on to reads it.

How it is safe to reach the person stands before everything, and every number after its rule.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from portal.referral.contact import Channel
from portal.referral.handing_on.document_contact import WAYS
from portal.referral.kinds import Phone
from portal.referral.questions.question import TITLES_FOR_OTHERS, QuestionSet, Section
from portal.referral.words import Speaker, say
from portal.web.desk import desk
from portal.web.language import t

_LEFT_TO_RIGHT = frozenset({Channel.PHONE, Channel.TEXT, Channel.EMAIL})


def contact(document: Mapping[str, Any], speak: Speaker) -> dict[str, Any]:
    """How it is safe to reach the person."""
    found = document["contact"]
    care = [
        (t(say("Safe times")), found["times_in_words"]),
        (t(say("Never at these times")), _lines(found["never"])),
        (t(say("Who might see or hear it")), _lines(found["others"])),
    ]
    return {
        "rules": found["rules"],
        "care": [{"label": label, "lines": lines} for label, lines in care if lines],
        "ways": [_way(each, speak) for each in found["ways"]],
        "unsafe": ", ".join(t(WAYS[Channel(each)]) for each in found["not_safe"]),
    }


def parts(
    questions: QuestionSet,
    answers: Mapping[str, Mapping[str, Any]],
    speak: Speaker,
    first: Mapping[str, Any],
) -> list[dict[str, Any]]:
    """The answers, section by section; who told one stands beside it where that is not whoever
    told it ``first``."""
    lists = {page.repeats: t(page.title) for page in questions.pages if page.repeats}
    found = []
    for section, told in answers.items():
        title = t(TITLES_FOR_OTHERS[Section(section)])
        plain = {name: each for name, each in told.items() if isinstance(each, Mapping)}
        if plain:
            found.append({"title": title, "rows": _rows(plain.values(), speak, first)})
        for name, entries in told.items():
            if not isinstance(entries, list):
                continue
            found += [
                {
                    "title": f"{lists.get(name, title)} {number}",
                    "rows": _rows(each.values(), speak, first),
                }
                for number, each in enumerate(entries, 1)
            ]
    return found


def also(
    questions: QuestionSet, document: Mapping[str, Any], speak: Speaker
) -> list[dict[str, Any]]:
    """What else was told of the same matter, each telling apart."""
    return [
        {
            "who": each["told_first"]["in_words"],
            "when": _day(each["received_at"], speak),
            "parts": parts(questions, each["answers"], speak, each["told_first"]),
        }
        for each in document["also_told"]
    ]


def basis(document: Mapping[str, Any], speak: Speaker) -> str:
    """On what ground the provider has it."""
    consent = document["consent"]
    if consent["basis"] == "ground":
        return str(consent["ground"])
    when = _day(consent["agreed_at"], speak)
    return t(say("The person agreed on %(day)s that it is shared with you."), day=when)


def _rows(
    told: Iterable[Mapping[str, Any]], speak: Speaker, first: Mapping[str, Any]
) -> list[dict[str, Any]]:
    return [
        {
            "label": each["label"],
            "lines": [line for text in each["in_words"] for line in text.split("\n")],
            "told": _told(each["told"], speak)
            if each["in_words"] and each["told"]["by"] != first["by"]
            else "",
        }
        for each in told
    ]


def _told(told: Mapping[str, Any], speak: Speaker) -> str:
    return t(say("%(who)s, %(day)s"), who=told["in_words"], day=_day(told["at"], speak))


def _way(found: Mapping[str, Any], speak: Speaker) -> dict[str, Any]:
    way = Channel(found["way"])
    rules = []
    if way is not Channel.HERE:
        # The person was asked about the hub's name, and expects that: no other.
        openly = t(say("You may say that it is about %(hub)s."), hub=desk().office.hub.name)
        rules.append(openly if found["say_who"] else t(say("Don't say who you are.")))
    if way is Channel.PHONE:
        may, never = say("You may leave a message."), say("Leave no message.")
        rules.append(t(may if found["leave_message"] else never))
    return {
        "name": found["in_words"],
        "rules": rules,
        "where": _where(way, found["reach"], speak),
        "left_to_right": way in _LEFT_TO_RIGHT,
    }


def _where(way: Channel, reach: str | None, speak: Speaker) -> list[str]:
    if reach and way in (Channel.PHONE, Channel.TEXT):
        return Phone().show(reach, speak)
    return _lines(reach)


def _lines(text: str | None) -> list[str]:
    return text.split("\n") if text else []


def _day(moment: str, speak: Speaker) -> str:
    return speak.day(datetime.fromisoformat(moment).astimezone(speak.zone).date())
