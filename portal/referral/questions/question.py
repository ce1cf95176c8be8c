"""What a question, a page and a set of questions are."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from portal.referral.conditions import Answers, Condition, always
from portal.referral.kinds import JsonValue, Kind
from portal.referral.readers import OWN, Reader
from portal.referral.words import say

Check = Callable[[JsonValue, Answers, date], str | None]
"""A rule beyond the kind's own: value, all answers, today → a problem code, or None."""


class Section(StrEnum):
    """A part of a referral: shown under one heading and sealed as one document."""

    CONTACT = "contact"
    PERSON = "person"
    HELP = "help"
    MATTER = "matter"
    OTHER = "other"
    SAFETY = "safety"
    WISHES = "wishes"
    SHARING = "sharing"
    AGENCY = "agency"
    REFERRER = "referrer"


OF_THE_PERSON = frozenset({Section.PERSON, Section.CONTACT, Section.HELP})
"""Sections that tell of the person, and not of one matter. Whoever tells of another matter is not
asked these again: what they told before is shown to them, and they confirm it."""


SECTION_TITLES: Mapping[Section, str] = {
    Section.CONTACT: say("How to reach you safely"),
    Section.PERSON: say("About you"),
    Section.HELP: say("Help to take part"),
    Section.MATTER: say("What happened"),
    Section.OTHER: say("The other person"),
    Section.SAFETY: say("Keeping you safe"),
    Section.WISHES: say("What matters to you"),
    Section.SHARING: say("Who we may share with"),
    Section.AGENCY: say("From who told us about you"),
    Section.REFERRER: say("Who told us about you"),
}


TITLES_FOR_OTHERS: Mapping[Section, str] = {
    **SECTION_TITLES,
    Section.CONTACT: say("How to reach them safely"),
    Section.PERSON: say("The person"),
    Section.SAFETY: say("Safety"),
    Section.WISHES: say("What matters to them"),
    Section.SHARING: say("Who this may be shared with"),
    Section.AGENCY: say("From who referred them"),
    Section.REFERRER: say("Who referred them"),
}
"""What sections are called for staff and partners: their headings don't speak to the person."""


TITLES_FOR_REFERRERS: Mapping[Section, str] = {
    **TITLES_FOR_OTHERS,
    Section.AGENCY: say("From your organisation"),
    Section.REFERRER: say("From you"),
}
"""What sections are called for whoever told them about somebody else."""


@dataclass(frozen=True)
class Wording:
    """How a question is put when ``applies`` holds."""

    applies: Condition
    ask: str
    hint: str = ""


@dataclass(frozen=True)
class Theirs:
    """How a question is put to whoever answers about somebody else. None leaves a part as it is."""

    ask: str | None = None
    hint: str | None = None
    missing: str | None = None


AS_IT_IS = Theirs()
"""Words that fit whoever it is about."""


@dataclass(frozen=True)
class TheirPage:
    """How a page is headed for whoever answers about somebody else. None leaves a part as it is."""

    title: str | None = None
    lead: tuple[str, ...] | None = None


@dataclass(frozen=True, eq=False)
class Question:
    """One thing we ask, declared once for every door, page and document.

    ``ask`` is the question as put to the person; ``short`` is its name in lists and documents.
    An optional question may be skipped: it is then stored as asked and left empty (None).
    ``theirs`` is the wording for whoever answers about somebody else (see ``of_somebody``).
    ``anew`` is asked again with every matter, although it is in a section of the person.
    """

    id: str
    kind: Kind
    ask: str
    short: str
    section: Section
    hint: str = ""
    required: bool = False
    missing: str = ""
    applies: Condition = always
    otherwise: tuple[Wording, ...] = ()
    readers: frozenset[Reader] = OWN
    travels: bool = False
    check: Check | None = None
    theirs: Theirs = AS_IT_IS
    anew: bool = False

    @property
    def of_the_person(self) -> bool:
        """Whether it is about the person, whatever matter they tell of."""
        return self.section in OF_THE_PERSON and not self.anew

    def worded(self, answers: Answers) -> tuple[str, str]:
        """The question and its hint, as put to somebody who has given ``answers``."""
        for wording in self.otherwise:
            if wording.applies(answers):
                return wording.ask, wording.hint
        return self.ask, self.hint


@dataclass(frozen=True, eq=False)
class Page:
    """One topic: the questions asked together on one screen.

    ``repeats`` names the list in which this page's answers are kept, once for each time the
    page is filled in, up to ``most`` times. ``lines`` names the helplines shown on the page
    (see Helpline.when). A page that ``stops`` ends the path.
    """

    id: str
    title: str
    questions: tuple[Question, ...] = ()
    lead: tuple[str, ...] = ()
    applies: Condition = always
    repeats: str = ""
    most: int = 10
    another: str = ""
    lines: tuple[str, ...] = ()
    stops: bool = False
    otherwise: tuple[Wording, ...] = ()
    theirs: TheirPage = TheirPage()

    def asked(self, answers: Answers) -> Iterator[Question]:
        """The questions of this page that apply, given ``answers``."""
        return (question for question in self.questions if question.applies(answers))


@dataclass(frozen=True, eq=False)
class QuestionSet:
    """All pages of one journey, in order. ``version`` changes whenever their meaning does."""

    name: str
    version: int
    pages: tuple[Page, ...]
    by_slug: Mapping[str, Page] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_slug", {page.id: page for page in self.pages})
        ids = [question.id for page in self.pages for question in page.questions]
        ids += [page.repeats for page in self.pages if page.repeats]
        if len(set(ids)) != len(ids):
            raise ValueError("two questions share an id")

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by its id, those of repeating pages too."""
        return {question.id: question for page in self.pages for question in page.questions}

    @cached_property
    def page_of(self) -> Mapping[str, Page]:
        """The page on which each question, by id, is asked."""
        return {question.id: page for page in self.pages for question in page.questions}

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever an answer given before might no longer fit: 16 hex digits."""
        shape = [
            (page.id, page.repeats, question.id, question.required, question.kind.schema())
            for page in self.pages
            for question in page.questions
        ]
        return hashlib.sha256(json.dumps(shape, sort_keys=True).encode()).hexdigest()[:16]
