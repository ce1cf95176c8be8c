"""A referral document in words, as far as the reader may see what it tells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from portal.referral.contact import Channel
from portal.referral.kinds import Phone
from portal.referral.office import Office
from portal.referral.questions.question import TITLES_FOR_OTHERS, Section
from portal.referral.readers import Reader
from portal.referral.words import Speaker, say
from portal.web.language import t

_HIDDEN = say("Only a specialist may see this.")
_OPENLY, _NEUTRALLY = say("You may say who you are."), say("Do not say who you are.")
_MESSAGE, _NO_MESSAGE = say("A voice message may be left."), say("Leave no voice message.")


@dataclass(frozen=True)
class Row:
    """One answer with who said it; ``lines`` say that it is hidden where the reader may not."""

    label: str
    lines: list[str]
    told: str = ""


@dataclass(frozen=True)
class Part:
    """The rows of one section, or of one entry of a list in it; and what was left out there."""

    title: str
    rows: list[Row]
    unsaid: str = ""


@dataclass(frozen=True)
class Telling:
    """What one telling says; ``title`` is empty for the referral's own. ``first`` says who told it
    first: of each answer that they told then, nothing more is said."""

    parts: list[Part]
    first: str
    title: str = ""


@dataclass(frozen=True)
class Shown:
    """A whole document for a page to show."""

    to: str
    number: int
    made: str
    ground: str
    rules: list[str] = field(default_factory=list)
    contact: list[Row] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)
    left_out: int = 0
    withdrawal: bool = False


def in_words(document: Mapping[str, Any], office: Office, reader: Reader, speak: Speaker) -> Shown:
    """``document``, which left or would leave, for ``reader``."""
    withdrawal = "contact" not in document
    head: dict[str, Any] = {
        "to": document["for"]["name"],
        "number": document["number"],
        "made": speak.moment(datetime.fromisoformat(document["made_at"])),
        "withdrawal": withdrawal,
    }
    if withdrawal:
        return Shown(ground="", **head)
    page = _Page(office, reader, speak)
    also = [
        page.telling(each, t(_ALSO, reference=each["reference"]))
        for each in document.get("also_told", ())
    ]
    return Shown(
        ground=_ground(document["consent"], speak),
        rules=list(document["contact"]["rules"]),
        contact=list(_contact(document["contact"], speak)),
        tellings=[page.telling(document), *also],
        left_out=document.get("also_told_left_out", 0),
        **head,
    )


_ALSO = say("What was told in %(reference)s, too")


def _ground(consent: Mapping[str, Any], speak: Speaker) -> str:
    if consent["basis"] == "consent":
        at = speak.moment(datetime.fromisoformat(consent["agreed_at"]))
        return t(say("The person agreed on %(when)s."), when=at)
    return t(
        say("It has this on another ground than consent: %(ground)s"), ground=consent["ground"]
    )


def _contact(contact: Mapping[str, Any], speak: Speaker) -> Iterator[Row]:
    for way in contact["ways"]:
        lines = str(way["reach"]).split("\n") if way["reach"] else []
        if lines and way["way"] in (Channel.PHONE, Channel.TEXT):
            lines = Phone().show(way["reach"], speak)
        if way["way"] != "here":
            lines.append(t(_OPENLY if way["say_who"] else _NEUTRALLY))
        if way["way"] == "phone":
            lines.append(t(_MESSAGE if way["leave_message"] else _NO_MESSAGE))
        yield Row(way["in_words"], lines)
    if contact["times_in_words"]:
        yield Row(t(say("Safe times")), list(contact["times_in_words"]))
    if contact["never"]:
        yield Row(t(say("Never at these times")), contact["never"].split("\n"))
    if contact["others"]:
        yield Row(t(say("Who else might see or hear")), contact["others"].split("\n"))


@dataclass(frozen=True)
class _Page:
    office: Office
    reader: Reader
    speak: Speaker

    @cached_property
    def _lists(self) -> dict[str, str]:
        """What one entry of each list is called."""
        pages = self.office.questions.pages
        return {page.repeats: t(page.title) for page in pages if page.repeats}

    def telling(self, told: Mapping[str, Any], title: str = "") -> Telling:
        """All of one telling: the sections, each entry of a list as a part of its own."""
        first = self._said(told["told_first"])
        found: list[Part] = []
        for section, answers in told["answers"].items():
            name = t(TITLES_FOR_OTHERS.get(Section(section), ""))
            plain = {id: each for id, each in answers.items() if not isinstance(each, list)}
            found += self._part(name, plain, first)
            for id, each in answers.items():
                if isinstance(each, list):
                    of = self._lists.get(id, name)
                    for number, entry in enumerate(each, 1):
                        found += self._part(f"{of} {number}", entry, first)
        return Telling(found, first, title)

    def _part(self, title: str, answers: Mapping[str, Any], first: str) -> list[Part]:
        said = {name: each for name, each in answers.items() if each["in_words"]}
        unsaid = [each["label"] for name, each in answers.items() if name not in said]
        rows = [self._row(name, each, first) for name, each in said.items()]
        return [Part(title, rows, " · ".join(unsaid))] if answers else []

    def _row(self, name: str, answer: Mapping[str, Any], first: str) -> Row:
        question = self.office.questions.questions.get(name)
        readers = question.readers if question else frozenset({Reader.SPECIALIST})
        if self.reader not in readers:
            return Row(answer["label"], [t(_HIDDEN)])
        told = self._said(answer["told"])
        found = [line for each in answer["in_words"] for line in each.split("\n")]
        return Row(answer["label"], found, "" if told == first else told)

    def _said(self, told: Mapping[str, Any]) -> str:
        """Who said something, and when."""
        when = self.speak.moment(datetime.fromisoformat(told["at"]))
        return t(say("%(who)s, %(when)s"), who=told["in_words"], when=when)
