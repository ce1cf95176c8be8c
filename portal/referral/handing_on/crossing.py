"""Cross-referrals: what is handed on to a provider with accounts here lies in its own inbox.

The row that a provider sees is apart from the referral and under a key of its own. The hub writes
it in the transaction in which it hands on, corrects or takes back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.referral.clock import wind
from portal.referral.office import Office
from portal.referral.records import CrossQuestion, CrossReferral, HandOff, Referral
from portal.referral.working_days import close_of
from portal.storage.ids import new_id
from portal.storage.sealing import DataKey

from .places import organisation_of


class Standing(StrEnum):
    """How a cross-referral stands."""

    WAITING = "waiting"
    """The provider has not answered."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    FINISHED = "finished"
    RECALLED = "recalled"
    """The hub took it back: nothing of what was told is there any more."""


CORRECTED = "corrected"
"""A step that is no standing of its own: something newer came in the place of what was there."""

OPEN = frozenset({Standing.WAITING, Standing.ACCEPTED})


class Receiver(Protocol):
    """What of a place counts here: whose inbox it is, and how many working days they have."""

    @property
    def organisation_id(self) -> UUID | None: ...
    @property
    def answers_in(self) -> int: ...


@dataclass(frozen=True)
class Ended:
    """What a provider said when it declined or finished: codes, and words of its own."""

    why: str = ""
    actions: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    words: str = ""


def arrive(
    session: Session,
    office: Office,
    referral: Referral,
    hand_off: HandOff,
    document: Mapping[str, Any],
    place: Receiver,
) -> CrossReferral:
    """Put ``document`` into the inbox of the organisation that ``place`` is, to be answered.

    Where it was declined, finished or taken back there before, it waits anew.
    """
    found = of_organisation(session, referral.id, place.organisation_id, lock=True)
    now = office.now()
    if found is None:
        cross_id = new_id(now)
        _, wrapped = office.vault.keyring.new_data_key(f"cross_referral:{cross_id}")
        found = CrossReferral(
            id=cross_id,
            data_key=wrapped,
            organisation_id=place.organisation_id,
            referral_id=referral.id,
            reference=referral.reference,
            created_at=now,
            steps=[],
            version=0,
        )
        session.add(found)
    if found.data_key is None:
        _, found.data_key = office.vault.keyring.new_data_key(f"cross_referral:{found.id}")
    found.reason = found.decided_by = found.late_at = None
    found.due_at = close_of(now, place.answers_in, office.zone)
    _fill(office, found, referral, hand_off, document)
    step(office, found, Standing.WAITING)
    session.flush()
    wind(session, office, referral)
    return found


def replace(
    session: Session,
    office: Office,
    referral: Referral,
    hand_off: HandOff,
    document: Mapping[str, Any],
    place: Receiver,
) -> CrossReferral:
    """Put a newer ``document`` in the place of the one that is there, which stays as it stands.

    Where nothing waits or goes on there any more, it arrives anew.
    """
    found = of_organisation(session, referral.id, place.organisation_id, lock=True)
    if found is None or found.data_key is None or Standing(found.state) not in OPEN:
        return arrive(session, office, referral, hand_off, document, place)
    _fill(office, found, referral, hand_off, document)
    now = office.now()
    found.steps = [*found.steps, {"word": CORRECTED, "at": now.isoformat()}]
    found.version += 1
    session.flush()
    return found


def take_back(session: Session, office: Office, referral: Referral, hand_off: HandOff) -> None:
    """Take back what an organisation was handed. ``hand_off`` is the notice that says so.

    The row stays and says that it was taken back; what was told goes with its key.
    """
    found = of_organisation(session, referral.id, organisation_of(hand_off.destination), lock=True)
    if found is None or found.state == Standing.RECALLED:
        return
    _empty(session, found)
    found.hand_off_id, found.number = hand_off.id, hand_off.number
    step(office, found, Standing.RECALLED)
    session.flush()
    wind(session, office, referral)


def take_out(office: Office, cross: CrossReferral, reference: str) -> None:
    """Take the telling with this ``reference``, which was joined in, out of what lies there."""
    if cross.data_key is None or cross.body is None:
        return
    told = document_of(office, cross)
    left = [each for each in told["also_told"] if each["reference"] != reference]
    if len(left) == len(told["also_told"]):
        return
    whole, now = {**told, "also_told": left}, office.now()
    cross.body = key_of_cross(office, cross).seal(whole, f"cross_referral.body:{cross.id}")
    cross.steps = [*cross.steps, {"word": CORRECTED, "at": now.isoformat()}]
    cross.version += 1


def crossed(session: Session, referral: Referral) -> list[CrossReferral]:
    """What of ``referral`` lies in providers' inboxes, the oldest first."""
    wanted = select(CrossReferral).where(CrossReferral.referral_id == referral.id)
    return list(session.scalars(wanted.order_by(CrossReferral.id)))


def of_organisation(
    session: Session, referral_id: UUID, organisation_id: UUID | None, *, lock: bool = False
) -> CrossReferral | None:
    """What one organisation was handed of one referral."""
    wanted = select(CrossReferral).where(
        CrossReferral.referral_id == referral_id, CrossReferral.organisation_id == organisation_id
    )
    return session.scalar(wanted.with_for_update() if lock else wanted)


def document_of(office: Office, cross: CrossReferral) -> dict[str, Any]:
    """What was handed over. Raises Erased once it was taken back."""
    key = key_of_cross(office, cross)
    if cross.body is None:
        return {}
    found: dict[str, Any] = key.open(cross.body, f"cross_referral.body:{cross.id}")
    return found


def name_of_cross(office: Office, cross: CrossReferral) -> str:
    """What a list shows of it: the name to use. Empty once it was taken back."""
    if cross.data_key is None or cross.label is None:
        return ""
    label = key_of_cross(office, cross).open(cross.label, f"cross_referral.label:{cross.id}")
    return str(label["name"])


def ended_as(office: Office, cross: CrossReferral) -> Ended:
    """What the provider said at the end; empty while there is none."""
    if cross.data_key is None or cross.reason is None:
        return Ended()
    said = key_of_cross(office, cross).open(cross.reason, f"cross_referral.reason:{cross.id}")
    return Ended(said["why"], tuple(said["actions"]), tuple(said["outcomes"]), said["words"])


def key_of_cross(office: Office, cross: CrossReferral) -> DataKey:
    """The key that all of it is sealed under. Raises Erased when it was destroyed."""
    return office.vault.keyring.open_data_key(cross.data_key, f"cross_referral:{cross.id}")


def step(office: Office, cross: CrossReferral, standing: Standing) -> datetime:
    """Let it stand so from now on."""
    now = office.now()
    cross.state, cross.since = standing, now
    cross.steps = [*cross.steps, {"word": standing, "at": now.isoformat()}]
    cross.is_open = standing in OPEN
    if standing is not Standing.WAITING:
        cross.due_at = cross.late_at = None
    cross.version += 1
    return now


def _fill(
    office: Office,
    cross: CrossReferral,
    referral: Referral,
    hand_off: HandOff,
    document: Mapping[str, Any],
) -> None:
    key = key_of_cross(office, cross)
    cross.hand_off_id, cross.number, cross.kind = hand_off.id, hand_off.number, referral.kind
    cross.body = key.seal(dict(document), f"cross_referral.body:{cross.id}")
    label = {"name": _name_in(document)}
    cross.label = key.seal(label, f"cross_referral.label:{cross.id}")


def _name_in(document: Mapping[str, Any]) -> str:
    """The name to use, if it is among what travels."""
    told = (section["name"] for section in document["answers"].values() if "name" in section)
    return next((str(each["value"] or "") for each in told), "")


def _empty(session: Session, cross: CrossReferral) -> None:
    session.execute(delete(CrossQuestion).where(CrossQuestion.cross_referral_id == cross.id))
    cross.data_key = cross.body = cross.label = cross.reason = None
