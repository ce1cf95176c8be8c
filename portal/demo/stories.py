"""The people of the demonstration hub. All of them are invented, and so is what happened to them.

Some hold text that breaks careless pages: very long names, right-to-left script, combining marks,
markup. Hours are counted back from now.
"""

from dataclasses import dataclass
from typing import Any

HOSTILE = '<script>alert("x")</script> {{ 7 * 7 }} %(hub)s \'; DROP TABLE referral; --'


GROUP = "a group"
"""Who tells a story for a community group without an account."""


@dataclass(frozen=True)
class Step:
    """Something that somebody does ``hours`` after the referral came in."""

    hours: float
    who: str
    verb: str
    text: str = ""


@dataclass(frozen=True, eq=False)
class Story:
    """One referral: how many hours ago it came, what was answered, what was done about it.

    ``by`` is the key of somebody at a partner who referred the person, or GROUP.
    """

    hours: float
    answers: dict[str, Any]
    steps: tuple[Step, ...] = ()
    language: str = "en_GB"
    by: str = ""


def told(name: str, about: str, words: str, **more: Any) -> dict[str, Any]:
    return {
        "who_for": "me",
        "safe_now": "yes",
        "name": name,
        "age": "adult",
        "contact_ways": ["here"],
        "about": about,
        "what_happened": words,
        "incidents": [],
        "share_with": ["nobody"],
    } | more
