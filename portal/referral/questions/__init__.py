"""Every question, once: a file a part of the journey."""

from portal.referral.hub import Hub

from . import (
    about_you,
    before,
    contact,
    equality_questions,
    matter,
    other_person,
    safety,
    sharing,
    wishes,
)
from .question import SECTION_TITLES, TITLES_FOR_OTHERS, Page, Question, QuestionSet, Section

__all__ = [
    "SECTION_TITLES",
    "TITLES_FOR_OTHERS",
    "Page",
    "Question",
    "QuestionSet",
    "Section",
    "equality",
    "self_referral",
]


def self_referral(hub: Hub) -> QuestionSet:
    """The questions for somebody who refers themselves, or a child they look after."""
    return QuestionSet(
        name="self",
        version=1,
        pages=(
            *before.PAGES,
            *about_you.PAGES,
            *contact.PAGES,
            *about_you.PLACE_AND_HELP,
            *matter.PAGES,
            *other_person.PAGES,
            *safety.PAGES,
            *wishes.PAGES,
            *sharing.pages(hub),
        ),
    )


def equality() -> QuestionSet:
    """The optional equality questions: asked after sending and stored apart, linked to nobody."""
    return QuestionSet(name="equality", version=1, pages=equality_questions.PAGES)
