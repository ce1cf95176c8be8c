"""Handing the pen over: the person comes to what somebody else told about them, and takes it over.

Whoever refers somebody gets a code for them, on a card or to read out. The code alone opens
nothing: it takes the word that was agreed with the person too. Looking never uses it up; only
taking it over does, which makes a way back that is the person's own.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from portal.storage.ids import new_id
from portal.storage.passwords import hash_password, matches

from . import drafts
from .codewords import make_code, read_code, read_word
from .history import PERSON, SYSTEM, record
from .office import Office
from .records import Handover, Referral, Referring


class NoHandover(ValueError):
    """Nothing to take over: unknown, a wrong word, taken, ended or too old. Always the same."""


class SameWord(ValueError):
    """The word of their own is the one that was agreed: whoever agreed it knows it."""


@dataclass(frozen=True)
class Opened:
    """What code and agreed word open; ``agreed`` is that word, so that it is not chosen again."""

    id: UUID
    referral_id: UUID
    agreed: str = field(repr=False)


@dataclass(frozen=True)
class Taken:
    """A referral in the hands of the person: the ``visit`` that holds it open for their browser,
    and the ``code`` that they come back with from now on."""

    visit: str = field(repr=False)
    code: str = field(repr=False)
    referral_id: UUID


def make(
    session: Session,
    office: Office,
    referral: Referral,
    *,
    word: str = "",
    made_by: UUID | None = None,
    referring: Referring | None = None,
) -> tuple[Handover, str]:
    """Make a way for the person to take ``referral`` over; gives it and its code in words.

    Any earlier one that was not taken ends. ``word`` is what was agreed with the person, and is
    kept as a hash only; without one the code opens nothing.
    """
    now = office.now()
    session.execute(
        update(Handover)
        .where(Handover.referral_id == referral.id, *_waits())
        .values(ended_at=now)
        .execution_options(synchronize_session="fetch")
    )
    handover_id, code, agreed = new_id(now), make_code(office.chance.choice), read_word(word)
    key, wrapped = office.vault.keyring.new_data_key(f"handover:{handover_id}")
    made = Handover(
        id=handover_id,
        data_key=wrapped,
        organisation_id=referring.organisation_id if referring else None,
        referral_id=referral.id,
        referring_id=referring.id if referring else None,
        token=_hidden(office, code),
        code=key.seal(code, _place(handover_id)),
        word_hash=hash_password(agreed) if agreed else None,
        made_by=made_by,
        made_at=now,
        expires_at=now + timedelta(days=office.hub.retention.handover_days),
    )
    session.add(made)
    session.flush()
    by = made_by or (referring.account_id if referring else None) or SYSTEM
    record(session, office, referral.id, "handed_over", by, handover=str(handover_id))
    return made, code


def code_of(office: Office, handover: Handover) -> str:
    """The code of ``handover``, in words. Raises Erased when it was destroyed."""
    key = office.vault.keyring.open_data_key(handover.data_key, f"handover:{handover.id}")
    code: str = key.open(handover.code, _place(handover.id))
    return code


def waits(office: Office, handover: Handover) -> bool:
    """Whether ``handover`` can still be taken."""
    over = handover.taken_at or handover.ended_at
    return over is None and handover.expires_at > office.now()


def latest(session: Session, referral_id: UUID) -> Handover | None:
    """The way that was made last for the person to take a referral over, and did not end."""
    found = select(Handover).where(Handover.referral_id == referral_id)
    order = (
        Handover.ended_at.is_not(None),
        Handover.made_at.desc(),
        Handover.taken_at.is_not(None),
    )
    return session.scalar(found.order_by(*order, Handover.id.desc()).limit(1))


def taken_at(session: Session, referral_id: UUID) -> datetime | None:
    """When the person last took a referral over; None when they did not."""
    taken = select(func.max(Handover.taken_at)).where(Handover.referral_id == referral_id)
    return session.scalar(taken)


def look(session: Session, office: Office, code: str, word: str) -> Opened:
    """What ``code`` and the agreed ``word`` open. Changes nothing, however often.

    It takes a while on purpose: let no transaction that writes wait for it. Raises NoHandover,
    after as long.
    """
    found = session.scalar(select(Handover).where(*_live(office, code)))
    agreed = read_word(word)
    if not matches(found.word_hash if found else None, agreed) or found is None:
        raise NoHandover
    return Opened(found.id, found.referral_id, agreed)


def take(session: Session, office: Office, opened: Opened, own_word: str, language: str) -> Taken:
    """The person takes it over, once: with a code and a word that only they know.

    Raises NoHandover when it was taken or ended meanwhile, and SameWord.
    """
    if read_word(own_word) == opened.agreed:
        raise SameWord
    handover = session.scalar(
        select(Handover)
        .where(Handover.id == opened.id, *_waits(), Handover.expires_at > office.now())
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if handover is None:
        raise NoHandover
    connection = session.connection()
    visit = drafts.begin(connection, office, language)
    draft = drafts.look(connection, office, visit, lock=True)
    if draft is None:
        raise NoHandover
    draft = drafts.give_way_back(connection, office, draft, own_word)
    drafts.sent(connection, office, draft, handover.referral_id)
    handover.taken_at, handover.draft_id = office.now(), draft.id
    record(session, office, handover.referral_id, "taken_over", PERSON, handover=str(handover.id))
    return Taken(visit, draft.code, handover.referral_id)


def find(session: Session, office: Office, code: str) -> Handover:
    """What ``code`` alone leads to: enough to tell the hub something, and to read nothing.

    Raises NoHandover.
    """
    found = session.scalar(select(Handover).where(*_live(office, code)).with_for_update())
    if found is None:
        raise NoHandover
    return found


def _live(office: Office, code: str) -> tuple[ColumnElement[bool], ...]:
    hidden = _hidden(office, read_code(code))
    return (Handover.token == hidden, *_waits(), Handover.expires_at > office.now())


def _waits() -> tuple[ColumnElement[bool], ...]:
    return (Handover.taken_at.is_(None), Handover.ended_at.is_(None))


def _hidden(office: Office, code: str) -> bytes:
    return office.vault.blinder.token("handover", code)


def _place(handover_id: UUID) -> str:
    return f"handover.code:{handover_id}"
