"""What a referrer told of a referral and what they see of it, apart from the referral itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.storage.ids import new_id
from portal.storage.sealing import DataKey

from .conditions import Answers
from .findable import normal_reference
from .joined import goes_on_in, joined_into
from .lifecycle import ENDS, Progress, Stage, progress, progress_joined
from .office import Office
from .records import Referral, Referring, Telling

AGREED_WORD = "agreed_word"
"""The word that a referrer agreed with the person: kept as a hash only, and told to nobody."""


class Sees(StrEnum):
    """How much of the process the person lets a referrer see."""

    PROCESS = "process"
    """Every step, with its day."""

    START = "start"
    """That it was received, and whether it was accepted or passed on."""

    NOTHING = "nothing"
    """No step after the person said so."""


_AT_THE_START = frozenset({Progress.RECEIVED, Progress.ACCEPTED, Progress.PASSED_ON})


@dataclass(frozen=True)
class Told:
    """One version of what a referrer told; ``reason`` is why it was told anew."""

    number: int
    at: datetime
    account_id: UUID | None
    answers: Mapping[str, Any]
    reason: str


def begin(
    session: Session,
    office: Office,
    referral: Referral,
    answers: Answers,
    *,
    organisation_id: UUID | None = None,
    account_id: UUID | None = None,
) -> Referring:
    """Keep what a referrer told of a new ``referral``, and let them follow it.

    A community group without an account has neither id, and follows nothing.
    """
    now = office.now()
    referring_id = new_id(now)
    _, wrapped = office.vault.keyring.new_data_key(f"referring:{referring_id}")
    referring = Referring(
        id=referring_id,
        data_key=wrapped,
        organisation_id=organisation_id,
        account_id=account_id,
        referral_id=referral.id,
        reference=referral.reference,
        kind=referral.kind,
        word=Progress.RECEIVED,
        since=now,
        steps=[{"word": Progress.RECEIVED, "at": now.isoformat()}],
        created_at=now,
    )
    session.add(referring)
    session.flush()
    tell(session, office, referring, answers, account_id=account_id)
    return referring


def tell(
    session: Session,
    office: Office,
    referring: Referring,
    answers: Answers,
    *,
    account_id: UUID | None,
    reason: str = "",
) -> int:
    """Keep one more version of what the referrer tells; gives its number, from 1.

    The word that they agreed with the person is not kept.
    """
    kept = {name: value for name, value in answers.items() if name != AGREED_WORD}
    key = key_of_referring(office, referring)
    last = session.scalar(
        select(func.max(Telling.number)).where(Telling.referring_id == referring.id)
    )
    telling_id, number = new_id(office.now()), (last or 0) + 1
    session.add(
        Telling(
            id=telling_id,
            referring_id=referring.id,
            organisation_id=referring.organisation_id,
            number=number,
            account_id=account_id,
            body=key.seal({"answers": kept, "reason": reason}, _place(telling_id)),
            fingerprint=office.questions.fingerprint,
            at=office.now(),
        )
    )
    own = answers.get("agency_reference") or ""
    label = {"name": answers.get("name") or "", "own_reference": own}
    referring.label = key.seal(label, f"referring.label:{referring.id}")
    referring.own_reference = own_reference_token(office, own)
    session.flush()
    return number


def told(session: Session, office: Office, referring: Referring) -> list[Told]:
    """Every version of what a referrer told, the oldest first. Raises Erased."""
    key = key_of_referring(office, referring)
    rows = select(Telling).where(Telling.referring_id == referring.id).order_by(Telling.number)
    found = []
    for row in session.scalars(rows):
        body = key.open(row.body, _place(row.id))
        found.append(Told(row.number, row.at, row.account_id, body["answers"], body["reason"]))
    return found


def label_of(office: Office, referring: Referring) -> dict[str, str]:
    """What a list shows of it: "name" and "own_reference". Empty once it was erased."""
    if referring.data_key is None or referring.label is None:
        return {"name": "", "own_reference": ""}
    key = key_of_referring(office, referring)
    found: dict[str, str] = key.open(referring.label, f"referring.label:{referring.id}")
    return found


def own_reference_token(office: Office, typed: str) -> bytes | None:
    """What a referral is found by from the referrer's own reference, however it is spaced."""
    plain = normal_reference(typed)
    return office.vault.blinder.token("agency_reference", plain) if plain else None


def referred(session: Session, referral: Referral) -> list[Referring]:
    """Every referrer's part in ``referral``, the oldest first."""
    found = select(Referring).where(Referring.referral_id == referral.id).order_by(Referring.id)
    return list(session.scalars(found))


def step_on(session: Session, office: Office, referral: Referral) -> None:
    """Let those who referred ``referral`` see how it stands now, as far as the person lets them.

    So do those who referred what was joined into it; of one that was joined itself, they see how
    the one stands in which it goes on.
    """
    case = goes_on_in(session, referral)
    stage, joining = Stage(case.stage), case is not referral
    for one in (referral, *joined_into(session, referral)):
        for referring in referred(session, one):
            before = Progress(referring.word)
            if joining or one is not referral:
                after = progress_joined(stage, before, now=joining)
            else:
                after = progress(stage, before)
            _step(office, referring, before, after)


def _step(office: Office, referring: Referring, before: Progress, after: Progress) -> None:
    if after is before or referring.withdrawn_at is not None:
        return
    sees = Sees(referring.sees)
    if sees is Sees.NOTHING or (sees is Sees.START and after not in _AT_THE_START):
        return
    now = office.now()
    referring.word, referring.since = after, now
    referring.steps = [*referring.steps, {"word": after, "at": now.isoformat()}]
    referring.is_open = after not in ENDS
    referring.version += 1


def key_of_referring(office: Office, referring: Referring) -> DataKey:
    """The key that what a referrer told is sealed under. Raises Erased when it was destroyed."""
    return office.vault.keyring.open_data_key(referring.data_key, f"referring:{referring.id}")


def _place(telling_id: UUID) -> str:
    return f"telling.body:{telling_id}"
