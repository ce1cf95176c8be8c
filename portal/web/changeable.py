"""What somebody said, section by section, with a way to change each answer."""

from collections.abc import Callable
from typing import Any

from portal.referral.conditions import Answers
from portal.referral.readers import Reader
from portal.referral.summary import NOT_SAID, Part, Row, summary
from portal.referral.words import say
from portal.web.desk import desk
from portal.web.language import current_language, t


def changeable(answers: Answers, address: Callable[[Row], str]) -> list[dict[str, Any]]:
    """The sections of ``answers`` as the summary list takes them; ``address`` is where to change
    one of them."""
    parts = summary(desk().office.questions, answers, Reader.PERSON, current_language().speaker)
    return [part_to_change(part, address) for part in parts]


def part_to_change(part: Part, address: Callable[[Row], str]) -> dict[str, Any]:
    """One section, with a way to change each of its answers."""
    several = part.entry is not None and part.entry > 1
    return {
        "id": part.section.value if part.entry is None else "",
        "title": f"{part.title} ({part.entry})" if several else part.title,
        "rows": [
            {
                "key": row.label,
                "value": row.lines or (t(NOT_SAID),),
                "own": bool(row.lines),
                "value_classes": "" if row.lines else "said-nothing",
                "actions": [{"href": address(row), "text": t(say("Change")), "hidden": row.label}],
            }
            for row in part.rows
        ],
    }
