"""The informed-choice record, for the person, the hub's page and documents alike.

What was explained, in which version and language, and when; what the person said; and what they
still want to know.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel import Locale, UnknownLocaleError

from portal.referral.words import Speaker, say

from .archive import Read
from .figures import HOW_SURE
from .guide import GUIDE, OPTIONS
from .matters import MATTERS
from .reading import Choices
from .sure import SURE
from .texts import EASY
from .wording import LEANING_WORDS, SURE_WORDS, WEIGHT_WORDS, WHOLE_WORDS

Rows = tuple[tuple[str, tuple[str, ...]], ...]
"""Labels, each with its lines."""

Groups = Sequence[tuple[str, Rows]]
"""Titles, each with its rows: the record in words, for pages and documents."""


@dataclass(frozen=True)
class Explained:
    """One text that was opened. ``href`` shows it as it was; ``at`` is aware."""

    title: str
    version: str
    language: str
    at: datetime
    href: str

    def note(self, speak: Speaker) -> str:
        """Which version it was, in which language, and when it was opened."""
        return speak(
            say("Version %(version)s, in %(language)s, %(moment)s"),
            version=self.version,
            language=self.language,
            moment=speak.moment(self.at),
        )


@dataclass(frozen=True)
class Informed:
    """The record in one reader's language. Parts that hold nothing are empty.

    ``wants`` is what the person still wants to know: options to hear more of, questions of being
    ready that they answered with "not yet", and their own questions.
    """

    explained: tuple[Explained, ...]
    matters: Rows
    leanings: Rows
    whole: str
    sure: Rows
    wants: Rows
    notes: tuple[str, ...]
    said_at: datetime | None

    def __bool__(self) -> bool:
        return bool(self.explained or self.said_at or self.wants or self.notes)

    def groups(self, speak: Speaker) -> Groups:
        """All of it as titled groups of labelled lines; groups that hold nothing are left out."""
        read: Rows = tuple((each.title, (each.note(speak),)) for each in self.explained)
        return [*self.said(speak), *([(speak(say("What was read")), read)] if read else [])]

    def said(self, speak: Speaker) -> Groups:
        """The same without what was read."""
        whole: Rows = ((speak(say("Of all of them")), (self.whole,)),) if self.whole else ()
        notes: Rows = ((speak(say("Own notes")), self.notes),) if self.notes else ()
        found = (
            (say("What matters"), self.matters),
            (say("Of the options"), (*whole, *self.leanings)),
            (say("Ready to choose"), self.sure),
            (say("Still to find out"), self.wants),
            (say("Notes"), notes),
        )
        return [(speak(title), rows) for title, rows in found if rows]


def informed(
    choices: Choices, speak: Speaker, texts: Mapping[Read, Mapping[str, Any]] | None = None
) -> Informed:
    """The record that ``choices`` make. ``texts`` are those of ``archive.texts_read``."""
    texts = texts or {}
    titles = {option.id: speak(option.title) for option in OPTIONS}
    return Informed(
        explained=tuple(
            Explained(
                _title(each.page, texts.get(each.text), speak),
                each.version,
                _language(each.language, speak),
                each.at,
                f"/options/as-read/{each.page}/{each.version}?in={each.language}",
            )
            for each in choices.readings
        ),
        matters=tuple(
            (speak(matter.label), (speak(WEIGHT_WORDS[choices.matters[matter.id]]),))
            for matter in MATTERS
            if matter.id in choices.matters
        ),
        # An option that the guide no longer has keeps its place in the record, under its id.
        leanings=tuple(
            (titles.get(id_, id_), (speak(LEANING_WORDS[choices.leanings[id_]]),))
            for id_ in (*titles, *sorted(set(choices.leanings) - set(titles)))
            if id_ in choices.leanings
        ),
        whole=speak(WHOLE_WORDS.get(choices.whole, "")),
        sure=tuple(
            (speak(each.short), (speak(SURE_WORDS[choices.sure[each.id]]),))
            for each in SURE
            if each.id in choices.sure
        ),
        wants=_wants(choices, titles, speak),
        notes=tuple(choices.notes.split("\n")) if choices.notes else (),
        said_at=choices.said_at,
    )


def _wants(choices: Choices, titles: Mapping[str, str], speak: Speaker) -> Rows:
    more = tuple(titles[id_] for id_ in titles if choices.leanings.get(id_) == "know_more")
    unsure = tuple(speak(each.short) for each in SURE if choices.sure.get(each.id) == "no")
    asked = tuple(choices.questions.split("\n")) if choices.questions else ()
    found = (
        (say("More about these options"), more),
        (say("Said “not yet” to"), unsure),
        (say("Own questions"), asked),
    )
    return tuple((speak(label), lines) for label, lines in found if lines)


def _title(page: str, text: Mapping[str, Any] | None, speak: Speaker) -> str:
    """What a text was called when it was read; else what its page is called now."""
    now = {each.id: each.title for each in (*GUIDE, HOW_SURE)}
    bare = page.removeprefix(EASY)
    title = str(text["title"]) if text else speak(now.get(bare, bare))
    return speak(say("%(title)s (Easy Read)"), title=title) if bare != page else title


def _language(code: str, speak: Speaker) -> str:
    """What a language is called in the reader's own."""
    try:
        return Locale.parse(code).get_language_name(str(speak.locale)) or code
    except (UnknownLocaleError, ValueError):
        return code
