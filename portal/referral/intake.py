"""The one way in: a web form, a document or a row becomes a referral here and nowhere else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from . import reference
from .answers import Problem, read_whole
from .consent import Decision, decisions
from .filing import SET_ASIDE, file_answers, keep_document
from .history import PERSON, record
from .kinds import Raw
from .lifecycle import Stage
from .notices import notify_urgent
from .office import Office
from .origins import Origin
from .priority import due, first_attempt_due, suggest
from .recognising import recognise
from .records import Consent, Referral
from .training import lanes_of


@dataclass(frozen=True)
class Source:
    """Where a referral comes from. ``submission`` is the same each time one sending is tried;
    ``by`` is who sends it: the person, or the id of an account."""

    origin: str
    submission: UUID
    language: str = "en_GB"
    by: str | UUID = PERSON


@dataclass(frozen=True)
class Receipt:
    """What was made, or found to have been made already when not ``fresh``."""

    referral_id: UUID
    reference: str
    fresh: bool


class NotReceived(ValueError):
    """The referral could not be received; ``problems`` say which answers to put right."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(f"{each.question}: {each.code}" for each in problems))
        self.problems = problems


def receive_referral(
    session: Session,
    office: Office,
    raw: Raw,
    source: Source,
    set_aside: Mapping[str, Any] | None = None,
) -> Receipt:
    """Read ``raw`` whole and make a referral of it, once per ``source.submission``.

    Reference, sealed answers, blind tokens, consent, suggested priority and event are written in
    the caller's transaction. Sending again gives the same receipt. Raises NotReceived.
    """
    already = _made_by(session, source.submission)
    if already:
        return already
    reading = read_whole(office.journeys[source.origin], raw, office.today())
    if reading.problems:
        raise NotReceived(reading.problems)
    return receive_answers(session, office, reading.answers, source, set_aside or {})


def receive_answers(
    session: Session,
    office: Office,
    answers: dict[str, Any],
    source: Source,
    set_aside: Mapping[str, Any],
    decided: Sequence[tuple[Decision, datetime]] | None = None,
) -> Receipt:
    """As ``receive_referral``, from ``answers`` that were read before.

    Decisions about sharing are those that the answers make; or those ``decided`` before, which
    are kept with their moments.
    """
    already = _made_by(session, source.submission)
    if already:
        return already
    try:
        with session.begin_nested():
            return _make(session, office, answers, source, set_aside, decided)
    except IntegrityError:
        # Another process got there first with the same submission.
        already = _made_by(session, source.submission)
        if already is None:
            raise
        return already


def _made_by(session: Session, submission: UUID) -> Receipt | None:
    found = session.execute(
        select(Referral.id, Referral.reference).where(Referral.submission == submission)
    ).one_or_none()
    return Receipt(found.id, found.reference, fresh=False) if found else None


def _make(
    session: Session,
    office: Office,
    answers: dict[str, Any],
    source: Source,
    set_aside: Mapping[str, Any],
    decided: Sequence[tuple[Decision, datetime]] | None,
) -> Receipt:
    now = office.now()
    referral_id = new_id(now)
    key, wrapped = office.vault.keyring.new_data_key(f"referral:{referral_id}")
    suggestion = suggest(answers)
    referral = Referral(
        id=referral_id,
        data_key=wrapped,
        reference=_new_reference(session, office),
        submission=source.submission,
        origin=source.origin,
        kind=answers.get("about") or "",
        age=answers.get("age") or "",
        stage=Stage.SUBMITTED,
        specialist=bool(lanes_of(answers)),
        priority=suggestion.priority,
        due_at=due(suggestion.priority, now, office.zone),
        first_attempt_due_at=first_attempt_due(now, office.zone),
        received_at=now,
        updated_at=now,
        fingerprint=office.questions.fingerprint,
        language=source.language,
    )
    session.add(referral)
    session.flush()
    file_answers(session, office, referral, key, answers, lanes_of(answers))
    if set_aside:
        keep_document(session, key, referral_id, SET_ASIDE, dict(set_aside))
    if decided is None:
        decide_sharing(session, office, referral, answers)
    else:
        _decide(session, office, referral, decided)
    record(
        session,
        office,
        referral_id,
        "received",
        source.by,
        origin=source.origin,
        priority=int(suggestion.priority),
    )
    if source.origin != Origin.REOPENED:  # who is known already: see ``reopening``
        recognise(session, office, referral, answers)
    notify_urgent(session, office, referral)
    return Receipt(referral_id, referral.reference, fresh=True)


def decide_sharing(
    session: Session, office: Office, referral: Referral, answers: Mapping[str, Any]
) -> None:
    """Write down what the person decided for each service."""
    now = office.now()
    decided = [(decision, now) for decision in decisions(office.hub, answers)]
    _decide(session, office, referral, decided)


def _decide(
    session: Session,
    office: Office,
    referral: Referral,
    decided: Sequence[tuple[Decision, datetime]],
) -> None:
    now = office.now()
    session.add_all(
        Consent(
            id=new_id(now),
            referral_id=referral.id,
            service=decision.service,
            agreed=decision.agreed,
            at=at,
            wording=office.questions.fingerprint,
        )
        for decision, at in decided
    )


def _new_reference(session: Session, office: Office) -> str:
    while True:
        made = reference.make(office.chance.choice)
        if not session.scalar(select(Referral.id).where(Referral.reference == made)):
            return made
