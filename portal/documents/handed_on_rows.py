"""What was told, as rows for paper: in groups, each row with who said it, and no more than fits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from portal.referral.kinds import Text
from portal.referral.questions.question import TITLES_FOR_OTHERS, QuestionSet, Section
from portal.referral.words import Speaker, say

Told = Mapping[str, Any]

MOST = 80_000
"""Characters of answers on one paper. A long referral has 10,000; laying out much more would keep
everybody else waiting. The rest is in the data, and at the hub."""

_A_ROW = 150
"""What a row costs beside its words."""


@dataclass(frozen=True)
class Row:
    """One answer: what it is called, what it says, and who said it when."""

    label: str
    lines: tuple[str, ...]
    by: str
    running: bool = False


@dataclass(frozen=True)
class Group:
    """The answers of one section, or of one entry of a list."""

    title: str
    rows: tuple[Row, ...]
    entry: int | None = None

    @property
    def blocks(self) -> list[tuple[bool, list[Row]]]:
        """The rows that stand together: long answers as running text, all others as a table."""
        return [(long, list(rows)) for long, rows in groupby(self.rows, lambda row: row.running)]


@dataclass
class Printed:
    """Puts answers on paper until there is no more room; ``is_cut`` then says so."""

    questions: QuestionSet
    speak: Speaker
    room: int = field(default=MOST)
    is_cut: bool = field(default=False, init=False)

    def of(self, answers: Told) -> list[Group]:
        """The answers of each section, then each entry of its lists."""
        found = [
            Group(title, tuple(self._rows(told)), entry)
            for title, told, entry in self._parts(answers)
        ]
        return [each for each in found if each.rows]

    def _parts(self, answers: Told) -> Iterator[tuple[str, Told, int | None]]:
        titles = {each.value: self.speak(TITLES_FOR_OTHERS[each]) for each in Section}
        pages = {page.repeats: self.speak(page.title) for page in self.questions.pages}
        for section, told in answers.items():
            plain = {name: each for name, each in told.items() if not isinstance(each, list)}
            yield titles.get(section, section), plain, None
            for name, entries in told.items():
                for number, entry in enumerate(entries if isinstance(entries, list) else (), 1):
                    yield pages.get(name, name), entry, number

    def _rows(self, told: Told) -> Iterator[Row]:
        for name, each in told.items():
            lines = tuple(each["in_words"])
            self.room -= _A_ROW + sum(map(len, lines))
            if self.room < 0:
                self.is_cut = True
                return
            running = bool(lines) and self._is_long(name)
            yield Row(each["label"], lines, teller(each["told"], self.speak), running)

    def _is_long(self, name: str) -> bool:
        known = self.questions.questions.get(name)
        return known is not None and isinstance(known.kind, Text) and known.kind.long


def teller(told: Told, speak: Speaker) -> str:
    """Who said it, and on which day."""
    day = speak.day(moment_of(told["at"]).astimezone(speak.zone).date())
    return speak(say("%(who)s, %(day)s"), who=told["in_words"], day=day)


def moment_of(text: str) -> datetime:
    """A moment as a document writes it."""
    return datetime.fromisoformat(text)
