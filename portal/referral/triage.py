"""The verbs of triage. Each changes a referral and writes its event in one transaction.

``version`` is the referral's version as the member of staff saw it. A verb raises
ChangedMeanwhile when somebody else was faster, and MoveRefused when the stage doesn't allow it;
the caller then rolls back.

Taking, asking, writing and holding are done in triage too: `owning`, `asking`, `notes`, `holding`.
"""

from collections.abc import Collection

from sqlalchemy.orm import Session

from portal.storage.ids import new_id

from .asking import write_to_person
from .closing_codes import NOT_ACCEPTED
from .following import sharing
from .handing_on.agreeing import consent_changed
from .handing_on.hand_offs import hand_on_accepted
from .history import record
from .lanes import add_lanes
from .lifecycle import Move, Stage
from .links import Kind, link, settle_duplicate
from .moving import ChangedMeanwhile, change, move
from .notes import write_note
from .office import Office
from .pairs import in_order, notice, settle_doubts
from .records import Consent, Referral
from .staff import Staff

TOLD_A_WORKER = "told a worker"
"""What stands for the wording of a decision that the person told a worker."""


class NotAgreed(ChangedMeanwhile):
    """The person has not agreed that this service is told."""


def start_triage(
    session: Session, office: Office, referral: Referral, by: Staff, *, version: int
) -> None:
    """Begin triage."""
    change(session, office, referral, version)
    move(session, office, referral, Move.START_TRIAGE, by.id)


def go_on_with_triage(
    session: Session, office: Office, referral: Referral, by: Staff, *, version: int
) -> None:
    """Triage goes on: what was waited for is there, or what was doubted is not so."""
    change(session, office, referral, version)
    if referral.stage == Stage.POSSIBLE_DUPLICATE:
        settle_doubts(session, office, referral, by, same=False)
        settle_duplicate(session, referral, same=False)
    move(session, office, referral, Move.GO_ON_WITH_TRIAGE, by.id)


def query_duplicate(
    session: Session,
    office: Office,
    referral: Referral,
    by: Staff,
    *,
    version: int,
    of: Referral,
    reason: str,
) -> None:
    """Say that it may be the same as the referral ``of``: a pair to decide about. The reason is a
    note.

    Raises AlreadyLinked when the two belong together already.
    """
    change(session, office, referral, version)
    link(session, office, *in_order(referral, of), Kind.POSSIBLE_DUPLICATE)
    notice(session, office, referral, of, by)
    move(session, office, referral, Move.QUERY_DUPLICATE, by.id, other=of.reference)
    write_note(session, office, referral, by, text=reason)


def refer_to_specialist(
    session: Session,
    office: Office,
    referral: Referral,
    by: Staff,
    *,
    version: int,
    lanes: Collection[str],
    reason: str,
) -> None:
    """Ask a specialist to look, in ``lanes`` besides those it is in. The reason is a note.

    Whoever lacks the training can't open it afterwards.
    """
    change(session, office, referral, version)
    move(session, office, referral, Move.REFER_TO_SPECIALIST, by.id)
    write_note(session, office, referral, by, text=reason)
    add_lanes(session, office, referral, lanes, by.id)


def accept(
    session: Session, office: Office, referral: Referral, by: Staff, *, version: int
) -> None:
    """Accept a referral: the hub will help. It is then no duplicate, and goes on to wherever every
    accepted one goes.
    """
    change(session, office, referral, version)
    move(session, office, referral, Move.ACCEPT, by.id)
    settle_doubts(session, office, referral, by, same=False)
    settle_duplicate(session, referral, same=False)
    hand_on_accepted(session, office, referral)


def redirect(
    session: Session,
    office: Office,
    referral: Referral,
    by: Staff,
    *,
    version: int,
    service: str,
    told: bool,
    words: str,
) -> None:
    """Pass a referral on to a service that can help better, with words for the person.

    Only with their consent for that service: recorded, or ``told`` to the worker, who records it
    by this. Raises NotAgreed.
    """
    change(session, office, referral, version)
    if told:
        _agreed_now(session, office, referral, by, service)
    if service not in {each.service for each, _ in sharing(session, referral) if each.agreed}:
        raise NotAgreed
    move(session, office, referral, Move.REDIRECT, by.id, service=service)
    write_to_person(session, office, referral, by, text=words)


def not_accept(
    session: Session,
    office: Office,
    referral: Referral,
    by: Staff,
    *,
    version: int,
    reason: str,
    explanation: str,
) -> None:
    """Turn a referral down for one of the reasons in ``closing_codes.NOT_ACCEPTED``, with a kind
    explanation that the person reads."""
    if reason not in NOT_ACCEPTED:
        raise ValueError(f"{reason} is no reason to turn a referral down")
    change(session, office, referral, version)
    move(session, office, referral, Move.NOT_ACCEPT, by.id, reason=reason)
    same = reason == "duplicate"
    settle_doubts(session, office, referral, by, same=same)
    settle_duplicate(session, referral, same=same)
    write_to_person(session, office, referral, by, text=explanation)


def _agreed_now(
    session: Session, office: Office, referral: Referral, by: Staff, service: str
) -> None:
    now = office.now()
    session.add(
        Consent(
            id=new_id(now),
            referral_id=referral.id,
            service=service,
            agreed=True,
            at=now,
            wording=TOLD_A_WORKER,
        )
    )
    session.flush()
    record(session, office, referral.id, "agreed_to_share", by.id, service=service)
    consent_changed(session, office, referral)
