"""Every question, once: a file a part of the journey."""

from dataclasses import replace

from portal.referral.hub import Hub
from portal.referral.origins import Origin

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
    "journeys",
    "self_referral",
    "vocabulary",
]


def self_referral(hub: Hub) -> QuestionSet:
    """The questions for somebody who refers themselves, or a child they look after."""
    return QuestionSet(
        name=Origin.SELF,
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


def journeys(hub: Hub) -> dict[str, QuestionSet]:
    """The way through the questions for each origin that has one."""
    return {each.name: each for each in (self_referral(hub),)}


def vocabulary(hub: Hub) -> QuestionSet:
    """Every question of every journey once: what a referral can say, whoever told it."""
    known: set[str] = set()
    pages: list[Page] = []
    for each in journeys(hub).values():
        for page in each.pages:
            new = tuple(question for question in page.questions if question.id not in known)
            if new:
                pages.append(replace(page, questions=new))
            elif not page.questions and page.id not in {known_page.id for known_page in pages}:
                pages.append(page)
            known.update(question.id for question in new)
    return QuestionSet(name="all", version=1, pages=tuple(pages))


def equality() -> QuestionSet:
    """The optional equality questions: asked after sending and stored apart, linked to nobody."""
    return QuestionSet(name="equality", version=1, pages=equality_questions.PAGES)
