"""Drafts of an organisation: whoever refers there can go on with any of them.

They are rows of the organisation, so these run behind its wall, by the ORM alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, literal, select, tuple_, update
from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .conditions import Answers
from .draft_body import Held, open_body, seal_body, with_answers
from .office import Office
from .origins import Origin
from .records import Draft

A_PAGE = 25
"""How many drafts a list shows at once."""

Place = tuple[datetime, UUID]
"""Where a list goes on: after the draft that was touched at this moment and has this id."""


@dataclass(frozen=True)
class Listed:
    """What a list shows of a draft: whom it is about and their own reference, as far as given."""

    id: UUID
    name: str
    own_reference: str
    begun_by: UUID | None
    touched_at: datetime


def begin(
    session: Session,
    office: Office,
    organisation_id: UUID,
    account_id: UUID,
    language: str,
    *,
    begun_from: UUID | None = None,
    again: Mapping[str, Any] | None = None,
) -> UUID:
    """Start an empty draft of an organisation; gives its id. ``begun_from`` and ``again`` are as
    in ``Held``."""
    now = office.now()
    draft_id = new_id(now)
    key, wrapped = office.vault.keyring.new_data_key(f"draft:{draft_id}")
    held = Held(draft_id, key, {}, {}, "", language, None, Origin.PARTNER, again=dict(again or {}))
    session.add(
        Draft(
            id=draft_id,
            data_key=wrapped,
            body=seal_body(held),
            fingerprint=office.questions.fingerprint,
            journey=Origin.PARTNER,
            organisation_id=organisation_id,
            account_id=account_id,
            begun_from=begun_from,
            created_at=now,
            updated_at=now,
        )
    )
    session.flush()
    return draft_id


def waiting_from(
    session: Session, office: Office, referral_id: UUID, account_id: UUID
) -> UUID | None:
    """The draft that somebody began from one of their referrals and has not confirmed yet, so that
    pressing twice begins one."""
    found = select(Draft).where(
        Draft.begun_from == referral_id,
        Draft.account_id == account_id,
        Draft.journey == Origin.PARTNER,
        Draft.referral_id.is_(None),
    )
    for row in session.scalars(found.order_by(Draft.id.desc())):
        held = open_body(office, row)
        if held is not None and held.waits:
            return row.id
    return None


def look(session: Session, office: Office, draft_id: UUID, *, lock: bool = False) -> Held | None:
    """One draft of the organisation; None when there is none with this id, or no longer.

    With ``lock``, no colleague changes it before this transaction ends.
    """
    found = select(Draft).where(Draft.id == draft_id, Draft.journey == Origin.PARTNER)
    if lock:
        found = found.with_for_update()
    row = session.scalar(found.execution_options(populate_existing=True))
    return None if row is None else open_body(office, row)


def save(session: Session, office: Office, held: Held, answers: Answers) -> Held:
    """Keep ``answers`` in place of those the draft held."""
    return _keep(session, office, with_answers(office, held, answers))


def keep(session: Session, office: Office, held: Held) -> Held:
    """Keep the draft as ``held`` says."""
    return _keep(session, office, held)


def sent(session: Session, office: Office, held: Held, referral_id: UUID) -> Held:
    """The draft became a referral: its answers go; that it was sent stays, so that sending it
    again leads to the same receipt."""
    return _keep(
        session,
        office,
        replace(held, answers={}, set_aside={}, referral_id=referral_id, again={}),
    )


def throw_away(session: Session, draft_id: UUID) -> None:
    """Delete a draft that was not sent, with all that it holds."""
    session.execute(
        delete(Draft).where(
            Draft.id == draft_id, Draft.journey == Origin.PARTNER, Draft.referral_id.is_(None)
        )
    )


def drafts_of(
    session: Session, office: Office, after: Place | None = None, most: int = A_PAGE
) -> tuple[list[Listed], Place | None]:
    """The organisation's drafts, the one touched last first; and where the list goes on, if it
    does."""
    asked = select(Draft).where(Draft.journey == Origin.PARTNER, Draft.referral_id.is_(None))
    if after is not None:
        columns = (Draft.updated_at, Draft.id)
        there = (literal(value, each.type) for value, each in zip(after, columns, strict=True))
        asked = asked.where(tuple_(*columns) < tuple_(*there))
    asked = asked.order_by(Draft.updated_at.desc(), Draft.id.desc()).limit(most + 1)
    rows = list(session.scalars(asked))
    last = rows[most - 1] if len(rows) > most else None
    onward = (last.updated_at, last.id) if last else None
    return [_listed(office, row) for row in rows[:most]], onward


def _listed(office: Office, row: Draft) -> Listed:
    held = open_body(office, row)
    given: Mapping[str, Any] = held.said if held else {}
    return Listed(
        row.id,
        given.get("name") or "",
        given.get("agency_reference") or "",
        row.account_id,
        row.updated_at,
    )


def _keep(session: Session, office: Office, held: Held) -> Held:
    session.execute(
        update(Draft)
        .where(Draft.id == held.id)
        .values(
            body=seal_body(held),
            fingerprint=office.questions.fingerprint,
            referral_id=held.referral_id,
            updated_at=office.now(),
        )
        .execution_options(synchronize_session=False)
    )
    return held
