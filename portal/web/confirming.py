"""Confirming what was told before of a person: each answer is shown, with a way to change it."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from portal.referral.answers import Problem
from portal.referral.draft_body import OFFERED, Held
from portal.referral.kinds import Raw
from portal.referral.questions.question import Page, Section
from portal.referral.summary import Part
from portal.referral.words import say

from .forms import show_fields, summarise

SHOWN_BEFORE = say(
    "Something here changed after you opened this page, perhaps in another tab. Read it once more."
)


def to_confirm(parts: Iterable[Part]) -> tuple[list[Part], list[Part]]:
    """The parts that say who they are, and those that say how to reach them safely."""
    about = [part for part in parts if part.section is not Section.CONTACT]
    reach = [part for part in parts if part.section is Section.CONTACT]
    return about, reach


def mark_of(held: Held) -> str:
    """A short mark of what waits to be confirmed, so that nobody confirms what they did not see."""
    text = json.dumps(held.again.get(OFFERED, {}), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def form_of(page: Page, raw: Raw | None, problems: Iterable[Problem]) -> dict[str, Any]:
    """What the page that confirms shows of its one question."""
    problems = list(problems)
    return {
        "fields": show_fields(page, raw or {}, {}, problems),
        "errors": summarise(page, problems),
        "error": bool(problems),
    }
