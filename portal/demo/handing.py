"""What is done in the demonstration with what is handed on, by the same calls as on the pages."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.referral import following, joining
from portal.referral.filing import read_answers
from portal.referral.handing_on import asking_first, crossing_questions, crossing_verbs, hand_offs
from portal.referral.handing_on.handing_anew import hand_to
from portal.referral.handing_on.places import Place, key_of_organisation, place
from portal.referral.handing_on.versions import newest, versions
from portal.referral.moving import change
from portal.referral.records import CrossReferral, HandOff, PossibleMatch, Referral
from portal.referral.staff import Staff

from .case import Case
from .scene import Scene


def hand_on(case: Case, to: str) -> None:
    """Hand it on to a system, or to a partner by the key of somebody there."""
    with case.opened() as (session, referral):
        where, at = _place(case.scene, session, to), referral.version
        hand_to(session, case.scene.office, referral, where, case.owner, version=at)


def ask_first(case: Case, to: str) -> None:
    """Ask the person whether it may go there."""
    with case.opened() as (session, referral):
        where, at = _place(case.scene, session, to), referral.version
        asking_first.ask_first(session, case.scene.office, referral, where, case.owner, version=at)


def about(case: Case, verb: Callable[..., Any], to: str) -> None:
    """One of staff's verbs about what went to a place, or is to go there."""
    with case.opened() as (session, referral):
        change(session, case.scene.office, referral, referral.version)
        hand_off = _newest(session, referral, _place(case.scene, session, to).key)
        verb(session, case.scene.office, hand_off, case.owner)


VERBS: dict[str, Callable[..., Any]] = {
    "hold_back": hand_offs.hold,
    "correct": hand_offs.correct,
    "recall": hand_offs.recall,
}


def there(case: Case, who: str, verb: str, text: str) -> None:
    """Somebody at the partner that it was handed on to answers, or asks."""
    by = case.scene.staff[who]
    with case.opened() as (session, referral):
        office, cross = case.scene.office, _cross(session, referral, by)
        match verb:
            case "accept_there":
                crossing_verbs.accept(session, office, cross.id, by.id, version=cross.version)
            case "decline_there":
                why, words = text.split(":", 1)
                crossing_verbs.decline(
                    session, office, cross.id, by.id, version=cross.version, why=why, words=words
                )
            case "finish_there":
                crossing_verbs.finish(
                    session,
                    office,
                    cross.id,
                    by.id,
                    version=cross.version,
                    actions=["coaching"],
                    outcomes=["coping", "heard"],
                    words=text,
                )
            case "ask_there":
                crossing_questions.ask_hub(session, office, cross.id, by.id, text)


def say_anew(case: Case, **changes: Any) -> None:
    """The person changes what they told."""
    with case.opened() as (session, referral):
        office = case.scene.office
        answers = read_answers(session, office, referral) | changes
        following.correct(session, office, referral, answers, said=set(changes))


def join(case: Case, other: Case) -> None:
    """Say that this and ``other`` are one person and one matter; this one goes on."""
    with case.opened() as (session, referral):
        pair = _pair(session, referral.id, other.id)
        if pair is not None:
            office, by = case.scene.office, case.owner
            joining.join(session, office, pair, keep=referral, by=by, version=pair.version)


def _pair(session: Session, one: UUID, other: UUID) -> PossibleMatch | None:
    wanted = select(PossibleMatch).where(
        PossibleMatch.of == "person",
        or_(
            (PossibleMatch.earlier_id == one) & (PossibleMatch.later_id == other),
            (PossibleMatch.earlier_id == other) & (PossibleMatch.later_id == one),
        ),
    )
    return session.scalar(wanted)


def _place(scene: Scene, session: Session, to: str) -> Place:
    by = scene.staff.get(to)
    key = key_of_organisation(by.organisation) if by and by.organisation else to
    found = place(session, scene.office, key)
    if found is None:
        raise ValueError(f"nothing goes to {to}")
    return found


def _newest(session: Session, referral: Referral, key: str) -> HandOff:
    found = newest(versions(session, referral.id, key))
    if found is None:
        raise ValueError(f"nothing was handed on to {key}")
    return found


def _cross(session: Session, referral: Referral, by: Staff) -> CrossReferral:
    wanted = select(CrossReferral).where(
        CrossReferral.referral_id == referral.id,
        CrossReferral.organisation_id == by.organisation,
    )
    return session.scalars(wanted).one()
