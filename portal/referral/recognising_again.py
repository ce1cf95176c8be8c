"""Comparing a referral once more: the worker looks without keeping anybody waiting, and then writes
down whom it found beyond those that are known."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from .filing import read_answers
from .history import SYSTEM, record
from .joined import goes_on_in
from .links import goes_on_as
from .matching.kept import Told
from .office import Office
from .recognising import NOT_COMPARED, look, to_ask_about
from .recognising_pairs import Found, add
from .recognising_queue import Due
from .records import Event, PossibleMatch, Referral, ToCompare
from .waiting import ATTEMPTS

COMPARED = "compared"
"""The event by which a referral was compared after all."""

_PATIENCE = timedelta(milliseconds=500)
"""Less than the second after which PostgreSQL ends one of those who wait in a circle."""


def look_again(session: Session, office: Office, due: Due) -> list[Found]:
    """Whoever may be one with it by what it says now; nobody where it goes on in another, which is
    compared by itself. Only reads. Raises what opening the answers raises."""
    referral = session.get(Referral, due.referral_id)
    if referral is None or referral.erased_at is not None or _goes_on(session, referral):
        return []
    answers = read_answers(session, office, referral)
    return look(session, office, Told.of(answers), besides=referral.id)


def keep(session: Session, office: Office, due: Due, found: Sequence[Found]) -> list[PossibleMatch]:
    """Write down those of ``found`` that staff were not asked about before, and be done with it.

    What is known stays as it is. Nothing happens where it was changed since, which has it compared
    anew, or where somebody is at it: it is due again by itself. Raises an OperationalError rather
    than wait long for whoever works on one of the others.
    """
    referral = _ours(session, due)
    if referral is None:
        return []
    here = _not_erased(session, [each.other for each in found])
    left = to_ask_about(session, referral, [each for each in found if each.other in here])
    new = add(session, office, referral, left)
    if _says_not_compared(session, referral):
        record(session, office, referral.id, COMPARED, SYSTEM)
    session.execute(delete(ToCompare).where(ToCompare.referral_id == referral.id))
    return new


def fail(session: Session, office: Office, due: Due, error: Exception) -> bool:
    """Say on its timeline that it could not be compared, unless that says so already, or the
    database was only busy. Gives whether it is tried no more."""
    referral = _ours(session, due)
    if referral is None:
        return False
    if not isinstance(error, OperationalError) and not _says_not_compared(session, referral):
        record(session, office, referral.id, NOT_COMPARED, SYSTEM, error=type(error).__name__)
    if due.attempts < ATTEMPTS:
        return False
    session.execute(delete(ToCompare).where(ToCompare.referral_id == referral.id))
    return True


def _ours(session: Session, due: Due) -> Referral | None:
    """The referral, with nobody else changing what it says; None where it was put here anew since,
    where it is no longer here, or where somebody is at it. Who comes meanwhile waits for nothing.
    """
    if session.get_bind().dialect.name == "postgresql":
        milliseconds = _PATIENCE // timedelta(milliseconds=1)
        session.execute(text(f"SET LOCAL lock_timeout = {milliseconds}"))
    return session.scalars(
        select(Referral)
        .join(ToCompare, ToCompare.referral_id == Referral.id)
        .where(Referral.id == due.referral_id, ToCompare.due_at == due.due_at)
        .with_for_update(key_share=True, skip_locked=True)
    ).one_or_none()


def _goes_on(session: Session, referral: Referral) -> bool:
    return (
        goes_on_in(session, referral) is not referral or goes_on_as(session, referral) is not None
    )


def _not_erased(session: Session, some: Collection[UUID]) -> frozenset[UUID]:
    here = select(Referral.id).where(Referral.id.in_(some), Referral.erased_at.is_(None))
    return frozenset(session.scalars(here)) if some else frozenset()


def _says_not_compared(session: Session, referral: Referral) -> bool:
    said = select(Event.verb).where(
        Event.referral_id == referral.id, Event.verb.in_((NOT_COMPARED, COMPARED))
    )
    return session.scalar(said.order_by(Event.number.desc()).limit(1)) == NOT_COMPARED
