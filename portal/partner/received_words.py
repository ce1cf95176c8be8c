"""What was handed on to an organisation, in words: how it stands, its steps, a row of a list."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from portal.referral.handing_on.crossing import CORRECTED, Standing
from portal.referral.handing_on.crossing_list import Entry
from portal.referral.records import CrossReferral
from portal.referral.words import Speaker, say, say_count
from portal.web.desk import desk
from portal.web.language import current_language, t

from .rows import KINDS

STANDINGS: Mapping[str, str] = {
    Standing.WAITING: say("Waits for your answer"),
    Standing.ACCEPTED: say("You took it on"),
    Standing.DECLINED: say("You said no"),
    Standing.FINISHED: say("You finished"),
    Standing.RECALLED: say("Taken back"),
}
"""How it stands."""

COLOURS: Mapping[str, str] = {
    Standing.WAITING: "orange",
    Standing.ACCEPTED: "green",
    Standing.DECLINED: "grey",
    Standing.FINISHED: "grey",
    Standing.RECALLED: "grey",
}
"""The colour of a tag. The words say the same."""

_STEPS: Mapping[str, str] = {
    Standing.WAITING: say("Handed on to you"),
    Standing.ACCEPTED: say("You took it on"),
    Standing.DECLINED: say("You said no"),
    Standing.FINISHED: say("You finished"),
    Standing.RECALLED: say("The hub took it back"),
    CORRECTED: say("The hub sent a newer version"),
}

_ANSWERED = say_count("%(count)s answer from the hub", "%(count)s answers from the hub")


def row(entry: Entry, speak: Speaker) -> dict[str, Any]:
    """One as a list shows it."""
    cross = entry.cross
    return {
        "reference": cross.reference,
        "name": entry.name,
        "gone": cross.data_key is None,
        "kind": t(KINDS.get(cross.kind, cross.kind)),
        "word": t(STANDINGS[cross.state]),
        "colour": COLOURS[cross.state],
        "since": day(cross.since, speak),
        "came": day(cross.created_at, speak),
        "due": due(cross, speak),
        "answered": speak.count(_ANSWERED, entry.answered) if entry.answered else "",
    }


def rows(entries: list[Entry]) -> list[dict[str, Any]]:
    """A whole list."""
    speak = current_language().speaker
    return [row(each, speak) for each in entries]


def due(cross: CrossReferral, speak: Speaker) -> str:
    """By when they should answer, or that this is over; empty where no answer is waited for."""
    if cross.due_at is None or cross.state != Standing.WAITING:
        return ""
    if cross.due_at < desk().office.now():
        return t(say("Your answer was due by %(day)s"), day=day(cross.due_at, speak))
    return t(say("Please answer by %(day)s"), day=day(cross.due_at, speak))


def steps(cross: CrossReferral, speak: Speaker) -> list[dict[str, str]]:
    """Each step, the first first."""
    return [
        {
            "word": t(_STEPS[step["word"]]),
            "at": step["at"],
            "when": speak.moment(datetime.fromisoformat(step["at"])),
        }
        for step in cross.steps
    ]


def day(at: datetime, speak: Speaker) -> str:
    """A moment as the day that it is on."""
    return speak.day(at.astimezone(speak.zone).date())
