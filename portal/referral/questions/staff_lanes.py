"""What a coordinator is asked when changing a referral's specialist lanes."""

from functools import lru_cache

from portal.referral.kinds import Choice, Kind, ManyOf, Text
from portal.referral.training import LANES
from portal.referral.words import say

from .question import Page, Question, Section

ADDED, REMOVED, REASON = "added", "removed", "reason"


@lru_cache(maxsize=64)
def lanes_page(present: frozenset[str]) -> Page:
    """Ask which lanes to add to those that are ``present``, which to take out, and why."""
    out = tuple(Choice(lane, words) for lane, words in LANES.items() if lane not in present)
    into = tuple(Choice(lane, words) for lane, words in LANES.items() if lane in present)
    questions = []
    if out:
        questions.append(_asked(ADDED, ManyOf(out), say("Put into")))
    if into:
        questions.append(_asked(REMOVED, ManyOf(into), say("Take out of")))
    questions.append(
        _asked(
            REASON,
            Text(limit=2000, long=True),
            say("Why?"),
            missing=say("Write why"),
            hint=say("This becomes a note that staff read. The person can ask to see it."),
        )
    )
    return Page(id="lanes", title=say("Change the specialist lanes"), questions=tuple(questions))


def _asked(id: str, kind: Kind, ask: str, *, missing: str = "", hint: str = "") -> Question:
    return Question(
        id=id,
        kind=kind,
        ask=ask,
        hint=hint,
        short=ask,
        section=Section.SAFETY,
        required=bool(missing),
        missing=missing,
        readers=frozenset(),
    )
