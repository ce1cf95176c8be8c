"""The whole guide: every page in its order, the nine options, and how to find one."""

from portal.referral.words import Speaker

from .content import (
    about,
    children_and_supporters,
    circle,
    heard,
    if_they_say_no,
    letter,
    mediation,
    meeting,
    messages,
    one_side,
    other_help,
    overview,
    questions_to_ask,
    rights,
    staying_safe,
    taking_part,
    talk,
)
from .shapes import (
    CHECKED,
    HEADINGS,
    REVIEW,
    EasyLine,
    EasyPage,
    GuidePage,
    Option,
    Part,
    version_of,
)

__all__ = [
    "CHECKED",
    "GUIDE",
    "HEADINGS",
    "OPTIONS",
    "OPTION_IDS",
    "OVERVIEW",
    "PAGES",
    "REVIEW",
    "EasyLine",
    "EasyPage",
    "GuidePage",
    "Option",
    "Part",
    "guide_values",
    "option",
    "page_at",
    "version_of",
]

OPTIONS: tuple[Option, ...] = (
    heard.PAGE,
    other_help.PAGE,
    one_side.PAGE,
    talk.PAGE,
    letter.PAGE,
    messages.PAGE,
    mediation.PAGE,
    meeting.PAGE,
    circle.PAGE,
)
"""The nine, from no contact with the other person to the most; equals by the English alphabet.

The overview tells the reader so, and that the order means nothing else.
"""

OPTION_IDS = tuple(each.id for each in OPTIONS)

OVERVIEW: GuidePage = overview.PAGE

PAGES: tuple[GuidePage, ...] = (
    taking_part.PAGE,
    if_they_say_no.PAGE,
    staying_safe.PAGE,
    rights.PAGE,
    children_and_supporters.PAGE,
    questions_to_ask.PAGE,
    about.PAGE,
)
"""The pages that are about all options alike."""

GUIDE: tuple[GuidePage, ...] = (OVERVIEW, *OPTIONS, *PAGES)


def option(option_id: str) -> Option | None:
    """The option with this id, or None."""
    return next((each for each in OPTIONS if each.id == option_id), None)


def page_at(slug: str) -> GuidePage | None:
    """The page whose id or address is ``slug``, or None."""
    return next((each for each in GUIDE if slug in (each.id, each.slug)), None)


def guide_values(speak: Speaker) -> dict[str, str]:
    """The days that texts of the guide mention as ``%(checked)s`` and ``%(review)s``."""
    return {"checked": speak.day(CHECKED), "review": speak.day(REVIEW)}
