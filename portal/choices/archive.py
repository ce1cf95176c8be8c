"""The texts of the guide as they were read, so that an old record still shows what it speaks of.

A text is the hub's own and says nothing of whoever read it. It is written down when choices move
into a referral, and not before.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.referral.office import Office
from portal.referral.records import GuideVersion

from .reading import Reading
from .texts import TEXTS, version_of

Read = tuple[str, str, str]
"""What was read: page, version and language."""

_KEY = tuple_(GuideVersion.page, GuideVersion.version, GuideVersion.language)


def archive(session: Session, office: Office, languages: Iterable[str]) -> None:
    """Keep what every page of the guide says now in ``languages``, unless it is kept already.

    All pages, and not only those that one person read: somebody who reads today may send after
    the guide has changed, and their record must still show today's words.
    """
    now: dict[Read, dict[str, Any]] = {}
    for language in set(languages):
        speak = office.speaker(language)
        for page, make in TEXTS.items():
            body = make(speak)
            now[page, version_of(body), language] = body
    if not now:
        return
    kept = {tuple(row) for row in session.execute(select(*_KEY.clauses).where(_KEY.in_(now)))}
    rows = [
        {
            "page": page,
            "version": version,
            "language": language,
            "body": body,
            "kept_at": office.now(),
        }
        for (page, version, language), body in now.items()
        if (page, version, language) not in kept
    ]
    if rows:
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        # Somebody else may be keeping the same text at the same moment.
        session.execute(dialect.insert(GuideVersion).on_conflict_do_nothing(), rows)


def texts_read(session: Session, readings: Iterable[Reading]) -> dict[Read, dict[str, Any]]:
    """The kept text of each of ``readings``; one that was never kept is missing."""
    wanted = {each.text for each in readings}
    if not wanted:
        return {}
    found = session.scalars(select(GuideVersion).where(_KEY.in_(wanted)))
    return {(row.page, row.version, row.language): row.body for row in found}


def text_read(session: Session, page: str, version: str, language: str) -> dict[str, Any] | None:
    """One kept text, or None."""
    row = session.get(GuideVersion, (page, version, language))
    return row.body if row else None
