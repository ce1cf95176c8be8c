"""What staff are asked about a task: what, by which day, and for whom."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from portal.referral.conditions import Answers
from portal.referral.kinds import Choice, Day, JsonValue, Pick, Text
from portal.referral.words import say

from .question import Check, Page, Question
from .staff_asking import asked


def _whole_day(value: JsonValue, answers: Answers, today: date) -> str | None:
    if len(str(value)) < len("2026-03-02"):
        return say("Enter the day, the month and the year")
    return None


def _not_over(value: JsonValue, answers: Answers, today: date) -> str | None:
    if str(value) < today.isoformat() and not _whole_day(value, answers, today):
        return say("That day is over. Enter today or a later day")
    return _whole_day(value, answers, today)


_WHAT = asked(
    "what",
    Text(limit=500, long=True),
    say("What has to be done?"),
    missing=say("Write what has to be done"),
    hint=say("Staff read this. The person can ask to see it, so write it as if they will."),
)


def _due(check: Check) -> Question:
    return asked(
        "due",
        Day(earliest=2000),
        say("By which day?"),
        missing=say("Enter the day by which it has to be done"),
        hint=say("For example, 27 3 2026"),
        check=check,
    )


def add_page(colleagues: Iterable[tuple[str, str]]) -> Page:
    """What is asked for a new task. ``colleagues``: the id and name of each who may have it."""
    return _page("tasks", tuple(colleagues), adding=True)


def change_page(colleagues: Iterable[tuple[str, str]]) -> Page:
    """What can be changed about a task. A day that is over may stay as it is."""
    return _page("task", tuple(colleagues), adding=False)


@lru_cache(maxsize=64)
def _page(id: str, colleagues: tuple[tuple[str, str], ...], *, adding: bool) -> Page:
    who = asked(
        "who",
        Pick(
            # A name is no text with places to fill in, whatever signs are in it.
            tuple(Choice(each, name.replace("%(", "%%(")) for each, name in colleagues),
            blank=say("Whoever looks after the referral"),
        ),
        say("Who does it?"),
        hint=say("Only colleagues who may open this referral are listed."),
    )
    if adding:
        return Page(id, say("Add a task"), questions=(_WHAT, _due(_not_over), who))
    return Page(id, say("Change a task"), questions=(_due(_whole_day), who))
