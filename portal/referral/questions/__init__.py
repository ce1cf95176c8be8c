"""Every question, once: a file a part of the journey."""

from dataclasses import replace

from portal.referral.conditions import either
from portal.referral.hub import Hub
from portal.referral.origins import Origin

from . import (
    about_you,
    agency,
    agency_person,
    agency_risk,
    agency_so_far,
    before,
    community,
    contact,
    dispute,
    equality_questions,
    matter,
    other_person,
    safety,
    sharing,
    wishes,
)
from .of_somebody import of_somebody, told
from .question import SECTION_TITLES, TITLES_FOR_OTHERS, Page, Question, QuestionSet, Section

__all__ = [
    "SECTION_TITLES",
    "TITLES_FOR_OTHERS",
    "Page",
    "Question",
    "QuestionSet",
    "Section",
    "by_agency",
    "by_community",
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
            *dispute.PAGES,
            *other_person.PAGES,
            *safety.PAGES,
            *wishes.PAGES,
            *sharing.pages(hub),
        ),
    )


_OF_A_CHILD = frozenset({"adult_name", "adult_relation"})
"""Asked of whoever looks after a child and tells us about it themselves, and of nobody else."""


def by_agency() -> QuestionSet:
    """The questions for a partner organisation that refers somebody."""
    return QuestionSet(
        name=Origin.PARTNER,
        version=1,
        pages=(
            *told(agency.REFERENCE),
            *told(agency.BASIS),
            *of_somebody(about_you.NAME, leave_out=_OF_A_CHILD),
            *_together(*of_somebody(about_you.AGE, optional={"age"}), *told(agency_person.BORN)),
            *of_somebody(contact.PAGES),
            *of_somebody(about_you.PLACE_AND_HELP),
            *of_somebody(matter.ABOUT),
            *of_somebody(matter.WHAT_HAPPENED),
            *of_somebody(matter.REPORTED),
            *told(agency_risk.OTHER),
            *of_somebody(other_person.MORE, only_if=agency_risk.IDENTIFIED),
            *of_somebody(before.SAFE_NOW, optional={"safe_now"}),
            *of_somebody(safety.THINGS),
            *told(agency_risk.RISK),
            *told(agency_so_far.EXPLAINED),
            *told(agency_so_far.DEMAND),
            *told(agency.SHOWING),
            *told(agency.WORD),
        ),
    )


def _together(page: Page, more: Page) -> tuple[Page, ...]:
    """One page that asks all that both do, headed as the first."""
    return (replace(page, questions=(*page.questions, *more.questions)),)


def by_community() -> QuestionSet:
    """The questions for a community group, about a neighbour who agreed."""
    return QuestionSet(
        name=Origin.COMMUNITY,
        version=1,
        pages=(
            *told(community.AGREEMENT),
            *of_somebody(about_you.NAME, leave_out=_OF_A_CHILD),
            *of_somebody(
                contact.PAGES,
                leave_out={"worker_who", "worker_say_who", *community.TOO_MUCH},
                checks={"contact_ways": community.one_way},
                words={"contact_ways": community.ONE_WAY},
                without={"contact_ways": {"worker"}},
            ),
            *of_somebody(matter.ABOUT),
            *told(community.NEED),
            *of_somebody(about_you.HELP, leave_out=community.TOO_MUCH),
            *told(community.SAFETY_CALL),
            *told(community.REFERRER),
            *told(agency.WORD),
        ),
    )


def journeys(hub: Hub) -> dict[str, QuestionSet]:
    """The way through the questions for each origin that has one."""
    return {each.name: each for each in (self_referral(hub), by_agency(), by_community())}


def vocabulary(hub: Hub) -> QuestionSet:
    """Every question of every journey once: what a referral can say, whoever told it.

    A page that several journeys share stands as the first of them asks it.
    """
    known: dict[str, Page] = {}
    asked: set[str] = set()
    for each in journeys(hub).values():
        for page in each.pages:
            new = tuple(question for question in page.questions if question.id not in asked)
            asked.update(question.id for question in new)
            stands = known.get(page.id)
            known[page.id] = _joined(stands, page, new) if stands else replace(page, questions=new)
    return QuestionSet(name="all", version=1, pages=tuple(known.values()))


def _joined(known: Page, page: Page, new: tuple[Question, ...]) -> Page:
    """One page for what two journeys ask under the same name, where either of them asks it."""
    return replace(
        known,
        applies=either(known.applies, page.applies),
        questions=(*known.questions, *new),
    )


def equality() -> QuestionSet:
    """The optional equality questions: asked after sending and stored apart, linked to nobody."""
    return QuestionSet(name="equality", version=1, pages=equality_questions.PAGES)
