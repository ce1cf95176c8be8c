"""What a coordinator is asked when changing a referral's specialist lanes."""

from functools import lru_cache

from portal.referral.kinds import Choice, ManyOf, Text
from portal.referral.training import LANES
from portal.referral.words import say

from .question import Page
from .staff_asking import asked

ADDED, REMOVED, REASON = "added", "removed", "reason"


@lru_cache(maxsize=64)
def lanes_page(present: frozenset[str]) -> Page:
    """Ask which lanes to add to those that are ``present``, which to take out, and why."""
    out = tuple(Choice(lane, words) for lane, words in LANES.items() if lane not in present)
    into = tuple(Choice(lane, words) for lane, words in LANES.items() if lane in present)
    questions = []
    if out:
        questions.append(asked(ADDED, ManyOf(out), say("Put into")))
    if into:
        questions.append(asked(REMOVED, ManyOf(into), say("Take out of")))
    questions.append(
        asked(
            REASON,
            Text(limit=2000, long=True),
            say("Why?"),
            missing=say("Write why"),
            hint=say("This becomes a note that staff read. The person can ask to see it."),
        )
    )
    return Page(id="lanes", title=say("Change the specialist lanes"), questions=tuple(questions))
