"""What is handed on, on paper: made of the referral document alone, the contact rules before all.

Whatever the document does not say is not in here, so paper never tells more than the data does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from portal.referral.contact import REACHES, Channel
from portal.referral.kinds import Text
from portal.referral.office import Office
from portal.referral.questions.question import TITLES_FOR_OTHERS, QuestionSet, Section
from portal.referral.records.hand_off import Notice
from portal.referral.words import Speaker, say

from .paper import Document, make, printable
from .renderer import render_pdf

Told = Mapping[str, Any]


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


def hand_off_pdf(office: Office, document: Told) -> bytes:
    """The PDF of a referral document. Raises NotRendered."""
    return render_pdf(hand_off_document(office, document))


def hand_off_document(office: Office, document: Told) -> Document:
    """The same before it is laid out. Raises ValueError for a withdrawal, which says nothing."""
    if document["notice"] != Notice.DOCUMENT:
        raise ValueError("a withdrawal has nothing to read")
    speak = office.speaker(office.hub.languages[0])
    reference = document["reference"]
    return make(
        "handed_on.html",
        office.hub,
        speak,
        title=speak(say("Referral %(reference)s"), reference=reference),
        file_name=f"referral-{reference}.pdf",
        document=document,
        made=_moment(document["made_at"]),
        rules=document["contact"]["rules"],
        reaching=list(
            _reaching(document["contact"], document["from"]["name"], office.questions, speak)
        ),
        agreed=_moment(document["consent"]["agreed_at"]) if _agreed(document) else None,
        ground=document["consent"].get("ground"),
        needs=list(_needs(document["needs"], speak)),
        safety=document["safety"]["shared"],
        groups=list(_groups(office.questions, document["answers"], speak)),
        also=[
            {
                "reference": each["reference"],
                "first": _teller(each["told_first"], speak),
                "groups": list(_groups(office.questions, each["answers"], speak)),
            }
            for each in document["also_told"]
        ],
        left_out=document["also_told_left_out"],
    )


def _agreed(document: Told) -> bool:
    return bool(document["consent"]["basis"] == "consent")


def _reaching(
    contact: Told, hub: str, questions: QuestionSet, speak: Speaker
) -> Iterator[tuple[str, list[str]]]:
    """Each safe way with what may be said there, then when, and who else might notice."""
    for way in contact["ways"]:
        yield way["in_words"], [*_where(way, questions, speak), *_what(way, hub, speak)]
    if contact["ways"]:
        yield speak(say("Safe times")), contact["times_in_words"]
    if contact["never"]:
        yield speak(say("When not to")), printable(contact["never"], speak)
    if contact["others_might_see"]:
        others = contact["others"] or speak(say("Somebody might. Ask us who."))
        yield speak(say("Who else might see or hear")), printable(others, speak)


def _where(way: Told, questions: QuestionSet, speak: Speaker) -> list[str]:
    """Where one safe way reaches them, as people write it."""
    if not way["reach"]:
        return []
    asked = questions.questions.get(REACHES.get(way["way"], ""))
    return printable(asked.kind.show(way["reach"], speak) if asked else way["reach"], speak)


def _what(way: Told, hub: str, speak: Speaker) -> Iterator[str]:
    """What may be said on one safe way."""
    if way["way"] == Channel.HERE:
        yield speak(say("Ask us to leave it for them."))
        return
    if way["way"] == Channel.PHONE:
        leave = way["leave_message"]
        yield speak(say("You may leave a message.") if leave else say("Leave no message."))
    if way["say_who"]:
        yield speak(say("You may say that it is about %(hub)s."), hub=hub)
    else:
        yield speak(say("Don't say who you are."))


def _needs(needs: Told, speak: Speaker) -> Iterator[str]:
    if needs["interpreter"]:
        yield speak(say("An interpreter"))
    if needs["language"]:
        yield speak(say("Language: %(language)s"), language=needs["language"])
    if needs["access"]:
        yield speak(say("Help to take part: see below"))


def _groups(questions: QuestionSet, answers: Told, speak: Speaker) -> Iterator[Group]:
    """The answers of each section, then each entry of its lists."""
    titles = {each.value: speak(TITLES_FOR_OTHERS[each]) for each in Section}
    pages = {page.repeats: speak(page.title) for page in questions.pages if page.repeats}
    for section, told in answers.items():
        plain = {name: each for name, each in told.items() if not isinstance(each, list)}
        if plain:
            yield Group(titles.get(section, section), _rows(questions, plain, speak))
        for name, entries in told.items():
            for number, entry in enumerate(entries if isinstance(entries, list) else (), 1):
                yield Group(pages.get(name, name), _rows(questions, entry, speak), number)


def _rows(questions: QuestionSet, told: Told, speak: Speaker) -> tuple[Row, ...]:
    return tuple(
        Row(
            each["label"],
            tuple(each["in_words"]),
            _teller(each["told"], speak),
            running=bool(each["in_words"]) and _is_long(questions, name),
        )
        for name, each in told.items()
    )


def _is_long(questions: QuestionSet, name: str) -> bool:
    kind = questions.questions[name].kind if name in questions.questions else None
    return isinstance(kind, Text) and kind.long


def _teller(told: Told, speak: Speaker) -> str:
    """Who said it, and on which day."""
    day = speak.day(_moment(told["at"]).astimezone(speak.zone).date())
    return speak(say("%(who)s, %(day)s"), who=told["in_words"], day=day)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
