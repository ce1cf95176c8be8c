"""The shapes of the guide: pages of marked words, options under seven headings, Easy Read lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from portal.referral.words import say

CHECKED = date(2026, 11, 22)
"""The day the facts of the guide were last checked against their sources."""
REVIEW = date(2027, 11, 22)
"""The day by which the guide is to be read again as a whole."""

HEADINGS = (
    say("What happens"),
    say("Who is there"),
    say("How long it takes"),
    say("What it needs"),
    say("What people value"),
    say("What can be hard"),
    say("When it is not right"),
)
"""The seven headings of every option, in their one order."""


def version_of(texts: Iterable[str]) -> str:
    """The version of some English texts: 8 hex digits that change whenever a text does."""
    return sha256("\n".join(texts).encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Part:
    """One heading of a page and what is said under it, a text a point.

    ``steps`` says that the points come one after another in time.
    """

    heading: str
    points: tuple[str, ...]
    steps: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Every marked text, in reading order."""
        return (self.heading, *self.points)


@dataclass(frozen=True)
class EasyLine:
    """One idea in Easy Read, and the id of its picture: ``pictures/<id>.svg``."""

    text: str
    picture: str


@dataclass(frozen=True)
class EasyPage:
    """The Easy Read edition of a page: a line an idea."""

    title: str
    lines: tuple[EasyLine, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every marked text, in reading order."""
        return (self.title, *(line.text for line in self.lines))

    @cached_property
    def version(self) -> str:
        """8 hex digits that change with any of its texts."""
        return version_of(self.texts)


@dataclass(frozen=True)
class GuidePage:
    """One page of the guide in marked English.

    ``sources`` are ids from ``sources.SOURCES``. ``checked`` is the day its facts were checked.
    """

    id: str
    title: str
    lead: str
    parts: tuple[Part, ...]
    sources: tuple[str, ...] = ()
    easy: EasyPage | None = None
    checked: date = CHECKED

    @property
    def slug(self) -> str:
        """The id as it stands in an address."""
        return self.id.replace("_", "-")

    @property
    def texts(self) -> tuple[str, ...]:
        """Every marked text, in reading order. The Easy Read edition has its own."""
        return (self.title, self.lead, *(text for part in self.parts for text in part.texts))

    @cached_property
    def version(self) -> str:
        """8 hex digits that change with any of its texts, so nobody has to count by hand."""
        return version_of(self.texts)


@dataclass(frozen=True)
class Option(GuidePage):
    """One of the nine options: a page whose parts have exactly the seven HEADINGS.

    ``contact`` is how near it comes to the other person: 0 none, 1 words are carried, 2 one room
    or two, 3 one room, 4 one room with more people. It sets the order of the options and
    nothing else. ``sure`` says in a sentence how well the option has been studied.
    """

    contact: int = 0
    sure: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Every marked text, in reading order. The Easy Read edition has its own."""
        return (*super().texts, self.sure)


def under_headings(*points: tuple[str, ...]) -> tuple[Part, ...]:
    """The parts of an option: one tuple of points for each of the seven headings.

    Raises ValueError when there are fewer or more.
    """
    return tuple(Part(heading, each) for heading, each in zip(HEADINGS, points, strict=True))
