"""Who was told what, for the person it is about: only what went, and no word of what waits.

A hold changes nothing here, and neither does anything that staff only think of doing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.referral.office import Office
from portal.referral.questions.question import Section
from portal.referral.records import HandOff, Referral
from portal.referral.records.hand_off import HandOffState, Notice

from .places import consent_for, places
from .returning import latest_of
from .returning_news import Word
from .sent import document_sent
from .story import name_of_place
from .versions import Why, handed


@dataclass(frozen=True)
class ToldOn:
    """One place that was told. ``ground`` is on what it has this, where that is not consent.

    ``kinds`` are the sections of what the person told that went along at last, and ``others``
    whether anything did that somebody else told. ``said`` and ``said_at`` are how it stands with
    them. ``taken_back`` is when it was, and ``stopped`` says
    that it was because the person stopped. ``follows`` where they are told of that when they do.
    """

    name: str
    at: datetime
    last_at: datetime
    times: int
    ground: str
    kinds: tuple[Section, ...] = ()
    others: bool = False
    said: Word | None = None
    said_at: datetime | None = None
    taken_back: datetime | None = None
    stopped: bool = False
    follows: bool = False


def told_on(
    session: Session, office: Office, referral: Referral, of: Referral | None = None
) -> list[ToldOn]:
    """Every place that was told of ``referral``, the first told first.

    ``of`` is the telling whose kinds of things are named, where that was joined into it.
    """
    rows = handed(session, referral)
    known = {each.key: each for each in places(session, office)}
    news = latest_of(session, rows)
    found = []
    for key in dict.fromkeys(each.destination for each in rows):
        versions = sorted((r for r in rows if r.destination == key), key=lambda r: r.number)
        went = [each for each in versions if _went(each)]
        if not went:
            continue
        last, said = went[-1], news.get(key)
        back = [each for each in versions if each.notice == Notice.WITHDRAWAL]
        taken = back[-1] if back and back[-1].number > last.number else None
        document = document_sent(office, referral, last) or {}
        found.append(
            ToldOn(
                name=name_of_place(session, known, key),
                at=_moment(went[0]),
                last_at=_moment(last),
                times=len(went),
                ground=document.get("consent", {}).get("ground") or "",
                kinds=_kinds(document, (of or referral).reference),
                others=_others(document, (of or referral).reference),
                said=Word(said.word) if said is not None else None,
                said_at=said.said_at if said is not None else None,
                taken_back=taken.created_at if taken else None,
                stopped=taken is not None and taken.reason == Why.WITHDRAWN,
                follows=consent_for(session, office, key) is not None,
            )
        )
    return sorted(found, key=lambda each: each.at)


def _went(each: HandOff) -> bool:
    return each.state == HandOffState.SENT and each.notice == Notice.DOCUMENT


def _moment(each: HandOff) -> datetime:
    return each.finished_at or each.created_at


_NOT_NAMED = frozenset({Section.AGENCY, Section.REFERRER, Section.SHARING})
"""What others told about the person, and not what they told themselves."""


def _kinds(document: Mapping[str, Any], reference: str) -> tuple[Section, ...]:
    """The kinds of things that the telling with this reference has in ``document``."""
    tellings = [document, *document.get("also_told", ())]
    own = next((each for each in tellings if each.get("reference") == reference), None)
    if own is None:
        return ()
    answers: Mapping[str, Any] = own.get("answers", {})
    named = {name for name, said in answers.items() if _says_something(said)}
    if own is document:
        named.add(Section.CONTACT)
    return tuple(each for each in Section if each in named - _NOT_NAMED)


def _others(document: Mapping[str, Any], reference: str) -> bool:
    """Whether ``document`` has more than the telling with this reference, or in that telling what
    only somebody else can have told."""
    tellings = [each for each in (document, *document.get("also_told", ())) if each]
    if any(each["reference"] != reference for each in tellings):
        return True
    said = document.get("answers", {}).get(Section.AGENCY, {})
    return _says_something(said)


def _says_something(said: Mapping[str, Any]) -> bool:
    """Whether a section has any answer that was not left empty."""
    return any(
        any(_answered(entry) for entry in each) if isinstance(each, list) else each["in_words"]
        for each in said.values()
    )


def _answered(entry: Mapping[str, Any]) -> bool:
    rows: Collection[Mapping[str, Any]] = entry.values()
    return any(each["in_words"] for each in rows)
